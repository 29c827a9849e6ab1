import { appendFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EditSettings, FileChange } from '../../checks/fixes/apply-edits.ts'
import { unifiedDiff } from '../../checks/fixes/diff.ts'
import { editSetupPy } from '../../checks/fixes/edit-setup-py.ts'
import type { Run } from '../../pipeline/packages.ts'
import { inParallel } from '../../process/concurrency.ts'
import { redact } from '../../process/secrets.ts'
import type { Project } from '../../project/project.ts'
import type { FixTimings, PackageReport } from '../../report/report.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { SelectedPackages } from '../../repository/select-packages.ts'
import { findFixes } from './package-fixes.ts'
import { runTrial } from './trial.ts'

/** The combined changes of the accepted fixes of all packages of a checkout. */
export interface CheckoutFixes {
  readonly checkout: Checkout
  readonly changes: ReadonlyMap<string, FileChange>
}

/** The reports with patches, and their combined changes. */
export interface TriedFixes {
  readonly packages: readonly PackageReport[]
  readonly fixes: readonly CheckoutFixes[]
  readonly cost: FixTimings
}

/**
 * Tries fixes for the errors of each package that fails. A candidate is applied to a copy of the checkout, which is built
 * and checked again.
 *
 * @param reports in the order of the packages that were requested
 * @param scratch a temporary directory
 */
export async function tryFixes(
  reports: readonly PackageReport[],
  chosen: readonly SelectedPackages[],
  run: Run,
  scratch: string,
): Promise<TriedFixes> {
  const started = performance.now()
  const requested = chosen.flatMap(({ requested, sources, checkout }) =>
    requested.map((path) => {
      return { checkout, project: sources.find(({ project }) => project.path === path)?.project }
    }),
  )
  let trials = 0
  const results = await inParallel([...reports.entries()], async ([index, report]) => {
    const { checkout, project } = requested[index] ?? {}
    if (report.verdict !== 'fail' || checkout === undefined || project === undefined) return { report }
    await mkdir(report.logs, { recursive: true })
    const log = join(report.logs, 'fixes.log')
    const fixes = await findFixes({
      report,
      project,
      checkout,
      pythons: run.config.pythons,
      editSettings: settingsEditor(project, run, scratch),
      log: (line) => appendFileSync(log, `${redact(line, run.secrets)}\n`),
      runTrial: (trial, read) => runTrial(trial, run, join(scratch, String(trials++)), read),
    })
    return { ...fixes, checkout }
  })
  const changes = new Map<Checkout, ReadonlyMap<string, FileChange>>()
  for (const result of results)
    if ('checkout' in result)
      changes.set(result.checkout, new Map([...(changes.get(result.checkout) ?? []), ...result.changes]))
  const changed = [...changes].filter(([, own]) => own.size > 0)
  const seconds = Math.round(performance.now() - started) / 1000
  return {
    packages: results.map(({ report }) => report),
    fixes: changed.map(([checkout, own]) => ({ checkout, changes: own })),
    cost: { seconds, trials },
  }
}

/** Returns fixes as one diff for `git apply`. */
export function diffOfAll(fixes: readonly CheckoutFixes[]): string {
  return fixes.map(({ changes }) => unifiedDiff(changes)).join('')
}

/** Writes fixes as a file for `git apply`, and returns its path; undefined without fixes. */
export async function writePatch(
  fixes: readonly CheckoutFixes[],
  directory: string,
): Promise<string | undefined> {
  const diff = diffOfAll(fixes)
  if (diff === '') return undefined
  const file = join(directory, 'fixes.patch')
  await writeFile(file, diff)
  return file
}

/** Changes settings of setup.py with the Python that the package was built with. */
function settingsEditor(project: Project, { config, toolchains }: Run, scratch: string): EditSettings {
  return async (request) => {
    const { requiresPython } = project
    const { interpreter } = await toolchains.get({ python: config.pythons[0], requiresPython })
    return editSetupPy(request, { python: interpreter.executable, caller: config.environment, scratch })
  }
}
