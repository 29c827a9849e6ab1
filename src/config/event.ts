import { readFileSync } from 'node:fs'

/** Why this run takes place, as far as it changes what is asked of the version. */
export type Event =
  /** A tag was pushed or released: its version must be the artifact's. */
  | { readonly kind: 'tag'; readonly tag: string; readonly defaultBranch: string | undefined }
  /** What is checked out is the merge of the request into `into`, unless the workflow says otherwise. */
  | {
      readonly kind: 'pull-request'
      readonly into: string
      readonly from: string
      /** The commit that the request was last compared with; it may be older than the branch. */
      readonly base: string | undefined
      readonly labels: readonly string[]
    }
  /** A merge that is tried before it is made, after those that wait in front of it. */
  | { readonly kind: 'merge-queue'; readonly into: string; readonly base: string | undefined }
  /** A branch: pushed to, dispatched, scheduled. */
  | {
      readonly kind: 'branch'
      readonly branch: string
      /** The commit that the branch was at before the push. */
      readonly before: string | undefined
    }
  /** A laptop, another CI. */
  | { readonly kind: 'none' }

/**
 * Reads the event from the variables that GitHub sets (docs: "Default environment variables") and the payload in the
 * file that they name (docs: "Webhook events and payloads").
 */
export function readEvent(environment: NodeJS.ProcessEnv): Event {
  const { GITHUB_EVENT_NAME: name, GITHUB_REF_TYPE: type, GITHUB_REF_NAME: ref } = environment
  const payload = readPayload(environment.GITHUB_EVENT_PATH)
  if (type === 'tag' && ref)
    return { kind: 'tag', tag: ref, defaultBranch: text(at(payload, 'repository', 'default_branch')) }
  if (name?.startsWith('pull_request')) {
    const request = at(payload, 'pull_request')
    const labels = at(request, 'labels')
    return {
      kind: 'pull-request',
      into: text(environment.GITHUB_BASE_REF) ?? text(at(request, 'base', 'ref')) ?? '',
      from: text(environment.GITHUB_HEAD_REF) ?? text(at(request, 'head', 'ref')) ?? '',
      base: text(at(request, 'base', 'sha')),
      labels: (Array.isArray(labels) ? labels : []).flatMap((label) => text(at(label, 'name')) ?? []),
    }
  }
  if (name === 'merge_group') {
    const group = at(payload, 'merge_group')
    return {
      kind: 'merge-queue',
      into: (text(at(group, 'base_ref')) ?? '').replace('refs/heads/', ''),
      base: text(at(group, 'base_sha')),
    }
  }
  if (type !== 'branch' || !ref) return { kind: 'none' }
  const before = name === 'push' ? text(at(payload, 'before')) : undefined
  // A branch that is pushed for the first time was at no commit, which is written as zeros.
  return {
    kind: 'branch',
    branch: ref,
    before: before === undefined || /^0*$/.test(before) ? undefined : before,
  }
}

/** The file of the workflow that runs, from `owner/name/.github/workflows/ci.yml@refs/heads/main`. */
export function readWorkflowFile({ GITHUB_WORKFLOW_REF: ref }: NodeJS.ProcessEnv): string | undefined {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(ref ?? '')?.[1]
}

/** What cannot be read is an event of which nothing but its name is known: act and other runners write none. */
function readPayload(file: string | undefined): unknown {
  try {
    return file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (found, key) =>
      typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined,
    value,
  )
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
