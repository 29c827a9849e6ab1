import { docsPage, RULES } from '../checks/rules.ts'
import type { ConfigurationProblem } from '../program/errors.ts'
import { count, listSome } from '../program/sentence.ts'
import { onlyWith } from './across-pythons.ts'
import { worstFirst } from './harm.ts'
import { placeToEdit } from './place-to-edit.ts'
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

/** An annotation, and what it counts in the note about those that are not shown. */
interface CountedAnnotation {
  readonly annotation: Annotation
  /** The rule, or that the check is inconclusive; undefined: a problem of the configuration. */
  readonly kind: string | undefined
  readonly findings: number
}

/**
 * The annotations of a report on the lines to edit, as many of each level as GitHub shows, the last one with the number
 * of the others. The worst come first, and the first finding of each rule before the second of any.
 */
export function annotationsOf(report: Report): Annotation[] {
  const findings = worstFirst(
    report.packages.flatMap((one) => one.findings).filter(({ ignored }) => ignored === undefined),
  )
  const inconclusive = report.packages.flatMap((one) =>
    one.checks
      .filter(({ status }) => status === 'error')
      .map(
        (check): CountedAnnotation => ({
          annotation: {
            level: 'error',
            title: `${one.name}: ${check.check} inconclusive${pythonSuffix(check)}`,
            message: check.reason ?? '',
          },
          kind: `${check.check} inconclusive`,
          findings: 1,
        }),
      ),
  )
  const all = [...byPlace(findings).map(annotationOf), ...inconclusive]
  // The message that fails the step is an error annotation, too.
  return (['error', 'warning', 'notice'] as const).flatMap((level) =>
    limit(
      inTurn(all.filter(({ annotation }) => annotation.level === level)),
      level === 'error' ? MAX_PER_LEVEL - 1 : MAX_PER_LEVEL,
    ),
  )
}

/** The first of each kind, then the second of each kind, and so on. */
function inTurn(annotations: readonly CountedAnnotation[]): CountedAnnotation[] {
  const seen = new Map<string | undefined, number>()
  const turns = annotations.map((one) => {
    const turn = seen.get(one.kind) ?? 0
    seen.set(one.kind, turn + 1)
    return { one, turn }
  })
  return turns.sort((a, b) => a.turn - b.turn).map(({ one }) => one)
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
  const counted = annotations.map((annotation) => ({ annotation, kind: undefined, findings: 1 }))
  return limit(counted, MAX_PER_LEVEL - 1)
}

type Group = readonly [ReportedFinding, ...ReportedFinding[]]

/** The findings of a rule that are on the same line; each finding without a file. */
function byPlace(findings: readonly ReportedFinding[]): Group[] {
  const groups = new Map<string, [ReportedFinding, ...ReportedFinding[]]>()
  for (const [index, finding] of findings.entries()) {
    const { file, line } = placeToEdit(finding)
    const key = file === undefined ? `${index}` : `${finding.rule} ${finding.severity} ${file}:${line}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}

function annotationOf([finding, ...others]: Group): CountedAnnotation {
  const { rule, severity, message, effect = '', fix, patch } = finding
  const { file, line } = placeToEdit(finding)
  const tried =
    patch?.status === 'tried' ? `Fix: ${patch.summary} The job summary has it as a diff.` : undefined
  const more = others.length === 0 ? '' : `${count(others.length, `more ${rule} finding`)} here.`
  const lines = [
    message,
    effect,
    more,
    tried ?? (fix === undefined ? '' : `Fix: ${fix}`),
    `See ${docsPage(rule)}`,
  ]
  return {
    annotation: {
      level: LEVELS[severity],
      title: `${rule}: ${RULES[rule].title}${pythonSuffix(finding)}`,
      message: lines.filter(Boolean).join('\n'),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { startLine: line }),
    },
    kind: rule,
    findings: 1 + others.length,
  }
}

function pythonSuffix(item: Pick<ReportedFinding, 'pythons'>): string {
  const only = onlyWith(item)
  return only === '' ? '' : ` (${only})`
}

function limit(all: readonly CountedAnnotation[], max: number): Annotation[] {
  const annotations = all.map(({ annotation }) => annotation)
  const [first] = annotations
  if (first === undefined || all.length <= max) return annotations
  const rest = new Map<string | undefined, number>()
  for (const { kind, findings } of all.slice(max - 1)) rest.set(kind, (rest.get(kind) ?? 0) + findings)
  const total = [...rest.values()].reduce((sum, n) => sum + n, 0)
  const kinds = [...rest].flatMap(([kind, n]) => (kind === undefined ? [] : [`${n} ${kind}`]))
  const place = kinds.length === 0 ? 'log' : 'job summary'
  const what = [
    `${count(total, `more ${first.level}`)} not annotated, as GitHub shows ${MAX_PER_LEVEL} per step`,
  ]
  if (kinds.length > 0) what.push(listSome(kinds, MAX_PER_LEVEL))
  return [
    ...annotations.slice(0, max - 1),
    {
      level: first.level,
      title: 'as-installed',
      message: `${what.join(': ')}. See the ${place}.`,
    },
  ]
}
