import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { normalizeName } from '../../python/requirement.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Commands of the wheel that are files of their own making (`scripts` of setup.py), and no entry points. */
export function rawScripts(facts: PackageFacts): string[] {
  const installation = completed(facts.install)
  const wheel = completed(facts.contents)?.wheel
  if (installation?.kind !== 'installed' || wheel === undefined) return []
  const made = new Set(
    wheel.entryPoints.filter(({ group }) => SCRIPT_GROUPS.includes(group)).map(({ name }) => name),
  )
  const name = normalizeName(wheel.metadata.name)
  return Object.entries(installation.programs ?? {})
    .filter(
      ([program, owners]) => owners.some((owner) => normalizeName(owner) === name) && !made.has(program),
    )
    .filter(([program]) => !made.has(program.replace(/(-script\.pyw?|\.exe)$/, '')))
    .map(([program]) => program)
}
