import { count } from '../../program/sentence.ts'
import type { ImportAttempt } from '../../python/import-modules.ts'
import type { ScriptEvidence } from '../scripts/facts.ts'
import type { TestRun } from '../tests/facts.ts'
import { describeTotals } from './test-totals.ts'

/** The results with other versions of the dependencies. What does not work with the default versions is not repeated. */
export interface RepeatedResults {
  readonly imports: readonly (ImportAttempt & { readonly module: string })[]
  readonly scripts: readonly ScriptEvidence[]
  /** The test run, or why the tests were not run. */
  readonly tests: TestRun | string
}

/** Returns what was repeated: `3 modules imported, 1 console script run, 12 passed`. */
export function describeRepeated({ imports, scripts, tests }: RepeatedResults): string {
  return [
    `${count(imports.length, 'module')} imported`,
    `${count(scripts.length, 'console script')} run`,
    typeof tests === 'string' ? `tests not run: ${tests}` : describeTotals(tests.evidence.totals),
  ].join(', ')
}
