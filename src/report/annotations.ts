import { docsPage, RULES } from '../checks/rules.ts'
import type { ConfigurationProblem } from '../program/errors.ts'
import { count } from '../program/sentence.ts'
import { onlyWith } from './across-pythons.ts'
import type { Report, ReportedFinding } from './report.ts'

/** A message that GitHub shows on a line of a file. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly file?: string
  readonly startLine?: number
}

/** GitHub shows so many annotations of each level for a step, and drops the rest without a word. */
const MOST = 10

const LEVELS = { error: 'error', warning: 'warning', note: 'notice' } as const

/** The annotations of a report: as many of each level as are shown, the last one telling of those that are not. */
export function annotationsOf(report: Report): Annotation[] {
  const findings = report.packages
    .flatMap((one) => one.findings)
    .filter(({ ignored }) => ignored === undefined)
  const undecided = report.packages.flatMap((one) =>
    one.checks
      .filter(({ status }) => status === 'error')
      .map(
        (check): Annotation => ({
          level: 'error',
          title: `${one.name}: ${check.check} undecided${inBrackets(check)}`,
          message: check.reason ?? '',
        }),
      ),
  )
  const all = [...findings.map(annotationOf), ...undecided]
  // One error is kept for the message that fails the step.
  return (['error', 'warning', 'notice'] as const).flatMap((level) =>
    limited(
      all.filter((one) => one.level === level),
      level === 'error' ? MOST - 1 : MOST,
    ),
  )
}

/** The annotations for what is wrong with the configuration, or with what other jobs have handed on. */
export function annotationsOfProblems(
  problems: readonly ConfigurationProblem[],
  title = 'as-installed: configuration',
): Annotation[] {
  const annotations = problems.map(
    ({ message, file, line }): Annotation => ({
      level: 'error',
      title,
      message,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { startLine: line }),
    }),
  )
  return limited(annotations, MOST - 1)
}

function annotationOf(finding: ReportedFinding): Annotation {
  const { rule, severity, message, fix, file, line } = finding
  return {
    level: LEVELS[severity],
    title: `${rule}: ${RULES[rule].title}${inBrackets(finding)}`,
    message: [message, fix === undefined ? '' : `Fix: ${fix}`, `See ${docsPage(rule)}`]
      .filter(Boolean)
      .join('\n'),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { startLine: line }),
  }
}

function inBrackets(told: Pick<ReportedFinding, 'pythons'>): string {
  const only = onlyWith(told)
  return only === '' ? '' : ` (${only})`
}

function limited(annotations: readonly Annotation[], most: number): Annotation[] {
  if (annotations.length <= most) return [...annotations]
  const shown = annotations.slice(0, most - 1)
  const rest = annotations.length - shown.length
  const level = shown[0]?.level ?? 'notice'
  return [
    ...shown,
    {
      level,
      title: 'as-installed',
      message: `${count(rest, 'more finding')} of this kind: see the log.`,
    },
  ]
}
