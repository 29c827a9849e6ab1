import { dependenciesLocation, dependencyTable } from '../diagnosis/dependency-declaration.ts'
import { describeError, describeImportError } from '../diagnosis/import-error.ts'
import { scriptOutcome } from '../diagnosis/script-outcome.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { TestRun } from '../tests/facts.ts'
import type { LowerBoundsRun } from './facts.ts'

/** Reports lower bounds that cannot be installed, and failures that occur only with the lower bounds. */
export function checkLowerBounds(facts: PackageFacts): Finding[] {
  const lowest = facts.lowest === undefined ? undefined : completed(facts.lowest)
  if (lowest === undefined) return []
  const table = dependencyTable(facts.project)
  const where = dependenciesLocation(facts.project)
  if (lowest.kind === 'refused') {
    const refused = { dependencies: [], failures: [], words: lowest.words, table }
    return [{ rule: 'lower-bound-false', severity: 'warning', facts: refused, where }]
  }
  const failures = failuresOf(lowest, facts)
  if (failures.length === 0) return []
  const failed = { dependencies: lowest.dependencies, failures, words: [], table }
  return [{ rule: 'lower-bound-false', severity: 'error', facts: failed, where }]
}

interface LowerBoundsFailure {
  readonly what: string
  readonly error: string
}

function failuresOf(
  { imports, scripts, tests }: Extract<LowerBoundsRun, { kind: 'ran' }>,
  facts: PackageFacts,
): LowerBoundsFailure[] {
  const worked = new Set(
    (completed(facts.scripts)?.scripts ?? []).filter(works).map(({ entryPoint }) => entryPoint.name),
  )
  return [
    ...imports
      .filter(({ outcome }) => outcome !== 'imported')
      .map((attempt) => ({ what: `import ${attempt.module}`, error: describeImportError(attempt) })),
    ...scripts
      .filter((script) => worked.has(script.entryPoint.name) && !works(script))
      .map(({ entryPoint, runs }) => {
        const error = runs.at(-1)?.error
        const words = error === undefined ? 'it fails' : describeError(error)
        return { what: `the script ${entryPoint.name}`, error: words }
      }),
    ...(typeof tests === 'string' ? [] : testFailures(tests, completed(facts.tests))),
  ]
}

function works(script: Parameters<typeof scriptOutcome>[0]): boolean {
  const outcome = scriptOutcome(script)
  return outcome === 'works' || outcome === 'usage'
}

function testFailures({ evidence }: TestRun, highest: TestRun | undefined): LowerBoundsFailure[] {
  const known = new Set(highest?.evidence.failures.map(({ nodeid }) => nodeid))
  const failures = evidence.failures
    .filter(({ nodeid }) => !known.has(nodeid))
    .map(({ nodeid, message }) => ({ what: nodeid, error: message }))
  const internal = highest?.evidence.internalErrors.length === 0 ? evidence.internalErrors : []
  return [...failures, ...internal.slice(0, 1).map((error) => ({ what: 'pytest', error }))]
}
