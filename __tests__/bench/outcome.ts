import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Report } from '../../src/report/report.ts'
import type { Package } from './task.ts'

/** What a contender achieved on one package. */
export interface Outcome {
  readonly package: string
  /** File name. */
  readonly wheel: string | undefined
  /** Number of console scripts that succeeded. */
  readonly scripts: number
  /** Numbers of tests. */
  readonly passed: number
  readonly failed: number
}

/**
 * Why an outcome is not the expected one; undefined if it is.
 *
 * @param reference the outcome of the first contender, which all others must reproduce
 */
export function shortfall(
  outcome: Outcome,
  expected: Pick<Package, 'scripts'>,
  reference?: Outcome,
): string | undefined {
  const { wheel, scripts, passed, failed } = outcome
  if (wheel === undefined) return `${outcome.package}: no wheel`
  if (scripts !== expected.scripts.length)
    return `${outcome.package}: ${scripts} of ${expected.scripts.length} scripts ran`
  if (failed > 0) return `${outcome.package}: ${failed} tests failed`
  if (passed === 0) return `${outcome.package}: no test passed`
  if (reference === undefined) return undefined
  if (wheel !== reference.wheel) return `${outcome.package}: built ${wheel}, not ${reference.wheel}`
  if (passed !== reference.passed)
    return `${outcome.package}: ${passed} tests passed, not ${reference.passed}`
  return undefined
}

/** The totals in the last summary line of pytest: `= 3 passed, 1 skipped in 0.12s =`. */
export function pytestTotals(output: string): { passed: number; failed: number } {
  const sums = output.split('\n').filter((line) => /\b\d+ (passed|failed|errors?)\b.* in [\d.]+s/.test(line))
  const of = (what: RegExp) =>
    [...(sums.at(-1) ?? '').matchAll(what)].reduce((sum, [, count]) => sum + Number(count), 0)
  return { passed: of(/(\d+) passed/g), failed: of(/(\d+) (?:failed|errors?)/g) }
}

/** The outcome of a script of the directory `contenders`, from the files in its work directory. */
export function scriptOutcome(one: Package, work: string, wheels: string, output: string): Outcome {
  const helped = one.scripts.filter((script) => {
    const help = join(work, `${script}.help`)
    return existsSync(help) && statSync(help).size > 0
  })
  return {
    package: one.name,
    wheel: wheelIn(wheels),
    scripts: helped.length,
    ...pytestTotals(output),
  }
}

export function wheelIn(directory: string): string | undefined {
  if (!existsSync(directory)) return undefined
  return readdirSync(directory).find((file) => file.endsWith('.whl'))
}

/** The outcome of tox from its output: it prints each command, and stops at the first that fails. */
export function toxOutcome(one: Package, wheels: string, output: string, status: number | null): Outcome {
  const called = one.scripts.filter((script) => output.includes(`> ${script} --help`))
  return {
    package: one.name,
    wheel: wheelIn(wheels),
    scripts: status === 0 ? called.length : 0,
    ...pytestTotals(output),
  }
}

/** The outcomes of all packages in a report of as-installed. */
export function reportedOutcomes(file: string): Outcome[] {
  if (!existsSync(file)) return []
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  return report.packages.map(({ name, artifacts, checks }) => {
    const reasonOf = (wanted: string) =>
      checks.find(({ check, status }) => check === wanted && (status === 'pass' || status === 'warn'))
        ?.reason ?? ''
    const wheel = artifacts.find(({ kind }) => kind === 'wheel')
    const tests = checks.find(({ check }) => check === 'tests')?.reason ?? ''
    return {
      package: name,
      wheel: wheel && basename(wheel.file),
      scripts: Number(/(\d+) console scripts? run/.exec(reasonOf('scripts'))?.[1] ?? 0),
      passed: Number(/(\d+) passed/.exec(reasonOf('tests'))?.[1] ?? 0),
      failed: Number(/(\d+) failed/.exec(tests)?.[1] ?? 0),
    }
  })
}

/** The overhead in seconds in a report of as-installed; undefined for versions that do not report it. */
export function reportedOverhead(file: string): number | undefined {
  if (!existsSync(file)) return undefined
  const { timings }: Report = JSON.parse(readFileSync(file, 'utf8'))
  return timings?.own
}
