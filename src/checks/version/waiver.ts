import type { Event } from '../../config/event.ts'
import type { Settings } from '../../config/settings.ts'
import type { History } from '../../repository/history.ts'
import type { Base } from '../../repository/merge-base.ts'
import type { Waiver } from './facts.ts'

/** A label of the pull request, or a trailer of one of its commits as far as they are here. */
export async function findWaiver(
  history: History,
  event: Event,
  { 'waive-label': label, 'waive-trailer': trailer }: Settings['version'],
  base: Base | undefined,
): Promise<Waiver | undefined> {
  if (event.kind === 'pull-request' && event.labels.includes(label)) return { by: 'label', name: label }
  const before = event.kind === 'branch' ? event.before : base?.commit
  const [found] = await history.trailers(trailer, before)
  return found && { by: 'trailer', name: trailer, commit: found.commit, reason: found.value }
}
