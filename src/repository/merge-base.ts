import type { Event } from '../config/event.ts'
import type { History } from './history.ts'

/** What a pull request, or the queue, is about to be merged into. */
export interface Base {
  readonly branch: string
  readonly commit: string
}

/**
 * The commit that a proposal is merged into: the first parent of the merge that GitHub checks out, which is newer than
 * what the payload of a pull request says.
 */
export async function findBase(history: History, event: Event): Promise<Base | undefined> {
  if (event.kind !== 'pull-request' && event.kind !== 'merge-queue') return undefined
  const [first, ...others] = await history.parentsOf(history.head)
  const merged = others.length > 0 ? first : undefined
  const commit = event.kind === 'merge-queue' ? (event.base ?? first) : (merged ?? event.base)
  return commit === undefined ? undefined : { branch: event.into, commit }
}
