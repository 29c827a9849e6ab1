import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { normalizeName } from '../../python/requirement.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the commands of the wheel that are script files (`scripts` in setup.py) instead of entry points. */
export function scriptFiles(facts: PackageFacts): string[] {
  const installation = completed(facts.install)
  const wheel = completed(facts.contents)?.wheel
  if (installation?.kind !== 'installed' || wheel === undefined) return []
  const entryPoints = new Set(
    wheel.entryPoints.filter(({ group }) => SCRIPT_GROUPS.includes(group)).map(({ name }) => name),
  )
  const name = normalizeName(wheel.metadata.name)
  return (
    Object.entries(installation.programs ?? {})
      .filter(
        ([program, owners]) =>
          owners.some((owner) => normalizeName(owner) === name) && !entryPoints.has(program),
      )
      // On Windows, the files of an entry point have such names.
      .filter(([program]) => !entryPoints.has(program.replace(/(-script\.pyw?|\.exe)$/, '')))
      .map(([program]) => program)
  )
}
