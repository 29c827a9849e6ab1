import {
  docsPage,
  type Finding,
  RULES,
  type Rule,
  type Severity,
  type SourceLocation,
} from '../checks/rules.ts'
import type { Ignore, Settings } from '../config/settings.ts'
import { effectiveSeverity } from './effective-severity.ts'
import { fingerprintOf, identityOf } from './fingerprint.ts'
import type { ReportedFinding, UnusedIgnore } from './report.ts'

/** A finding in words, with the settings of the package applied. */
export interface JudgedFinding {
  readonly finding: Finding
  readonly reported: ReportedFinding
  readonly severity: Severity
  readonly ignored: string | undefined
}

/** The settings of a package about findings, and today's date. */
export interface FindingSettings {
  readonly severities: Settings['severity']
  readonly ignore: readonly Ignore[]
  /** Of the package, relative to the repository root. */
  readonly path: string
  readonly today: string
}

/** Puts a finding into words and applies the settings of the package. */
export function judge(finding: Finding, { severities, ignore, path, today }: FindingSettings): JudgedFinding {
  const { message, fix } = wordsOf(finding)
  const ignored = ignore.find((entry) => applies(entry, finding.rule, message, today))?.reason
  const severity = ignored === undefined ? effectiveSeverity(finding, severities) : 'note'
  const reported = {
    ...describeRule(finding.rule),
    fingerprint: fingerprintOf(path, finding.rule, identityOf(finding)),
    severity,
    message,
    fix,
    ...positionOf(finding.where),
    facts: finding.facts,
    ...(ignored === undefined ? {} : { ignored }),
  }
  return { finding, reported, severity, ignored }
}

/** The keys of a finding that are the same for all findings of a rule. */
function describeRule(rule: Rule): Pick<ReportedFinding, 'rule' | 'title' | 'helpUri' | 'why'> {
  const { title, why } = RULES[rule]
  return { rule, title, helpUri: docsPage(rule), why }
}

function wordsOf<R extends Rule>(finding: { rule: R; facts: unknown }): { message: string; fix: string } {
  // The type of Finding ensures that rule and facts belong together, which a generic lookup loses.
  const words = RULES[finding.rule] as {
    message: (facts: unknown) => string
    fix: (facts: unknown) => string
  }
  return { message: words.message(finding.facts), fix: words.fix(finding.facts) }
}

/** The keys of a location in the report. */
export function positionOf(where: SourceLocation | undefined): { file?: string; line?: number } {
  if (where === undefined) return {}
  return { file: where.file, ...(where.line === undefined ? {} : { line: where.line }) }
}

function applies({ rule, match, expires }: Ignore, reported: Rule, message: string, today: string): boolean {
  return (
    rule === reported &&
    (match === undefined || message.includes(match)) &&
    (expires === undefined || today <= expires)
  )
}

/** Warnings under the ignored rule for ignores that match nothing: they would hide the next finding. */
export function unusedIgnores(
  ignore: readonly Ignore[],
  findings: readonly ReportedFinding[],
  path: string,
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
        ...describeRule(entry.rule as Rule),
        fingerprint: fingerprintOf(path, entry.rule as Rule, ['unused ignore', entry.match ?? null]),
        severity: 'warning',
        message,
        fix: 'Remove it, or renew it.',
        facts: { ...entry } satisfies UnusedIgnore,
      },
    ]
  })
}
