import { list } from '../../program/sentence.ts'
import type { Totals } from '../tests/facts.ts'

/** The counts of a run of tests, as pytest words them. */
export function describeTotals(totals: Totals): string {
  const parts = (
    ['failed', 'errors', 'passed', 'skipped', 'xfailed', 'xpassed', 'deselected'] as const
  ).filter((name) => totals[name] > 0)
  return list(parts.map((name) => `${totals[name]} ${name}`)) || 'no test'
}
