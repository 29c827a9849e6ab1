import { list } from '../program/sentence.ts'

/** What the option `cache` may be. */
export const CACHE_CHOICES = ['auto', 'on', 'off'] as const

export type CacheChoice = (typeof CACHE_CHOICES)[number]

/** Whether this run restores what an earlier one left, and leaves something for later ones; and why. */
export type CachePolicy =
  | { readonly uses: false; readonly reason: string }
  | { readonly uses: true; readonly reason: string; readonly maySave: boolean }

/** Events of branches and requests, whose entries GitHub keeps apart by branch (docs: "Dependency caching"). */
const TRUSTED: Readonly<Record<string, string>> = {
  merge_group: 'a merge queue',
  pull_request: 'a pull request',
  push: 'a push to a branch',
  schedule: 'a schedule',
  workflow_dispatch: 'a run by hand',
}

/**
 * Decides on the cache from the option and the variables that the runner sets. What ships shall not depend on what an
 * earlier run left, so a release has none; an event that runs in the scope of the default branch on behalf of somebody
 * else must not reach what the branch will restore; and what is not known is treated like these.
 */
export function cachePolicy(choice: CacheChoice, environment: NodeJS.ProcessEnv): CachePolicy {
  const { GITHUB_EVENT_NAME: event = '', GITHUB_REF_TYPE: type, ACTIONS_CACHE_MODE = '' } = environment
  const off = (reason: string): CachePolicy => ({ uses: false, reason })
  if (choice === 'off') return off('as asked for')
  // What the workflow allows (docs: "Workflow syntax", cache-mode).
  const mode = ACTIONS_CACHE_MODE.trim().toLowerCase()
  if (mode === 'none') return off('cache-mode is none')
  if (!isThereService(environment)) return off('this runner has no cache service')
  const on = (reason: string): CachePolicy => ({
    uses: true,
    reason: mode === 'read' ? `${reason}, cache-mode is read` : reason,
    maySave: mode !== 'read',
  })
  if (choice === 'on') return on('as asked for')
  if (type === 'tag') return off('a tag')
  const trusted = Object.hasOwn(TRUSTED, event) ? TRUSTED[event] : undefined
  return trusted === undefined ? off(`the event ${event || 'is not known'}`) : on(trusted)
}

/** Whether environments are kept on this machine, and taken from what is kept: everywhere but where a release is made. */
export function keepsEnvironments(choice: CacheChoice, environment: NodeJS.ProcessEnv): boolean {
  const { GITHUB_ACTIONS, GITHUB_EVENT_NAME: event = '', GITHUB_REF_TYPE: type } = environment
  if (choice !== 'auto') return choice === 'on'
  return GITHUB_ACTIONS === undefined || (type !== 'tag' && Object.hasOwn(TRUSTED, event))
}

/** As the client of the service decides it, to know before that is started. */
function isThereService(environment: NodeJS.ProcessEnv): boolean {
  const { ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL } = environment
  return Boolean(ACTIONS_RUNTIME_TOKEN && (ACTIONS_RESULTS_URL || ACTIONS_CACHE_URL))
}

const SETTINGS = {
  pip: ['PIP_CACHE_DIR', 'PIP_NO_CACHE_DIR'],
  uv: ['UV_CACHE_DIR', 'UV_NO_CACHE'],
} as const

/** Why the downloads are not ours to keep: somebody has said where they are, as `setup-uv` does. */
export function keptElsewhere(
  choice: CacheChoice,
  installer: 'pip' | 'uv',
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const set = SETTINGS[installer].filter((name) => environment[name])
  return choice === 'on' || set.length === 0 ? undefined : `${list(set)} is set`
}
