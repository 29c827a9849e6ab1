import type { Check } from '../checks/check.ts'
import { countExplainedFailures } from '../checks/diagnosis/explained-failures.ts'
import { completed, type PackageFacts, type StageResult } from '../checks/facts.ts'
import { CHECKS } from '../checks/index.ts'
import { type Finding, RULES, type Rule, type SourceLocation } from '../checks/rules.ts'
import { versionTable } from '../checks/version/version-table.ts'
import type { Ignore } from '../config/settings.ts'
import type { ObservedPackage } from '../pipeline/observed-package.ts'
import { redact } from '../process/secrets.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import { count } from '../program/sentence.ts'
import { type DecidedCheck, mergePythons } from './across-pythons.ts'
import {
  type PackageReport,
  type ReportedArtifact,
  type ReportedCheck,
  type ReportedFinding,
  type ReportedVersion,
  verdictOf,
} from './report.ts'

/**
 * Decides every check on the facts of one package and reports the results.
 *
 * @param logs directory of the logs
 * @param today `YYYY-MM-DD`, to which the expiry dates of ignores are compared
 */
export function reportPackage(
  facts: PackageFacts,
  logs: string,
  today: string,
  { pythons, leftOut }: Pick<ObservedPackage, 'pythons' | 'leftOut'> = { pythons: [], leftOut: [] },
): PackageReport {
  const { ignore } = facts.project.settings
  const common = decide(facts, today)
  const perPython = pythons.map(({ python, version, facts: own }) => {
    return { python, version, checks: withCommon(decide(own, today), common, { own, facts }) }
  })
  const one = {
    checks: common.map(({ check }) => check),
    findings: common.flatMap(({ findings }) => findings),
  }
  const { checks, findings: reported } = perPython.length === 0 ? one : mergePythons(perPython)
  const findings = [...reported, ...unusedIgnores(ignore, reported, today)]
  const wheel = completed(facts.contents)?.wheel
  const all = pythons.length === 0 ? [facts] : pythons.map((one) => one.facts)
  const modules = modulesOf(all)
  const byPython = [
    ...perPython.map((one) => ({
      python: one.python,
      verdict: verdictOf(one.checks.map(({ check }) => check)),
    })),
    ...leftOut.map(({ python, reason }) => ({ python, leftOut: reason })),
  ]
  return {
    path: facts.project.path,
    name: wheel?.metadata.name ?? facts.project.name,
    version: wheel?.metadata.version ?? null,
    previousVersion: completed(facts.version)?.baseline?.version ?? null,
    verdict: verdictOf(checks),
    artifacts: artifactsOf(all),
    checks,
    findings: findings.sort((a, b) => WEIGHT[b.severity] - WEIGHT[a.severity]),
    versions: versionTable(facts).map(({ source, version, agrees, where }) => ({
      source,
      version,
      agrees,
      ...position(where),
    })),
    ships: wheel?.topLevels.map(({ name }) => name) ?? [],
    ...(modules === undefined ? {} : { modules }),
    ...(byPython.length === 0 ? {} : { pythons: byPython }),
    logs,
  }
}

/** The decisions with one Python, except those of checks that are decided once for all. */
function withCommon(
  decided: readonly DecidedCheck[],
  common: readonly DecidedCheck[],
  { own, facts }: { readonly own: PackageFacts; readonly facts: PackageFacts },
): DecidedCheck[] {
  const isUsed = own.install.kind === 'completed'
  return decided.map((one) => {
    const check = CHECKS.find(({ name }) => name === one.check.check)
    // Without an installation, checks on the package could only be decided with less evidence.
    const isSame = check?.scope === 'package' && !isUsed && own[check.name] === facts[check.name]
    const isCommon = check?.decidedOnce === true || isSame
    return (isCommon ? common.find((other) => other.check.check === one.check.check) : undefined) ?? one
  })
}

/** Decides every check on the facts of one Python. */
function decide(facts: PackageFacts, today: string): DecidedCheck[] {
  const { ignore } = facts.project.settings
  const decided = CHECKS.flatMap((check) => {
    const result = check.reportedResult?.(facts) ?? facts[check.name]
    const findings = check.decide(facts).map((finding) => toReported(finding, ignore, today))
    return result === undefined ? [] : [{ check, result, findings }]
  })
  const all = decided.flatMap(({ findings }) => findings)
  return decided.map(({ check, result, findings }) => ({
    check: reportCheck(check, result, findings, all, facts),
    findings,
  }))
}

/** The verified files; several Pythons may share a wheel. */
function artifactsOf(all: readonly PackageFacts[]): ReportedArtifact[] {
  const files = all.flatMap(({ build }) => {
    const value = completed(build)
    return value?.kind === 'built' ? [value.wheel, value.sdist] : []
  })
  const byFile = new Map(files.map(({ file, kind, sha256, bytes }) => [file, { file, kind, sha256, bytes }]))
  return [...byFile.values()].sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'wheel' ? -1 : 1))
}

/** The modules that the tests imported with any Python, and the others. */
function modulesOf(all: readonly PackageFacts[]): PackageReport['modules'] {
  const results = all.flatMap(({ tests }) => completed(tests)?.modules ?? [])
  if (results.length < 2) return results[0]
  const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())]
  const loaded = union(results.map((one) => one.loaded))
  const notLoaded = union(results.map((one) => one.notLoaded)).filter((module) => !loaded.includes(module))
  return { loaded, notLoaded }
}

/** The report of a package whose verification ended with an error. */
export function reportError(
  { path, name }: PackageFacts['project'],
  error: Error,
  logs: string,
): PackageReport {
  const isBug = !(error instanceof ConfigurationError || error instanceof Inconclusive)
  const reason = isBug
    ? `this is a defect of as-installed itself, please report it: ${error.message}`
    : error.message
  return {
    ...withoutArtifact({ path, name }, logs),
    verdict: 'error',
    checks: [{ check: 'build', status: 'error', seconds: 0, reason }],
  }
}

/** The report of a package that was not verified because it did not change. */
export function reportUnchanged(
  project: PackageFacts['project'],
  reason: string,
  logs: string,
): PackageReport {
  const always = CHECKS.filter(({ isRequested }) => isRequested === undefined)
  return {
    ...withoutArtifact(project, logs),
    verdict: 'pass',
    leftOut: reason,
    checks: always.map(({ name }) => ({ check: name, status: 'skip', seconds: 0, reason })),
  }
}

function withoutArtifact(
  { path, name }: Pick<PackageFacts['project'], 'path' | 'name'>,
  logs: string,
): Omit<PackageReport, 'verdict' | 'checks'> {
  const nothing = { artifacts: [], findings: [], versions: [], ships: [] }
  return { path, name, version: null, previousVersion: null, ...nothing, logs }
}

const WEIGHT = { error: 2, warning: 1, note: 0 }

function toReported(finding: Finding, ignore: readonly Ignore[], today: string): ReportedFinding {
  const { message, fix } = messageOf(finding)
  const ignored = ignore.find((entry) => applies(entry, finding.rule, message, today))
  return {
    rule: finding.rule,
    severity: ignored === undefined ? finding.severity : 'note',
    message,
    fix,
    ...position(finding.where),
    facts: finding.facts,
    ...(ignored === undefined ? {} : { ignored: ignored.reason }),
  }
}

/** The rules with an error that is not ignored. */
function failedRules(findings: readonly ReportedFinding[]): ReadonlySet<Rule> {
  return new Set(
    findings
      .filter(({ severity, ignored }) => severity === 'error' && ignored === undefined)
      .map(({ rule }) => rule),
  )
}

function position(where: SourceLocation | undefined): { file?: string; line?: number } {
  if (where === undefined) return {}
  return { file: where.file, ...(where.line === undefined ? {} : { line: where.line }) }
}

function messageOf<R extends Rule>(finding: { rule: R; facts: unknown }): { message: string; fix: string } {
  // The type of Finding ensures that rule and facts belong together, which a generic lookup loses.
  const words = RULES[finding.rule] as {
    message: (facts: unknown) => string
    fix: (facts: unknown) => string
  }
  return { message: words.message(finding.facts), fix: words.fix(finding.facts) }
}

function applies({ rule, match, expires }: Ignore, reported: Rule, message: string, today: string): boolean {
  return (
    rule === reported &&
    (match === undefined || message.includes(match)) &&
    (expires === undefined || today <= expires)
  )
}

/** Warnings under the ignored rule for ignores that match nothing: they would hide the next finding. */
function unusedIgnores(
  ignore: readonly Ignore[],
  findings: readonly ReportedFinding[],
  today: string,
): ReportedFinding[] {
  return ignore.flatMap((entry): ReportedFinding[] => {
    if (
      findings.some(
        ({ rule, message, ignored }) => ignored !== undefined && applies(entry, rule, message, today),
      )
    )
      return []
    const expired = entry.expires !== undefined && entry.expires < today
    const message = expired
      ? `The ignore of ${entry.rule} expired on ${entry.expires} (its reason was: ${entry.reason}).`
      : `An ignore of ${entry.rule} in [tool.as-installed] matches nothing${entry.match === undefined ? '' : ` with "${entry.match}"`}.`
    return [
      {
        rule: entry.rule as Rule,
        severity: 'warning',
        message,
        fix: 'Remove it, or renew it.',
        facts: { ...entry },
      },
    ]
  })
}

function reportCheck(
  check: Check,
  result: StageResult<unknown>,
  own: readonly ReportedFinding[],
  all: readonly ReportedFinding[],
  facts: PackageFacts,
): ReportedCheck {
  const seconds = result.kind === 'skipped' ? 0 : Math.round(result.seconds * 100) / 100
  const counted = own.filter(({ ignored }) => ignored === undefined)
  const defects = counted.filter(({ severity }) => severity === 'error').length
  const as = (status: ReportedCheck['status'], reason: string | undefined): ReportedCheck => ({
    check: check.name,
    status,
    seconds,
    ...(reason === undefined ? {} : { reason }),
  })
  if (defects > 0) return as('fail', count(defects, 'defect'))
  if (check.blocksOtherChecks?.(facts)) return as('fail', 'this cannot be ignored: nothing could be verified')
  if (result.kind === 'inconclusive') return as('error', result.reason)
  if (result.kind === 'skipped') return as('skip', result.reason)
  const explained =
    check.failureKind === undefined ? 0 : countExplainedFailures(check.failureKind, facts, failedRules(all))
  if (explained > 0) return as('fail', `${count(explained, 'failure')} explained by the findings`)
  return as(counted.some(({ severity }) => severity === 'warning') ? 'warn' : 'pass', check.summarize(facts))
}

/** Redacts secrets in everything that comes from other programs; rules, verdicts and names of checks stay. */
export function withoutSecrets(report: PackageReport, secrets: readonly string[]): PackageReport {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return redact(value, secrets)
    if (Array.isArray(value)) return value.map(clean)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item)]))
  }
  return {
    ...report,
    checks: report.checks.map(({ reason, ...check }) =>
      reason === undefined ? check : { ...check, reason: redact(reason, secrets) },
    ),
    versions: report.versions.map((row) => clean(row) as ReportedVersion),
    findings: report.findings.map(({ message, fix, facts, ...finding }) => ({
      ...finding,
      message: redact(message, secrets),
      ...(fix === undefined ? {} : { fix: redact(fix, secrets) }),
      facts: clean(facts) as object,
    })),
  }
}
