import type { RootContent } from 'mdast'
import { checkLines } from '../across-pythons.ts'
import type { PackageReport, ReportedCheck } from '../report.ts'
import { foreignText } from './foreign-text.ts'
import { folded, paragraph, plain, table, unbroken } from './markdown.ts'

const RESULTS: Readonly<Record<ReportedCheck['status'], readonly [mark: string, word: string]>> = {
  pass: ['✅', 'pass'],
  fail: ['❌', 'fail'],
  warn: ['⚠️', 'warning'],
  skip: ['➖', 'skipped'],
  error: ['❔', 'inconclusive'],
}

/** All checks in one paragraph, those that were skipped as a number: `build ✅ · contents ❌ · 2 skipped`. */
export function checksLine({ checks }: PackageReport): RootContent[] {
  const lines = checkLines(checks)
  const run = lines.filter(({ status }) => status !== 'skip')
  const skipped = lines.length - run.length
  const parts = [
    ...run.map(({ check, status }) => `${check} ${RESULTS[status][0]}`),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ]
  return parts.length === 0 ? [] : [paragraph([plain(parts.map(unbroken).join(' · '))])]
}

/** The table of the checks with their times, folded. */
export function checksTable({ checks }: PackageReport): RootContent[] {
  if (checks.length === 0) return []
  const lines = checkLines(checks)
  const rows = lines.map(({ check, status, seconds, reason }) => [
    [plain(check)],
    [plain(unbroken(RESULTS[status].join(' ')))],
    [plain(seconds === 0 ? '' : unbroken(`${seconds.toFixed(1)} s`))],
    foreignText(reason),
  ])
  const columns = [
    { title: 'Check' },
    { title: 'Result' },
    { title: 'Time', align: 'right' as const },
    { title: 'Details' },
  ]
  return folded('Checks: times and details', [table(columns, rows)])
}
