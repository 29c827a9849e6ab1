import type { Event } from '../../config/event.ts'
import type { Settings } from '../../config/settings.ts'
import type { BaseBranch } from '../../repository/base-branch.ts'
import type { History } from '../../repository/history.ts'
import type { BumpOverride } from './facts.ts'

/** Finds a label of the pull request, or a trailer in one of its commits, that overrides the version policy. */
export async function findOverride(
  history: History,
  event: Event,
  { 'waive-label': label, 'waive-trailer': trailer }: Settings['version'],
  base: BaseBranch | undefined,
): Promise<BumpOverride | undefined> {
  if (event.kind === 'pull-request' && event.labels.includes(label)) return { by: 'label', name: label }
  const before = event.kind === 'branch' ? event.before : base?.commit
  const [found] = await history.trailers(trailer, before)
  return found && { by: 'trailer', name: trailer, commit: found.commit, reason: found.value }
}
