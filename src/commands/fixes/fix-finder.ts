import { type Acceptance, isSameFinding, judgeFix, type RunResult } from '../../checks/fixes/acceptance.ts'
import { applyEdits, type EditSettings, type FileChange } from '../../checks/fixes/apply-edits.ts'
import { candidatesFor } from '../../checks/fixes/candidates/index.ts'
import { checksToRepeat } from '../../checks/fixes/checks-to-repeat.ts'
import { lineEdits, unifiedDiff } from '../../checks/fixes/diff.ts'
import type { Edit } from '../../checks/fixes/edit.ts'
import { type FixGroup, groupByFix } from '../../checks/fixes/fix-groups.ts'
import type { ProjectSources } from '../../checks/fixes/sources.ts'
import { unwantedFiles } from '../../checks/fixes/unwanted-files.ts'
import { checkOfRule, type Rule } from '../../checks/rules.ts'
import { list } from '../../program/sentence.ts'
import { fileOf, type Project } from '../../project/project.ts'
import type { PackageReport, ReportedFinding, ReportedPatch } from '../../report/report.ts'
import type { Checkout } from '../../repository/checkout.ts'
import { asFinding, installedFiles, resultOf } from './run-result.ts'
import type { Trial } from './trial.ts'

/** The trials for one cause may take this many times as long as the same checks took in the run itself. */
const BUDGET = 5
/** Seconds: less would not suffice for one trial on a busy machine. */
const LEAST_BUDGET = 30

/** A package that fails, and how its fixes are tried. */
export interface FixRequest {
  readonly report: PackageReport
  readonly project: Project
  readonly checkout: Checkout
  /** Paths or versions, as configured. */
  readonly pythons: readonly string[]
  readonly editSettings: EditSettings
  /** Receives a line for each candidate, with its result. */
  readonly log: (line: string) => void
  /** Runs a trial; the result of `read`, or the reason why there is no report. */
  readonly runTrial: <T>(
    trial: Trial,
    read: (report: PackageReport) => Promise<T>,
  ) => Promise<
    { readonly kind: 'verified'; readonly value: T } | { readonly kind: 'failed'; readonly reason: string }
  >
}

/** Edits that fix findings. */
export interface Fix {
  readonly findings: readonly ReportedFinding[]
  readonly edits: readonly Edit[]
}

/** The same, with their summaries. */
interface Attempt extends Fix {
  /** Sentences. */
  readonly summary: string
}

/** Edits after which the findings are gone, but others are reported that these may have hidden. */
interface Revealing extends Attempt {
  readonly kind: 'revealing'
  readonly errors: readonly ReportedFinding[]
  readonly wheelFiles: readonly string[]
  /** Whether they are a fix even if the other findings, which were warnings or hidden, remain. */
  readonly isFix: boolean
}

/** The result of a trial. */
type TrialResult =
  /** The findings that remain in the trial. */
  | {
      readonly kind: 'accepted'
      readonly checks: readonly string[]
      readonly left: readonly ReportedFinding[]
    }
  | { readonly kind: 'rejected' }
  | Revealing

/** An accepted patch, and the findings that remain in its trial. */
interface AcceptedPatch {
  readonly patch: ReportedPatch
  readonly checks: readonly string[]
  readonly left: readonly ReportedFinding[]
}

/** Maximum number of findings, each hidden by the one before, that are fixed together. */
const MOST_HIDDEN = 3

/** The rules that report failed programs, whatever the cause. */
const MAY_BE_FLAKY: ReadonlySet<Rule> = new Set([
  'build-failed',
  'install-failed',
  'script-failed',
  'script-timeout',
  'tests-failed',
])

/** Tries the candidates for the findings of a package. */
export class FixFinder {
  readonly #request: FixRequest
  readonly #sources: ProjectSources
  readonly #before: RunResult<ReportedFinding>
  readonly #accepted: AcceptedPatch[] = []

  constructor(request: FixRequest, sources: ProjectSources, before: RunResult<ReportedFinding>) {
    this.#request = request
    this.#sources = sources
    this.#before = before
  }

  /**
   * The first candidate that is accepted, with its edits; otherwise one that is accepted together with fixes of what it
   * reveals, or only reveals what the findings hid; otherwise the first that was not tried, as a suggestion. Without
   * edits, the patch is that of other findings, which fixes these, too.
   */
  async find({ findings, candidates }: FixGroup<ReportedFinding>): Promise<{
    readonly patch?: ReportedPatch
    readonly edits?: readonly Edit[]
  }> {
    const patch = this.#patchOfOthers(findings)
    if (patch !== undefined) return { patch }
    const deadline = performance.now() + this.#budget(findings) * 1000
    const isLate = () => performance.now() > deadline
    let suggested: ReportedPatch | undefined
    this.#request.log(`${[...new Set(findings.map(({ rule }) => rule))].join(', ')}:`)
    let revealing: Revealing | undefined
    for (const { summary, edits, suggestion } of candidates) {
      const attempt = { summary, edits, findings }
      const changes = await this.#apply(edits)
      if (changes === undefined) this.#request.log(`  ${summary} Not applicable.`)
      else if (suggestion === 'unverifiable' || isLate()) {
        this.#request.log(`  ${summary} Not tried${isLate() ? ': no time left' : ''}.`)
        suggested ??= patchOf('suggested', summary, changes)
      } else {
        const result = await this.#try(attempt, changes)
        if (suggestion === 'decision') {
          if (isFix(result)) suggested ??= patchOf('suggested', summary, changes)
        } else if (result.kind === 'accepted')
          return (await this.#recurs(findings))
            ? { patch: this.#accept(summary, changes, result), edits }
            : {}
        else if (result.kind === 'revealing') {
          if (result.isFix)
            return (
              (await this.#complete(result, isLate)) ?? { patch: patchOf('tried', summary, changes), edits }
            )
          revealing ??= result
        }
      }
    }
    const completed = revealing === undefined ? undefined : await this.#complete(revealing, isLate)
    return completed ?? (suggested === undefined ? {} : { patch: suggested })
  }

  #accept(
    summary: string,
    changes: ReadonlyMap<string, FileChange>,
    { checks, left }: Extract<TrialResult, { kind: 'accepted' }>,
  ): ReportedPatch {
    const patch = patchOf('tried', summary, changes)
    this.#accepted.push({ patch, checks, left })
    return patch
  }

  #patchOfOthers(findings: readonly ReportedFinding[]): ReportedPatch | undefined {
    const isFixedBy = ({ checks, left }: AcceptedPatch) =>
      findings.every(
        (one) =>
          one.pythons === undefined &&
          checks.includes(checkOfRule(one.rule)) &&
          !left.some((other) => isSameFinding(one, other)),
      )
    return this.#accepted.find(isFixedBy)?.patch
  }

  /** Whether findings recur without edits: after a flaky failure, such as a download, any edit seems to help. */
  async #recurs(findings: readonly ReportedFinding[]): Promise<boolean> {
    if (!findings.some(({ rule }) => MAY_BE_FLAKY.has(rule))) return true
    const result = await this.#try({ summary: 'Without changes.', edits: [], findings }, new Map())
    return result.kind === 'rejected'
  }

  /** Adds fixes for the findings that edits reveal, as long as there are any. */
  async #complete(start: Revealing, isLate: () => boolean) {
    let revealing = start
    for (let hidden = 1; hidden <= MOST_HIDDEN; hidden++) {
      const result = await this.#addFix(revealing, isLate)
      if (result === undefined) break
      if ('patch' in result) return result
      revealing = result
    }
    return revealing.isFix ? this.#withHidden(revealing) : undefined
  }

  /** Edits that are a fix although other errors follow. */
  async #withHidden({ summary, edits, errors }: Revealing) {
    const changes = await this.#apply(edits)
    if (changes === undefined) return undefined
    const rules = [...new Set(errors.map(({ rule }) => rule))]
    return { patch: patchOf('tried', `${summary} This reveals ${list(rules)}.`, changes), edits }
  }

  async #addFix({ summary, edits, findings, errors, wheelFiles }: Revealing, isLate: () => boolean) {
    const sources = { ...this.#sources, wheelFiles }
    const [group] = groupByFix(errors, (error) => candidatesFor(asFinding(error), sources))
    for (const candidate of group?.candidates ?? []) {
      if (candidate.suggestion !== undefined || isLate()) return undefined
      const attempt: Attempt = {
        summary: summary.includes(candidate.summary) ? summary : `${summary} ${candidate.summary}`,
        edits: [...edits, ...candidate.edits],
        findings: [...findings, ...(group?.findings ?? [])],
      }
      const changes = await this.#apply(attempt.edits)
      if (changes === undefined) continue
      const result = await this.#try(attempt, changes)
      if (result.kind === 'accepted')
        return { patch: this.#accept(attempt.summary, changes, result), edits: attempt.edits }
      if (result.kind === 'revealing') return result
    }
    return undefined
  }

  /** The combined changes of several fixes, without those that undo earlier ones. */
  async combine(fixes: readonly Fix[]): Promise<ReadonlyMap<string, FileChange>> {
    let together: Attempt = { summary: '', edits: [], findings: [] }
    let combined: ReadonlyMap<string, FileChange> = new Map()
    for (const { edits, findings } of fixes) {
      const attempt: Attempt = {
        summary: 'All together.',
        edits: [...together.edits, ...edits],
        findings: [...together.findings, ...findings],
      }
      const changes = await this.#apply(attempt.edits)
      const isFirst = together.edits.length === 0
      if (changes === undefined || (!isFirst && !isFix(await this.#try(attempt, changes)))) continue
      ;[together, combined] = [attempt, changes]
    }
    return combined
  }

  async #apply(edits: readonly Edit[]): Promise<ReadonlyMap<string, FileChange> | undefined> {
    if (edits.length === 0) return undefined
    const applied = await applyEdits(edits, this.#sources.textOf, this.#request.editSettings)
    return applied.kind === 'applied' ? applied.changes : undefined
  }

  async #try(attempt: Attempt, changes: ReadonlyMap<string, FileChange>): Promise<TrialResult> {
    const { project, checkout, pythons } = this.#request
    const { findings } = attempt
    const trial: Trial = {
      checkout,
      path: project.path,
      changes: new Map([...changes].map(([file, { after }]) => [file, after])),
      generated: project.settings.generated.map((glob) => fileOf(project, glob)),
      checks: checksToRepeat(findings, changes.keys()),
      pythons: (findings[0]?.pythons ?? pythons).slice(0, 1),
    }
    const read = async (report: PackageReport) => {
      const after = await resultOf(report)
      const acceptance = judgeFix(this.#before, after, findings, unwantedFiles(findings))
      return { acceptance, wheelFiles: installedFiles(after.wheel), left: after.findings }
    }
    let result = await this.#request.runTrial(trial, read)
    // A higher minimum may exclude the configured Python.
    if (result.kind === 'failed' && findings.some(({ rule }) => rule === 'requires-python-false'))
      result = await this.#request.runTrial({ ...trial, pythons: [] }, read)
    this.#request.log(`  ${attempt.summary} ${outcomeOf(result)}`)
    if (result.kind === 'failed') return { kind: 'rejected' }
    const { acceptance, wheelFiles, left } = result.value
    switch (acceptance.kind) {
      case 'accepted':
        return { kind: 'accepted', checks: trial.checks, left }
      case 'rejected':
        return { kind: 'rejected' }
      case 'revealing':
      case 'worsening': {
        const { kind, errors } = acceptance
        return { ...attempt, kind: 'revealing', errors, wheelFiles, isFix: kind === 'worsening' }
      }
    }
  }

  /** Seconds. */
  #budget(findings: readonly ReportedFinding[]): number {
    const repeated = checksToRepeat(findings)
    const spent = this.#request.report.checks
      .filter(({ check }) => repeated.includes(check))
      .reduce((sum, { seconds }) => sum + seconds, 0)
    return Math.max(LEAST_BUDGET, BUDGET * spent)
  }
}

function isFix(result: TrialResult): boolean {
  return result.kind === 'accepted' || (result.kind === 'revealing' && result.isFix)
}

/** As a sentence. */
function outcomeOf(
  result:
    | { readonly kind: 'failed'; readonly reason: string }
    | { readonly kind: 'verified'; readonly value: { readonly acceptance: Acceptance<ReportedFinding> } },
): string {
  if (result.kind === 'failed') return `Not verified: ${result.reason}`
  const { acceptance } = result.value
  if (acceptance.kind === 'accepted') return 'Accepted.'
  return acceptance.kind === 'rejected'
    ? `Rejected: ${acceptance.reason}${acceptance.reason.endsWith('.') ? '' : '.'}`
    : `Reveals ${acceptance.errors.map(({ rule, message }) => `${rule}: ${message}`).join(' ')}`
}

function patchOf(
  status: ReportedPatch['status'],
  summary: string,
  changes: ReadonlyMap<string, FileChange>,
): ReportedPatch {
  return { status, summary, diff: unifiedDiff(changes), edits: lineEdits(changes) }
}
