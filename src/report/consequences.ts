import { count, list } from '../program/sentence.ts'
import type { ReportedCause } from './report.ts'

/** A failure that a finding explains. */
export interface Consequence {
  /** The check that failed. */
  readonly check: string
  /** `import demo.cli`, `the script demo`, `python -m demo`, `tests/test_a.py::test_b`. */
  readonly label: string
}

/** More names than this are counted instead. */
const MAX_NAMES = 3

/** More failures than this are only counted in the report. */
const MAX_FAILURES = 200

/** Returns the failures of each check that a finding explains. */
export function causesOf(consequences: readonly Consequence[]): ReportedCause[] {
  return [...byCheck(consequences)].map(([check, labels]) => ({
    check,
    count: labels.size,
    failures: [...labels].slice(0, MAX_FAILURES),
  }))
}

/** Returns the failures that a finding explains as a sentence: `This breaks 20 tests and the script shop.` */
export function describeConsequences(consequences: readonly Consequence[]): string | undefined {
  const labels = byCheck(consequences)
  const parts = [...labels].flatMap(([check, own]) => describe(check, [...own]))
  const total = [...labels.values()].reduce((sum, { size }) => sum + size, 0)
  if (total === 0) return undefined
  return `This breaks ${list(parts)}.`
}

/** In the order of the sentence; an import that fails with and without extras counts once. */
function byCheck(consequences: readonly Consequence[]): Map<string, Set<string>> {
  const labels = new Map<string, Set<string>>()
  const checks = [...new Set(['tests', 'scripts', ...consequences.map(({ check }) => check)])]
  for (const check of checks) {
    const own = consequences.filter((one) => one.check === check).map(({ label }) => label)
    if (own.length > 0) labels.set(check, new Set(own))
  }
  return labels
}

/** The failures of one check as parts of a sentence. */
function describe(check: string, labels: readonly string[]): string[] {
  if (check === 'tests') {
    const tests = labels.filter((label) => label !== START_OF_PYTEST)
    return [
      ...(tests.length < labels.length ? ['the start of pytest'] : []),
      ...(tests.length > 0 ? [count(tests.length, 'test')] : []),
    ]
  }
  if (check === 'imports') return [labels.length === 1 ? `"${labels[0]}"` : count(labels.length, 'import')]
  const scripts = labels.flatMap((label) => SCRIPT.exec(label)?.[1] ?? [])
  const others = labels.filter((label) => !SCRIPT.test(label))
  if (labels.length > MAX_NAMES)
    return [others.length === 0 ? count(scripts.length, 'script') : `${labels.length} commands and plugins`]
  const names = `the ${scripts.length === 1 ? 'script' : 'scripts'} ${list(scripts)}`
  return [...(scripts.length === 0 ? [] : [names]), ...others]
}

/** The label of a failure before the first test. */
const START_OF_PYTEST = 'pytest'

const SCRIPT = /^the script (.+)$/
