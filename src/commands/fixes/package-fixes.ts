import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Acceptance, judgeFix, type RunResult } from '../../checks/fixes/acceptance.ts'
import { applyEdits, type EditSettings, type FileChange } from '../../checks/fixes/apply-edits.ts'
import { candidatesFor } from '../../checks/fixes/candidates/index.ts'
import { checksToRepeat } from '../../checks/fixes/checks-to-repeat.ts'
import { lineEdits, unifiedDiff } from '../../checks/fixes/diff.ts'
import type { Edit } from '../../checks/fixes/edit.ts'
import { type FixGroup, groupByFix } from '../../checks/fixes/fix-groups.ts'
import type { ProjectSources } from '../../checks/fixes/sources.ts'
import { unwantedFiles } from '../../checks/fixes/unwanted-files.ts'
import type { Finding } from '../../checks/rules.ts'
import { memberNames, pathInSitePackages } from '../../distribution/wheel.ts'
import { fileOf, type Project } from '../../project/project.ts'
import type { PackageReport, ReportedFinding, ReportedPatch } from '../../report/report.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { Trial } from './trial.ts'

/** The trials for one cause may take this many times as long as the same checks took in the run itself. */
const BUDGET = 5
/** Seconds: less would not suffice for one trial on a busy machine. */
const LEAST_BUDGET = 10

/** A package that fails, and how its fixes are tried. */
export interface FixRequest {
  readonly report: PackageReport
  readonly project: Project
  readonly checkout: Checkout
  /** Paths or versions, as configured. */
  readonly pythons: readonly string[]
  readonly editSettings: EditSettings
  /** Runs a trial; the result of `read`, or the reason why there is no report. */
  readonly runTrial: <T>(
    trial: Trial,
    read: (report: PackageReport) => Promise<T>,
  ) => Promise<
    { readonly kind: 'verified'; readonly value: T } | { readonly kind: 'failed'; readonly reason: string }
  >
}

/** The report of a package with patches, and what the accepted ones change together. */
export interface PackageFixes {
  readonly report: PackageReport
  readonly changes: ReadonlyMap<string, FileChange>
}

/** Edits that fix findings. */
interface Fix {
  readonly findings: readonly ReportedFinding[]
  readonly edits: readonly Edit[]
}

/** Tries fixes for the errors of a package. */
export async function findFixes(request: FixRequest): Promise<PackageFixes> {
  const { report, project, checkout } = request
  const wheel = await wheelOf(report)
  const sources: ProjectSources = {
    project,
    files: checkout.files,
    textOf: (file) => textOf(join(checkout.root, file)),
    wheelFiles: (wheel ?? []).flatMap((name) => pathInSitePackages(name) ?? []),
  }
  const finder = new FixFinder(request, sources, { findings: report.findings, wheel })
  const errors = report.findings.filter(
    ({ severity, ignored }) => severity === 'error' && ignored === undefined,
  )
  const patches = new Map<ReportedFinding, ReportedPatch>()
  const accepted: Fix[] = []
  for (const group of groupByFix(errors, (error) => candidatesFor(asFinding(error), sources))) {
    const { patch, edits } = await finder.find(group)
    if (patch === undefined) continue
    for (const finding of group.findings) patches.set(finding, patch)
    if (edits !== undefined) accepted.push({ findings: group.findings, edits })
  }
  const findings = report.findings.map((finding) => {
    const patch = patches.get(finding)
    return patch === undefined ? finding : { ...finding, patch }
  })
  return { report: { ...report, findings }, changes: await finder.combine(accepted) }
}

class FixFinder {
  readonly #request: FixRequest
  readonly #sources: ProjectSources
  readonly #before: RunResult

  constructor(request: FixRequest, sources: ProjectSources, before: RunResult) {
    this.#request = request
    this.#sources = sources
    this.#before = before
  }

  /** The first candidate that is accepted, with its edits; otherwise the first that was not tried, as a suggestion. */
  async find({ findings, candidates }: FixGroup<ReportedFinding>): Promise<{
    readonly patch?: ReportedPatch
    readonly edits?: readonly Edit[]
  }> {
    const deadline = performance.now() + this.#budget(findings) * 1000
    let suggestion: ReportedPatch | undefined
    for (const { summary, edits, isSuggestion } of candidates) {
      const changes = await this.#apply(edits)
      if (changes === undefined) continue
      const patch = (status: ReportedPatch['status']) => ({
        status,
        summary,
        diff: unifiedDiff(changes),
        edits: lineEdits(changes),
      })
      if (isSuggestion === true || performance.now() > deadline) suggestion ??= patch('suggested')
      else if (await this.#isFix(changes, findings)) return { patch: patch('tried'), edits }
    }
    return suggestion === undefined ? {} : { patch: suggestion }
  }

  /** What several fixes change together; without those that spoil the ones before them. */
  async combine(fixes: readonly Fix[]): Promise<ReadonlyMap<string, FileChange>> {
    let [edits, findings, combined]: [Edit[], ReportedFinding[], ReadonlyMap<string, FileChange>] = [
      [],
      [],
      new Map(),
    ]
    for (const fix of fixes) {
      const changes = await this.#apply([...edits, ...fix.edits])
      const together = [...findings, ...fix.findings]
      if (changes === undefined || (edits.length > 0 && !(await this.#isFix(changes, together)))) continue
      ;[edits, findings, combined] = [[...edits, ...fix.edits], together, changes]
    }
    return combined
  }

  async #apply(edits: readonly Edit[]): Promise<ReadonlyMap<string, FileChange> | undefined> {
    if (edits.length === 0) return undefined
    const applied = await applyEdits(edits, this.#sources.textOf, this.#request.editSettings)
    return applied.kind === 'applied' ? applied.changes : undefined
  }

  async #isFix(
    changes: ReadonlyMap<string, FileChange>,
    findings: readonly ReportedFinding[],
  ): Promise<boolean> {
    const { project, checkout, pythons } = this.#request
    const [first] = findings
    const trial: Trial = {
      checkout,
      path: project.path,
      changes: new Map([...changes].map(([file, { after }]) => [file, after])),
      generated: project.settings.generated.map((glob) => fileOf(project, glob)),
      checks: checksToRepeat(findings),
      pythons: first?.pythons?.slice(0, 1) ?? pythons.slice(0, 1),
    }
    const result = await this.#request.runTrial(trial, async (report): Promise<Acceptance> => {
      const after = { findings: report.findings, wheel: await wheelOf(report) }
      return judgeFix(this.#before, after, findings, unwantedFiles(findings))
    })
    return result.kind === 'verified' && result.value.kind === 'accepted'
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

/** The report keeps rule and facts of a finding together. */
function asFinding({ rule, severity, facts, file, line }: ReportedFinding): Finding {
  return { rule, severity, facts, ...(file === undefined ? {} : { where: { file, line } }) } as Finding
}

async function wheelOf({ artifacts }: PackageReport): Promise<readonly string[] | undefined> {
  const wheel = artifacts.find(({ kind }) => kind === 'wheel')
  return wheel === undefined ? undefined : memberNames(wheel.file).catch(() => undefined)
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
