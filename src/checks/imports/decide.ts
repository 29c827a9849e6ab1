import { isPublicTopLevel } from '../../distribution/importable-modules.ts'
import { describeImportError } from '../diagnosis/import-error.ts'
import { type ImportFailure, importFailures } from '../diagnosis/import-failures.ts'
import { locationInCheckout } from '../diagnosis/source-location.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { failureKey } from './failure-key.ts'

/**
 * Reports public modules that cannot be imported in the runtime environment, and other modules whose import fails for a
 * fault of the distribution; failures for other reasons become one note.
 */
export function checkImports(facts: PackageFacts): Finding[] {
  const failures = importFailures(facts)
  const faults = failures.filter(({ why }) => why !== 'elsewhere')
  // Imports that fail at the same line with the same error have the same cause.
  const byCause = new Map<string, [ImportFailure, ...ImportFailure[]]>()
  for (const failure of [...faults].sort((a, b) => rank(a) - rank(b))) {
    const group = byCause.get(causeKey(failure))
    if (group === undefined) byCause.set(causeKey(failure), [failure])
    else group.push(failure)
  }
  const tolerated = failures.filter(({ why }) => why === 'elsewhere')
  for (const failure of tolerated) byCause.get(causeKey(failure))?.push(failure)
  const others = tolerated.filter((failure) => !byCause.has(causeKey(failure)))
  return [...byCause.values(), others].flatMap((group) => oneFinding(group, facts))
}

/** Sorts public modules first, since users import them. */
function rank({ module }: ImportFailure): number {
  return isPublicTopLevel(module) ? 0 : 1
}

function causeKey({ module, attempt }: ImportFailure): string {
  return failureKey(module, attempt)
}

function oneFinding(failures: readonly ImportFailure[], facts: PackageFacts): Finding[] {
  const [first, ...others] = failures
  const contents = completed(facts.contents)
  if (first === undefined || contents === undefined) return []
  const { module, attempt, extras, why, severity } = first
  return [
    {
      rule: 'import-failed',
      severity,
      facts: {
        module,
        error: describeImportError(attempt),
        why,
        extras,
        others: others.map((one) => ({ module: one.module, error: describeImportError(one.attempt) })),
      },
      where:
        attempt.error === undefined || why === 'elsewhere'
          ? undefined
          : locationInCheckout(attempt.error, contents),
    },
  ]
}
