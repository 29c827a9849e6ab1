import { list } from '../../program/sentence.ts'
import type { Totals } from '../tests/facts.ts'

/** Returns the counts of a test run in the terms of pytest: `1 failed and 2 passed`. */
export function describeTotals(totals: Totals): string {
  const parts = (
    ['failed', 'errors', 'passed', 'skipped', 'xfailed', 'xpassed', 'deselected'] as const
  ).filter((name) => totals[name] > 0)
  return list(parts.map((name) => `${totals[name]} ${name}`)) || 'no tests'
}
