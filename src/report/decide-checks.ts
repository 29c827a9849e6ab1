import type { Check } from '../checks/check.ts'
import { explainedFailures, isSuperseded } from '../checks/diagnosis/explained-failures.ts'
import { type Failure, failuresWithCauses } from '../checks/diagnosis/failures.ts'
import { publicModules } from '../checks/diagnosis/public-modules.ts'
import { completed, type PackageFacts, type StageResult } from '../checks/facts.ts'
import { CHECKS } from '../checks/index.ts'
import type { Rule } from '../checks/rules.ts'
import { count, list } from '../program/sentence.ts'
import type { PythonError } from '../python/traceback.ts'
import type { Consequence } from './consequences.ts'
import { type JudgedFinding, judge } from './findings.ts'
import { type Harm, harmOf, worstFirst } from './harm.ts'
import type { ReportedCheck, ReportedFinding } from './report.ts'

/** A finding with the failures that it explains. */
export type DecidedFinding = ReportedFinding & { readonly consequences?: readonly Consequence[] }

/** A decided check with its findings. */
export interface DecidedCheck {
  readonly check: ReportedCheck
  readonly findings: readonly DecidedFinding[]
}

/** A finding with the failures of which it reports the cause. */
interface Explanation extends JudgedFinding {
  readonly explained: readonly Failure[]
  readonly harm: Harm
}

interface JudgedCheck {
  readonly check: Check
  readonly result: StageResult<unknown>
  readonly findings: readonly Explanation[]
}

/**
 * Decides every check on the facts of one Python. A failure is reported once, with its cause; if the finding for its
 * cause does not count, the failure is reported itself.
 *
 * @param today `YYYY-MM-DD`, to which the expiry dates of ignores are compared
 */
export function decideChecks(facts: PackageFacts, today: string): DecidedCheck[] {
  const known = facts.unexplained ?? new Map<PythonError, readonly string[]>()
  const judged = judgeChecks(facts, today)
  const unexplained = new Map([...known, ...unexplainedErrors(judged, facts)])
  if (numberOfRules(unexplained) === numberOfRules(known)) return withConsequences(judged, facts)
  // What is now reported itself may explain others.
  return decideChecks({ ...facts, unexplained }, today)
}

function numberOfRules(unexplained: ReadonlyMap<PythonError, readonly string[]>): number {
  return [...unexplained.values()].reduce((sum, rules) => sum + rules.length, 0)
}

function judgeChecks(facts: PackageFacts, today: string): JudgedCheck[] {
  const judged = judgeEach(facts, today)
  const errors = judged.flatMap(({ findings }) => findings.filter(isCountedError))
  return judged.map((one) => ({
    ...one,
    findings: one.findings.filter(
      ({ finding }) => !errors.some((error) => isSuperseded(finding, error.finding)),
    ),
  }))
}

function judgeEach(facts: PackageFacts, today: string): JudgedCheck[] {
  const { path } = facts.project
  const wheel = completed(facts.contents)?.wheel
  const modules = wheel === undefined ? [] : publicModules(wheel)
  return CHECKS.flatMap((check): JudgedCheck[] => {
    const result = check.reportedResult?.(facts) ?? facts[check.name]
    if (result === undefined) return []
    // Without it nothing could be verified, so that its severity cannot be lowered.
    const severities = check.blocksOtherChecks?.(facts) ? {} : facts.project.settings.severity
    const findings = check.decide(facts).map((finding): Explanation => {
      const explained = explainedFailures(finding, facts)
      return {
        ...judge(finding, { severities, ignore: facts.project.settings.ignore, path, today }),
        explained,
        harm: harmOf(finding, explained, modules),
      }
    })
    return [{ check, result, findings }]
  })
}

/** Whether a finding fails its check. */
function isCountedError({ severity, ignored }: Explanation): boolean {
  return severity === 'error' && ignored === undefined
}

/**
 * The exceptions whose cause is reported, but not as an error. Whoever ignores a cause, or a check that reports it as a
 * warning, accepts failing imports and scripts with it, but tests must pass; a lowered severity accepts nothing.
 */
function unexplainedErrors(
  judged: readonly JudgedCheck[],
  facts: PackageFacts,
): [PythonError, readonly string[]][] {
  const findings = judged.flatMap((one) => one.findings)
  const explanations = new Map<Failure, Explanation[]>()
  for (const finding of findings)
    for (const failure of finding.explained)
      explanations.set(failure, [...(explanations.get(failure) ?? []), finding])
  return failuresWithCauses(facts).flatMap((failure): [PythonError, readonly string[]][] => {
    const own = explanations.get(failure) ?? []
    const isOpen = failure.kind === 'test' || own.some(isLowered)
    if (own.length === 0 || own.some(isCountedError) || !isOpen) return []
    const rules = [
      ...(facts.unexplained?.get(failure.error) ?? []),
      ...own.map(({ finding }) => finding.rule),
    ]
    return [[failure.error, [...new Set(rules)]]]
  })
}

function isLowered({ finding, severity, ignored }: Explanation): boolean {
  return finding.severity === 'error' && severity !== 'error' && ignored === undefined
}

/** Assigns each failure to the worst finding that explains it, and concludes the checks. */
function withConsequences(judged: readonly JudgedCheck[], facts: PackageFacts): DecidedCheck[] {
  const ordered = worstFirst(judged.flatMap(({ findings }) => findings))
  const causeOf = new Map<Failure, Explanation>()
  for (const finding of ordered)
    for (const failure of finding.explained) {
      const uncounted = facts.unexplained?.get(failure.error) ?? []
      if (!causeOf.has(failure) && !uncounted.includes(finding.finding.rule)) causeOf.set(failure, finding)
    }
  const checkOf = new Map(CHECKS.map(({ name, failureKind }) => [failureKind, name]))
  return judged.map(({ check, result, findings }) => ({
    check: conclude(check, result, findings, explainedBy(check, causeOf), facts),
    findings: findings.map((one) => ({
      ...one.reported,
      harm: one.harm,
      consequences: one.explained
        .filter((failure) => causeOf.get(failure) === one)
        .map(({ kind, label }) => ({ check: checkOf.get(kind) ?? kind, label })),
    })),
  }))
}

/** The failures of a check that errors explain, and the rules of these errors. */
interface Explained {
  readonly failures: number
  readonly rules: readonly Rule[]
}

function explainedBy({ failureKind }: Check, causes: ReadonlyMap<Failure, Explanation>): Explained {
  const own = [...causes].filter(([{ kind }, finding]) => kind === failureKind && isCountedError(finding))
  return {
    failures: new Set(own.map(([{ label }]) => label)).size,
    rules: [...new Set(own.map(([, { finding }]) => finding.rule))],
  }
}

function conclude(
  check: Check,
  result: StageResult<unknown>,
  findings: readonly Explanation[],
  explained: Explained,
  facts: PackageFacts,
): ReportedCheck {
  const seconds = result.kind === 'skipped' ? 0 : Math.round(result.seconds * 100) / 100
  const as = (status: ReportedCheck['status'], reason: string | undefined): ReportedCheck => ({
    check: check.name,
    status,
    seconds,
    ...(reason === undefined ? {} : { reason }),
  })
  const errors = findings.filter(isCountedError).length
  if (errors > 0) return as('fail', count(errors, 'error'))
  if (check.blocksOtherChecks?.(facts)) return as('fail', 'this cannot be ignored: nothing could be verified')
  if (result.kind === 'inconclusive') return as('error', result.reason)
  if (result.kind === 'skipped') return as('skip', result.reason)
  if (explained.failures > 0)
    return as('fail', `${count(explained.failures, 'failure')} caused by ${list(explained.rules)}`)
  const warns = findings.some(({ severity, ignored }) => severity === 'warning' && ignored === undefined)
  return as(warns ? 'warn' : 'pass', check.summarize(facts))
}
