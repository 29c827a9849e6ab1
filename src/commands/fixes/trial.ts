import { join } from 'node:path'
import { RULE_NAMES } from '../../checks/rules.ts'
import type { Config } from '../../config/config.ts'
import type { Run } from '../../pipeline/packages.ts'
import type { Progress } from '../../pipeline/progress.ts'
import { selectedOf } from '../../pipeline/selected-checks.ts'
import { atLowPriority } from '../../process/run.ts'
import { removeDirectory } from '../../process/scratch.ts'
import { ConfigurationError } from '../../program/errors.ts'
import type { PackageReport } from '../../report/report.ts'
import type { Checkout } from '../../repository/checkout.ts'
import { makeEditedCopy } from '../../repository/edited-copy.ts'
import { findPackages } from '../../repository/find-packages.ts'
import { selectPackages } from '../../repository/select-packages.ts'
import { verifyPackages } from '../verify-packages.ts'

/** A run of some checks of one package on a copy of its checkout with edits. */
export interface Trial {
  readonly checkout: Checkout
  /** The path of the package, relative to the root of the checkout. */
  readonly path: string
  /** The new text of files; undefined removes the file. */
  readonly changes: ReadonlyMap<string, string | undefined>
  /** Patterns, relative to the root, of untracked files that a build needs. */
  readonly generated: readonly string[]
  readonly checks: readonly string[]
  readonly pythons: readonly string[]
}

const SILENT: Progress = {
  begin: () => () => undefined,
  expect: () => undefined,
  done: () => undefined,
  end: () => undefined,
}

/**
 * Runs a trial, and calls `read` with its report while the wheel still exists.
 *
 * @returns what `read` returns, or the reason why the edits cannot even be verified, as a sentence
 */
export async function runTrial<T>(
  trial: Trial,
  run: Run,
  scratch: string,
  read: (report: PackageReport) => Promise<T>,
): Promise<
  { readonly kind: 'verified'; readonly value: T } | { readonly kind: 'failed'; readonly reason: string }
> {
  try {
    const copy = join(scratch, 'checkout')
    await makeEditedCopy(trial.checkout, copy, trial.changes, trial.generated)
    const config: Config = {
      ...run.config,
      paths: { requested: [{ directory: join(copy, trial.path) }], excluded: [], expandsWorkspaces: false },
      changedOnly: false,
      checks: selectedOf(trial.checks, run.config),
      pythons: trial.pythons,
      lowestDirect: false,
      prerelease: false,
      eachExtra: false,
      mode: { kind: 'verify', cell: undefined },
    }
    const found = await findPackages(config.paths, RULE_NAMES)
    const chosen = await selectPackages(found, config, scratch)
    const trialRun: Run = {
      ...run,
      config,
      progress: SILENT,
      directory: join(scratch, 'out'),
      scratch: join(scratch, 'work'),
      isSingle: true,
    }
    const [result] = await atLowPriority(() => verifyPackages(chosen, trialRun))
    if (result === undefined) return { kind: 'failed', reason: 'The package was not found in the copy.' }
    return { kind: 'verified', value: await read(result.report) }
  } catch (error) {
    // A trial must not end a run whose verdict is known.
    const message =
      error instanceof ConfigurationError
        ? error.problems.map((problem) => problem.message).join(' ')
        : (error as Error).message
    return { kind: 'failed', reason: message }
  } finally {
    removeDirectory(scratch)
  }
}
