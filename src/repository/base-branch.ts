import type { Event } from '../config/event.ts'
import type { History } from './history.ts'

/** The base branch of a pull request or a merge queue. */
export interface BaseBranch {
  readonly branch: string
  /** The commit of the branch that the head is merged into. */
  readonly commit: string
}

/**
 * Finds the base branch of an event; undefined for events without one. Of a pull request, the first parent of the merge
 * commit that GitHub checks out is preferred, as it is newer than `base.sha` of the payload.
 */
export async function findBaseBranch(history: History, event: Event): Promise<BaseBranch | undefined> {
  if (event.kind !== 'pull-request' && event.kind !== 'merge-queue') return undefined
  const [firstParent, ...others] = await history.parentsOf(history.head)
  const mergedInto = others.length > 0 ? firstParent : undefined
  const commit =
    event.kind === 'merge-queue' ? (event.baseCommit ?? firstParent) : (mergedInto ?? event.baseCommit)
  return commit === undefined ? undefined : { branch: event.baseBranch, commit }
}
