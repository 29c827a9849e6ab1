import type { Wheel } from '../../distribution/wheel.ts'
import type { ReleaseTag } from '../../repository/tags.ts'
import { Skip } from '../stage.ts'
import type { ReleaseFacts } from '../version/facts.ts'

/** Returns the last release with its wheel, which was built again; without such a wheel, a skip with the reason. */
export function lastBuiltWheel({
  lastWheel,
  baseline,
}: Pick<ReleaseFacts, 'lastWheel' | 'baseline'>): { readonly tag: ReleaseTag; readonly wheel: Wheel } | Skip {
  if (lastWheel === undefined)
    return new Skip(baseline === undefined ? 'no release tag' : `no changes since ${baseline.name}`)
  return lastWheel.kind === 'built'
    ? lastWheel
    : new Skip(`not compared with ${lastWheel.tag.name}: ${lastWheel.reason}`)
}
