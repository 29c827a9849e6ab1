/** The event that triggered the run, as far as the version check needs it. */
export type Event =
  /** A tag was pushed or released: it must name the version of the distribution. */
  | { readonly kind: 'tag'; readonly tag: string; readonly defaultBranch: string | undefined }
  /** By default, the merge of the pull request into the base branch is checked out. */
  | {
      readonly kind: 'pull-request'
      readonly baseBranch: string
      readonly headBranch: string
      /** `base.sha` of the payload, which may be older than the base branch. */
      readonly baseCommit: string | undefined
      readonly labels: readonly string[]
    }
  /** A merge queue; `baseCommit` includes the merges that are earlier in the queue. */
  | { readonly kind: 'merge-queue'; readonly baseBranch: string; readonly baseCommit: string | undefined }
  /** A push to a branch, or a manual or scheduled run on it. */
  | {
      readonly kind: 'branch'
      readonly branch: string
      /** The commit of the branch before the push; undefined for other runs, and for a new branch. */
      readonly before: string | undefined
    }
  /** A local run, or a CI system that is not known. */
  | { readonly kind: 'none' }
