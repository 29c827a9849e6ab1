import { isToldElsewhere } from '../checks/cause.ts'
import { type PackageFacts, seenValue } from '../checks/facts.ts'
import { CHECKS, type Check } from '../checks/index.ts'
import { missingDistributions } from '../checks/install.ts'
import { needsOf } from '../checks/needs.ts'
import type { Ignore } from '../config/settings.ts'
import { type Finding, RULES, type Rule } from '../rules.ts'
import { count } from '../sentence.ts'
import { describeCheck } from './check-reason.ts'
import { type PackageReport, type ReportedCheck, type ReportedFinding, worst } from './report.ts'

/** Decides every check on the facts of one package and puts the results into words. */
export function reportPackage(facts: PackageFacts, logs: string, today: string): PackageReport {
  const { ignore } = facts.project.settings
  const decided = CHECKS.map((check) => ({
    check,
    findings: check.decide(facts).map((finding) => inWords(finding, ignore, today)),
  }))
  const findings = [
    ...decided.flatMap((one) => one.findings),
    ...unusedIgnores(
      ignore,
      decided.flatMap((one) => one.findings),
      today,
    ),
  ]
  const checks = decided.map(({ check, findings }) => reportCheck(check, findings, facts))
  const wheel = seenValue(facts.contents)?.wheel
  const build = seenValue(facts.build)
  return {
    path: facts.project.path,
    name: wheel?.metadata.name ?? facts.project.name,
    version: wheel?.metadata.version ?? null,
    previousVersion: seenValue(facts.release)?.baseline?.version ?? null,
    verdict: worst(checks.map(({ status }) => (status === 'fail' || status === 'error' ? status : 'pass'))),
    artifacts:
      build?.kind === 'built'
        ? [build.wheel, build.sdist].map(({ file, kind, sha256, bytes }) => ({ file, kind, sha256, bytes }))
        : [],
    checks,
    findings: findings.sort((a, b) => WEIGHT[b.severity] - WEIGHT[a.severity]),
    ships: wheel?.topLevels.map(({ name }) => name) ?? [],
    logs,
  }
}

const WEIGHT = { error: 2, warning: 1, note: 0 }

function inWords(finding: Finding, ignore: readonly Ignore[], today: string): ReportedFinding {
  const { message, fix } = wordsOf(finding)
  const ignored = ignore.find((entry) => applies(entry, finding.rule, message, today))
  return {
    rule: finding.rule,
    severity: ignored === undefined ? finding.severity : 'note',
    message,
    fix,
    ...(finding.where === undefined ? {} : { file: finding.where.file }),
    ...(finding.where?.line === undefined ? {} : { line: finding.where.line }),
    facts: finding.facts,
    ...(ignored === undefined ? {} : { ignored: ignored.reason }),
  }
}

function wordsOf<R extends Rule>(finding: { rule: R; facts: unknown }): { message: string; fix: string } {
  // The pair of rule and facts is right by the type of Finding, which a generic lookup does not see.
  const words = RULES[finding.rule] as {
    message: (facts: unknown) => string
    fix: (facts: unknown) => string
  }
  return { message: words.message(finding.facts), fix: words.fix(finding.facts) }
}

function applies({ rule, match, expires }: Ignore, broken: Rule, message: string, today: string): boolean {
  return (
    rule === broken &&
    (match === undefined || message.includes(match)) &&
    (expires === undefined || today <= expires)
  )
}

/** An ignore that matches nothing hides the next defect: it is reported under its own rule. */
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
      { rule: entry.rule, severity: 'warning', message, fix: 'Remove it, or renew it.', facts: { ...entry } },
    ]
  })
}

function reportCheck(check: Check, findings: readonly ReportedFinding[], facts: PackageFacts): ReportedCheck {
  const seen = check.stage(facts)
  const seconds = seen.kind === 'skipped' ? 0 : Math.round(seen.seconds * 100) / 100
  const broken = findings.filter(({ ignored }) => ignored === undefined)
  const is = (severity: string) => broken.some((finding) => finding.severity === severity)
  const base = { check: check.name, seconds }
  if (is('error'))
    return {
      ...base,
      status: 'fail',
      reason: count(broken.filter(({ severity }) => severity === 'error').length, 'defect'),
    }
  if (seen.kind === 'undecided') return { ...base, status: 'error', reason: seen.reason }
  if (seen.kind === 'skipped') return { ...base, status: 'skip', reason: seen.reason }
  const explained = explainedFailures(check.name, facts)
  if (explained > 0)
    return { ...base, status: 'fail', reason: `${count(explained, 'failure')} explained by the findings` }
  const reason = describeCheck(check.name, facts)
  return { ...base, status: is('warning') ? 'warn' : 'pass', ...(reason === undefined ? {} : { reason }) }
}

/** Failures of imports, scripts and tests whose cause is reported once, where it lies. */
function explainedFailures(check: string, facts: PackageFacts): number {
  const from = { imports: 'import', scripts: 'script', tests: 'test' }[check]
  const undeclared = missingDistributions(facts).map(({ module }) => module)
  return needsOf(facts).filter((need) => need.from === from && isToldElsewhere(need.cause, undeclared)).length
}
