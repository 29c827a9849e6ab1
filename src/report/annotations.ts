import { docsPage, RULES } from '../checks/rules.ts'
import type { ConfigurationProblem } from '../program/errors.ts'
import { count, list } from '../program/sentence.ts'
import { onlyWith } from './across-pythons.ts'
import { worstFirst } from './harm.ts'
import type { Report, ReportedFinding } from './report.ts'

/** A message that GitHub shows on a line of a file. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly file?: string
  readonly startLine?: number
}

/** GitHub shows this many annotations of each level for a step, and silently drops the others. */
const MAX_PER_LEVEL = 10

const LEVELS = { error: 'error', warning: 'warning', note: 'notice' } as const

/**
 * The annotations of a report, the worst first and at most one for each file: as many of each level as GitHub shows, the
 * last one with the number of the others.
 */
export function annotationsOf(report: Report): Annotation[] {
  const findings = worstFirst(
    report.packages.flatMap((one) => one.findings).filter(({ ignored }) => ignored === undefined),
  )
  const inconclusive = report.packages.flatMap((one) =>
    one.checks
      .filter(({ status }) => status === 'error')
      .map(
        (check): Annotation => ({
          level: 'error',
          title: `${one.name}: ${check.check} inconclusive${pythonSuffix(check)}`,
          message: check.reason ?? '',
        }),
      ),
  )
  const all = [...byFile(findings).map(annotationOf), ...inconclusive]
  // The message that fails the step is an error annotation, too.
  return (['error', 'warning', 'notice'] as const).flatMap((level) =>
    limit(
      all.filter((one) => one.level === level),
      level === 'error' ? MAX_PER_LEVEL - 1 : MAX_PER_LEVEL,
    ),
  )
}

/** The annotations of problems of the configuration, or of the gate. */
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
  return limit(annotations, MAX_PER_LEVEL - 1)
}

/** The worst finding of each file with the others of the file, and each finding without a file. */
function byFile(findings: readonly ReportedFinding[]): [ReportedFinding, ...ReportedFinding[]][] {
  const groups = new Map<string | number, [ReportedFinding, ...ReportedFinding[]]>()
  for (const [index, finding] of findings.entries()) {
    const key = finding.file ?? index
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}

function annotationOf([finding, ...others]: readonly [ReportedFinding, ...ReportedFinding[]]): Annotation {
  const { rule, severity, message, effect = '', fix, patch, file, line } = finding
  const tried =
    patch?.status === 'tried' ? `Fix: ${patch.summary} The job summary has it as a diff.` : undefined
  return {
    level: LEVELS[severity],
    title: `${rule}: ${RULES[rule].title}${pythonSuffix(finding)}`,
    message: [
      message,
      effect,
      tried ?? (fix === undefined ? '' : `Fix: ${fix}`),
      `See ${docsPage(rule)}`,
      alsoHere(others),
    ]
      .filter(Boolean)
      .join('\n'),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { startLine: line }),
  }
}

/** The other findings of a file: `2 more findings in this file: data-missing, stray-top-level.` */
function alsoHere(others: readonly ReportedFinding[]): string {
  const rules = [...new Set(others.map(({ rule }) => rule))]
  return others.length === 0 ? '' : `${count(others.length, 'more finding')} in this file: ${list(rules)}.`
}

function pythonSuffix(item: Pick<ReportedFinding, 'pythons'>): string {
  const only = onlyWith(item)
  return only === '' ? '' : ` (${only})`
}

function limit(annotations: readonly Annotation[], max: number): Annotation[] {
  if (annotations.length <= max) return [...annotations]
  const shown = annotations.slice(0, max - 1)
  const rest = annotations.length - shown.length
  const level = shown[0]?.level ?? 'notice'
  return [
    ...shown,
    {
      level,
      title: 'as-installed',
      message: `${count(rest, `more ${level}`)} not annotated (GitHub shows ${MAX_PER_LEVEL} per step); see the job summary.`,
    },
  ]
}
