import type { Event } from '../config/event.ts'
import { ConfigurationError } from '../program/errors.ts'
import type { History } from './history.ts'

/** The base branch of a pull request or a merge queue. */
export interface BaseBranch {
  readonly branch: string
  /** The commit of the branch that the head is merged into. */
  readonly commit: string
}

type Commits = Pick<History, 'head' | 'parentsOf' | 'commitOf'>

/**
 * Finds the base branch of an event; undefined for events without one. If the merge commit of a pull request is checked out,
 * this is its first parent, as the commit that the CI system names may be older. Without a commit, the branch is looked up.
 *
 * @throws ConfigurationError if the configured base does not exist
 */
export async function findBaseBranch(history: Commits, event: Event): Promise<BaseBranch | undefined> {
  if (event.kind !== 'pull-request' && event.kind !== 'merge-queue') return undefined
  const { baseBranch: branch, baseRef, baseCommit } = event
  if (baseRef !== undefined) return { branch, commit: await givenBase(history, baseRef) }
  const [firstParent, ...others] = await history.parentsOf(history.head)
  const isHead = event.kind === 'pull-request' && event.isHead === true
  const mergedInto = others.length > 0 && !isHead ? firstParent : undefined
  const named = async () => (baseCommit === undefined ? undefined : history.commitOf(baseCommit))
  const commit =
    event.kind === 'merge-queue'
      ? ((await named()) ?? firstParent)
      : (mergedInto ?? (await named()) ?? (await history.commitOf(branch)))
  return commit === undefined ? undefined : { branch, commit }
}

/**
 * Returns the commit of the configured base, a branch or a commit.
 *
 * @throws ConfigurationError if it does not exist
 */
export async function givenBase(history: Commits, ref: string): Promise<string> {
  const commit = await history.commitOf(ref)
  if (commit !== undefined) return commit
  const message = `Unknown base "${ref}": neither the checkout nor the remote origin has this branch or commit.`
  throw new ConfigurationError([{ message }])
}
