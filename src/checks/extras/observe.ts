import { publicNames } from '../../distribution/importable-modules.ts'
import { inParallel } from '../../process/concurrency.ts'
import { importModules } from '../../python/import-modules.ts'
import { dependencyConflicts } from '../../python/install.ts'
import type { RuntimeContext } from '../context.ts'
import type { ExtraEvidence } from './facts.ts'

/**
 * Installs the wheel with each of its extras separately and imports its public modules.
 *
 * @throws Inconclusive if the package index is unavailable or a probe fails
 */
export function observeEachExtra({
  contents: { wheel },
  installer,
  installExtras,
  config,
  scratch,
}: RuntimeContext): Promise<ExtraEvidence[]> {
  const caller = config.environment
  const tops = publicNames(wheel)
  return inParallel(wheel.metadata.extras, async (extra) => {
    const installation = await installExtras([extra])
    if (installation.kind === 'refused')
      return { extra, installerOutput: installation.output, conflicts: [], imports: [] }
    const { environment } = installation
    const [conflicts, imports] = await Promise.all([
      dependencyConflicts({ installer, environment, cwd: scratch, caller }, installation),
      importModules(tops, { environment, scratch, caller }),
    ])
    return { extra, installerOutput: undefined, conflicts, imports }
  })
}
