import { readFileSync } from 'node:fs'
import { CI_SYSTEMS } from './ci-systems.ts'
import type { Event } from './event.ts'

/** Reads the event from the environment variables of the CI system. */
export function readEvent(environment: NodeJS.ProcessEnv): Event {
  const event = readGitHubEvent(environment)
  if (event.kind !== 'none') return event
  return CI_SYSTEMS.find(({ isRunning }) => isRunning(environment))?.readEvent(environment) ?? event
}

/**
 * Reads the event from the environment variables of GitHub (docs: "Default environment variables") and from the payload
 * (docs: "Webhook events and payloads").
 */
function readGitHubEvent(environment: NodeJS.ProcessEnv): Event {
  const { GITHUB_EVENT_NAME: name, GITHUB_REF_TYPE: type, GITHUB_REF_NAME: ref } = environment
  const payload = readPayload(environment.GITHUB_EVENT_PATH)
  if (type === 'tag' && ref)
    return { kind: 'tag', tag: ref, defaultBranch: text(at(payload, 'repository', 'default_branch')) }
  if (name?.startsWith('pull_request')) {
    const pullRequest = at(payload, 'pull_request')
    const labels = at(pullRequest, 'labels')
    return {
      kind: 'pull-request',
      baseBranch: text(environment.GITHUB_BASE_REF) ?? text(at(pullRequest, 'base', 'ref')) ?? '',
      headBranch: text(environment.GITHUB_HEAD_REF) ?? text(at(pullRequest, 'head', 'ref')) ?? '',
      baseCommit: text(at(pullRequest, 'base', 'sha')),
      labels: (Array.isArray(labels) ? labels : []).flatMap((label) => text(at(label, 'name')) ?? []),
    }
  }
  if (name === 'merge_group') {
    const group = at(payload, 'merge_group')
    return {
      kind: 'merge-queue',
      baseBranch: (text(at(group, 'base_ref')) ?? '').replace('refs/heads/', ''),
      baseCommit: text(at(group, 'base_sha')),
    }
  }
  if (type !== 'branch' || !ref) return { kind: 'none' }
  const before = name === 'push' ? text(at(payload, 'before')) : undefined
  // For a new branch, `before` consists of zeros.
  return {
    kind: 'branch',
    branch: ref,
    before: before === undefined || /^0*$/.test(before) ? undefined : before,
  }
}

/** The file of the running workflow, from `owner/name/.github/workflows/ci.yml@refs/heads/main`. */
export function readWorkflowFile({ GITHUB_WORKFLOW_REF: ref }: NodeJS.ProcessEnv): string | undefined {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(ref ?? '')?.[1]
}

/** Empty if it cannot be read: act and other runners may not write a payload. */
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
