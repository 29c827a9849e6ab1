import { publicNames } from '../../distribution/importable-modules.ts'
import { inParallel } from '../../process/concurrency.ts'
import { importEach } from '../../python/import-modules.ts'
import { contradictions } from '../../python/install.ts'
import type { Runtime } from '../context.ts'
import type { ExtraEvidence } from './facts.ts'

/** Installs every declared extra alone, and imports the package there. */
export function observeEachExtra({
  contents: { wheel },
  installer,
  installExtras,
  config,
  scratch,
}: Runtime): Promise<ExtraEvidence[]> {
  const caller = config.environment
  const tops = publicNames(wheel)
  return inParallel(wheel.metadata.extras, async (extra) => {
    const installation = await installExtras([extra])
    if (installation.kind === 'refused')
      return { extra, refused: installation.words, conflicts: [], imports: [] }
    const { environment } = installation
    const [conflicts, imports] = await Promise.all([
      contradictions({ installer, environment, cwd: scratch, caller }, installation),
      importEach(tops, { environment, scratch, caller }),
    ])
    return { extra, refused: undefined, conflicts, imports }
  })
}
