/** The event that triggered the run, as far as the version check needs it. */
export type Event =
  /** A tag was pushed or released: it must name the version of the distribution. */
  | { readonly kind: 'tag'; readonly tag: string; readonly defaultBranch: string | undefined }
  /** Unless `isHead` is set, the merge of the pull request into the base branch may be checked out. */
  | {
      readonly kind: 'pull-request'
      readonly baseBranch: string
      readonly headBranch: string
      /** A commit of the base branch, which may be older than its tip. */
      readonly baseCommit: string | undefined
      /** Set if the commit that is checked out is not a merge into the base branch. */
      readonly isHead?: true
      /** A branch or commit to compare with, as given by the user. */
      readonly baseRef?: string
      readonly labels: readonly string[]
    }
  /** A merge queue; `baseCommit` includes the merges that are earlier in the queue. */
  | {
      readonly kind: 'merge-queue'
      readonly baseBranch: string
      readonly baseCommit: string | undefined
      /** A branch or commit to compare with, as given by the user. */
      readonly baseRef?: string
    }
  /** A push to a branch, or a manual or scheduled run on it. */
  | {
      readonly kind: 'branch'
      readonly branch: string
      /** The commit of the branch before the push; undefined for other runs, and for a new branch. */
      readonly before: string | undefined
      /** A branch or commit to compare with, as given by the user. */
      readonly baseRef?: string
    }
  /** A local run, or a CI system that is not known. */
  | { readonly kind: 'none' }

/** The kinds of events. */
export const EVENT_CHOICES = [
  'pull-request',
  'merge-queue',
  'branch',
  'tag',
  'none',
] as const satisfies readonly Event['kind'][]
