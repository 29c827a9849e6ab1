import { inParallel } from '../../process/concurrency.ts'
import { contradictions } from '../../python/install.ts'
import { type ImportAttempt, importEach, publicNames } from '../diagnosis/import-modules.ts'
import type { Runtime } from '../install/observe.ts'

/** What was seen where the wheel was installed with one extra and no other. */
export interface ExtraEvidence {
  readonly extra: string
  /** The installer's words, where it refused; nothing else was then seen. */
  readonly refused: readonly string[] | undefined
  readonly conflicts: readonly string[]
  /** The public names. */
  readonly imports: readonly (ImportAttempt & { readonly module: string })[]
}

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
