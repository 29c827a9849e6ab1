import type { Contents } from '../evidence/contents.ts'
import type { ScriptEvidence } from '../evidence/scripts.ts'
import { causeOf } from './cause.ts'
import { distributionOf, extrasWith } from './distribution-names.ts'

/**
 * The extras with which a script that lacks a module should be called again: those that are configured for it, that
 * its entry or its error names, or that bring the module. None when there is nothing to try.
 */
export function extrasToTry(
  { entryPoint, configured, runs }: ScriptEvidence,
  contents: Contents,
  providers: Readonly<Record<string, readonly string[]>>,
): string[] {
  if (configured.extras !== undefined) return configured.extras
  const last = runs.at(-1)
  if (last === undefined || (last.ending.kind === 'exited' && last.ending.code === 0)) return []
  const known = contents.wheel.metadata.extras
  const said = `${last.stdout}\n${last.stderr}`
  const named = known.filter(
    (extra) =>
      entryPoint.extras.includes(extra) || new RegExp(`\\[[^\\]]*\\b${extra}\\b[^\\]]*\\]`).test(said),
  )
  if (named.length > 0) return named
  const cause = last.error === undefined ? undefined : causeOf(last.error, contents)
  if (cause?.kind !== 'distribution') return []
  const { distribution } = distributionOf(cause.module.split('.')[0] as string, { providers })
  return extrasWith(distribution, contents).slice(0, 1)
}
