import { count, list } from '../../program/sentence.ts'
import { describeTotals } from '../diagnosis/test-totals.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns what was repeated with the lower bounds. */
export function summarizeLowerBounds({ lowest }: PackageFacts): string | undefined {
  const value = lowest && completed(lowest)
  if (value?.kind !== 'ran') return undefined
  const { tests } = value
  const results = [
    `${count(value.imports.length, 'module')} imported`,
    `${count(value.scripts.length, 'script')} called`,
    typeof tests === 'string' ? `tests not run: ${tests}` : describeTotals(tests.evidence.totals),
  ]
  return `${results.join(', ')} with ${list(value.dependencies)}`
}
