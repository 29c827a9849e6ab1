import picomatch from 'picomatch'
import type { Event } from './event.ts'

/**
 * When the version must have been raised: where what ships has changed since the last release; at every merge; never
 * before the release itself, which a tool such as release-please prepares; or nobody asks.
 */
export const VERSION_POLICIES = ['if-shipped-changed', 'always', 'never', 'off'] as const
export type VersionPolicy = (typeof VERSION_POLICIES)[number]

/** The events that may have a policy of their own. */
export const POLICY_EVENTS = ['pull-request', 'merge-queue', 'branch', 'tag', 'otherwise'] as const
export type PolicyEvent = (typeof POLICY_EVENTS)[number]

/** One policy for all, or one for each event. */
export type PolicySetting = VersionPolicy | Partial<Readonly<Record<PolicyEvent, VersionPolicy | undefined>>>

const DEFAULT: VersionPolicy = 'if-shipped-changed'

/**
 * The policy that holds for a run. Where none may raise the version but the tool that prepares releases, its own
 * branches are those that must.
 *
 * @param releaseBranches patterns of the branches from which that tool asks to be merged
 */
export function policyFor(
  event: Event,
  setting: PolicySetting | undefined,
  releaseBranches: readonly string[],
): VersionPolicy {
  const key = event.kind === 'none' ? 'otherwise' : event.kind
  const chosen = typeof setting === 'object' ? (setting[key] ?? setting.otherwise) : setting
  const isRelease = event.kind === 'pull-request' && picomatch([...releaseBranches])(event.from)
  return chosen === 'never' && isRelease ? DEFAULT : (chosen ?? DEFAULT)
}

/** Whether a proposal is compared with what it is merged into, besides the last release. */
export function comparesWithBase(event: Event, policy: VersionPolicy): boolean {
  if (policy === 'off') return false
  return event.kind === 'merge-queue' || (event.kind === 'pull-request' && policy !== 'if-shipped-changed')
}
