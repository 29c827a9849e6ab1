import { count, list } from '../../program/sentence.ts'
import { describeTotals } from '../diagnosis/test-totals.ts'
import { completed, type PackageFacts } from '../facts.ts'

export function summarizeLowest({ lowest }: PackageFacts): string | undefined {
  const value = lowest && completed(lowest)
  if (value?.kind !== 'ran') return undefined
  const { tests } = value
  const seen = [
    `${count(value.imports.length, 'module')} imported`,
    `${count(value.scripts.length, 'script')} called`,
    typeof tests === 'string' ? `tests not run: ${tests}` : describeTotals(tests.evidence.totals),
  ]
  return `${seen.join(', ')} with ${list(value.dependencies)}`
}
