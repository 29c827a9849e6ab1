import { inParallel } from '../concurrency.ts'
import { contradictions } from '../environment/install.ts'
import { type ImportAttempt, importEach, publicNames } from './imports.ts'
import type { Runtime } from './runtime.ts'

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
