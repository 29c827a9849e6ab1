import { list } from '../program/sentence.ts'
import type { Event } from './event.ts'

/** The values of the option `cache`. */
export const CACHE_CHOICES = ['auto', 'on', 'off'] as const

export type CacheChoice = (typeof CACHE_CHOICES)[number]

/** Whether this run uses the cache of GitHub Actions, with the reason. */
export type CachePolicy =
  | { readonly uses: false; readonly reason: string }
  | { readonly uses: true; readonly reason: string; readonly maySave: boolean }

/** Events whose cache entries GitHub isolates by branch (docs: "Dependency caching"), with descriptions. */
const ISOLATED_EVENTS: Readonly<Record<string, string>> = {
  merge_group: 'a merge queue',
  pull_request: 'a pull request',
  push: 'a push to a branch',
  schedule: 'a schedule',
  workflow_dispatch: 'a manual run',
}

/**
 * Decides whether to use the cache, from the option and the variables of the runner. With `auto`, releases do not use it, so
 * that they do not depend on earlier runs, and neither do events such as `pull_request_target`, in which untrusted code
 * could write entries that the default branch restores, nor unknown events.
 */
export function cachePolicy(choice: CacheChoice, environment: NodeJS.ProcessEnv): CachePolicy {
  const { GITHUB_EVENT_NAME: event = '', GITHUB_REF_TYPE: type, ACTIONS_CACHE_MODE = '' } = environment
  const off = (reason: string): CachePolicy => ({ uses: false, reason })
  if (choice === 'off') return off('option cache')
  // Set by the workflow (docs: "Workflow syntax", cache-mode).
  const mode = ACTIONS_CACHE_MODE.trim().toLowerCase()
  if (mode === 'none') return off('cache-mode is none')
  if (!hasCacheService(environment)) return off('this runner has no cache service')
  const on = (reason: string): CachePolicy => ({
    uses: true,
    reason: mode === 'read' ? `${reason}, cache-mode is read` : reason,
    maySave: mode !== 'read',
  })
  if (choice === 'on') return on('option cache')
  if (type === 'tag') return off('a tag')
  const description = Object.hasOwn(ISOLATED_EVENTS, event) ? ISOLATED_EVENTS[event] : undefined
  return description === undefined ? off(`the event ${event || 'is not known'}`) : on(description)
}

/** Whether to cache environments on this machine; with `auto`, everywhere but for releases. */
export function cachesEnvironments(
  choice: CacheChoice,
  environment: NodeJS.ProcessEnv,
  { kind }: Pick<Event, 'kind'>,
): boolean {
  const { GITHUB_ACTIONS, GITHUB_EVENT_NAME: event = '', GITHUB_REF_TYPE: type } = environment
  if (choice !== 'auto') return choice === 'on'
  if (kind === 'tag') return false
  return GITHUB_ACTIONS === undefined || (type !== 'tag' && Object.hasOwn(ISOLATED_EVENTS, event))
}

/** The same condition as in `@actions/cache`, to check it without loading that package. */
function hasCacheService(environment: NodeJS.ProcessEnv): boolean {
  const { ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL } = environment
  return Boolean(ACTIONS_RUNTIME_TOKEN && (ACTIONS_RESULTS_URL || ACTIONS_CACHE_URL))
}

const CACHE_VARIABLES = {
  pip: ['PIP_CACHE_DIR', 'PIP_NO_CACHE_DIR'],
  uv: ['UV_CACHE_DIR', 'UV_NO_CACHE'],
} as const

/**
 * Returns the reason not to cache downloads: the caller already manages the cache of the installer, as `setup-uv` does.
 * Undefined if there is none.
 */
export function cacheSetByCaller(
  choice: CacheChoice,
  installer: 'pip' | 'uv',
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const set = CACHE_VARIABLES[installer].filter((name) => environment[name])
  return choice === 'on' || set.length === 0 ? undefined : `${list(set)} is set`
}
