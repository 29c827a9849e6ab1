import picomatch from 'picomatch'
import type { Event } from './event.ts'

/**
 * When the version must be bumped: if the contents of the wheel changed since the last release; in every pull request; only
 * by the tool that prepares releases, such as release-please; or it is not checked.
 */
export const VERSION_POLICIES = ['if-shipped-changed', 'always', 'never', 'off'] as const
export type VersionPolicy = (typeof VERSION_POLICIES)[number]

/** The events that can have a policy of their own. */
export const POLICY_EVENTS = ['pull-request', 'merge-queue', 'branch', 'tag', 'otherwise'] as const
export type PolicyEvent = (typeof POLICY_EVENTS)[number]

/** One policy for all, or one for each event. */
export type PolicySetting = VersionPolicy | Partial<Readonly<Record<PolicyEvent, VersionPolicy | undefined>>>

const DEFAULT: VersionPolicy = 'if-shipped-changed'

/**
 * The policy of a run. With `never`, the pull requests of the tool that prepares releases have the default policy.
 *
 * @param releaseBranches patterns of the head branches of these pull requests
 */
export function policyFor(
  event: Event,
  setting: PolicySetting | undefined,
  releaseBranches: readonly string[],
): VersionPolicy {
  const key = event.kind === 'none' ? 'otherwise' : event.kind
  const chosen = typeof setting === 'object' ? (setting[key] ?? setting.otherwise) : setting
  const isRelease = event.kind === 'pull-request' && picomatch([...releaseBranches])(event.headBranch)
  return chosen === 'never' && isRelease ? DEFAULT : (chosen ?? DEFAULT)
}

/** Whether the version is compared with that of the base branch, in addition to the last release. */
export function comparesWithBase(event: Event, policy: VersionPolicy): boolean {
  if (policy === 'off') return false
  return event.kind === 'merge-queue' || (event.kind === 'pull-request' && policy !== 'if-shipped-changed')
}
