import type { PackageReport } from '../../src/report/report.ts'

/** What a run of as-installed on one project found. */
export interface Outcome {
  /** The exit status as a word, if there is no report: `exit 2`. */
  readonly verdict: string
  /** Errors and warnings: `error module-missing: src/demo/data.py is not in the wheel.` Sorted. */
  readonly findings: readonly string[]
  /** Checks that were inconclusive, each with its reason. */
  readonly inconclusive: readonly string[]
  /** Wall-clock time of the run. */
  readonly seconds: number
}

/** What a project is known to be. */
export interface Expected {
  readonly verdict: 'pass' | 'fail' | 'error'
  /** The rules of its errors; of a broken release, one of them must be reported. */
  readonly rules?: readonly string[]
  /** Why: what is broken, or what makes a healthy release hard to judge. */
  readonly why: string
}

/** Returns the outcome of a run with a report. */
export function outcomeOf(
  { verdict, findings, checks }: Pick<PackageReport, 'verdict' | 'findings' | 'checks'>,
  seconds: number,
): Outcome {
  return {
    verdict,
    findings: findings
      .filter(({ severity }) => severity !== 'note')
      .map(({ severity, rule, message }) => `${severity} ${rule}: ${withoutTemporaryPaths(message)}`)
      .sort(),
    inconclusive: checks
      .filter(({ status }) => status === 'error')
      .map(({ check, reason = '' }) => `${check}: ${withoutTemporaryPaths(reason)}`),
    seconds,
  }
}

/** Temporary directories have another name in each run. */
function withoutTemporaryPaths(text: string): string {
  return text.replace(/\/[^\s'"]*as-installed-[^\s'"/]+/g, 'TMP').replace(/0x[0-9a-f]{6,}/g, '0x')
}

/** Returns whether the outcome is the expected one: the verdict, and for a failure only the known rules as errors. */
export function isExpected({ verdict, findings }: Outcome, expected: Expected): boolean {
  if (verdict !== expected.verdict) return false
  const errors = new Set(findings.filter((one) => one.startsWith('error ')).map(ruleOf))
  const known = expected.rules ?? []
  return known.length === 0
    ? errors.size === 0
    : [...errors].every((rule) => known.includes(rule)) && errors.size > 0
}

function ruleOf(finding: string): string {
  return finding.split(' ')[1]?.replace(/:$/, '') ?? ''
}

/** Returns the changes between two builds on one project, as lines, without the times. */
export function changesBetween(base: Outcome, head: Outcome): string[] {
  const verdict = base.verdict === head.verdict ? [] : [`verdict: ${base.verdict} -> ${head.verdict}`]
  const lost = base.findings.filter((one) => !head.findings.includes(one)).map((one) => `- ${one}`)
  const found = head.findings.filter((one) => !base.findings.includes(one)).map((one) => `+ ${one}`)
  const was = base.inconclusive
    .filter((one) => !head.inconclusive.includes(one))
    .map((one) => `- inconclusive ${one}`)
  const is = head.inconclusive
    .filter((one) => !base.inconclusive.includes(one))
    .map((one) => `+ inconclusive ${one}`)
  return [...verdict, ...lost, ...found, ...was, ...is]
}

/** Returns whether the times of two runs differ by more than noise: by a third, and by at least 3 seconds. */
export function isTimeChanged(base: Outcome, head: Outcome): boolean {
  const ratio = head.seconds / base.seconds
  return Math.abs(head.seconds - base.seconds) >= 3 && (ratio > 4 / 3 || ratio < 3 / 4)
}

/** Returns every n-th project, starting at another one each week, so that weekly samples cover the whole list. */
export function sampleOf<T>(all: readonly T[], size: number, week: number): T[] {
  if (size >= all.length) return [...all]
  const step = all.length / size
  const offset = week % Math.ceil(step)
  return Array.from({ length: size }, (_, i) => all[(Math.floor(i * step) + offset) % all.length] as T)
}
