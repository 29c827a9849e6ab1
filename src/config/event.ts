/** Why this run takes place, as far as it changes what is asked of the version. */
export type Event =
  /** A tag was pushed or released: its version must be the artifact's. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** A pull request or a merge queue. */
  | { readonly kind: 'proposal' }
  /** A branch, a schedule, a laptop, another CI. */
  | { readonly kind: 'other' }

/** Reads the event from the variables that GitHub sets (docs: "Default environment variables"). */
export function readEvent(environment: NodeJS.ProcessEnv): Event {
  const { GITHUB_EVENT_NAME: name, GITHUB_REF_TYPE: type, GITHUB_REF_NAME: ref } = environment
  if (type === 'tag' && ref) return { kind: 'tag', tag: ref }
  if (name?.startsWith('pull_request') || name === 'merge_group') return { kind: 'proposal' }
  return { kind: 'other' }
}
