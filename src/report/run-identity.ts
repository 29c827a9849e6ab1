import type { Config } from '../config/config.ts'
import { systemName } from '../config/workflow-run.ts'
import type { RunIdentity } from './report.ts'

/**
 * What a report says of its making; undefined where nobody could ask: outside of a workflow, and without a plan.
 *
 * @param commits those that are checked out where the packages are
 */
export function runIdentity(
  { run, mode, pythons }: Config,
  commits: readonly (string | undefined)[],
): RunIdentity | undefined {
  const cell = mode.kind === 'verify' ? mode.cell : undefined
  if (run === undefined && cell === undefined) return undefined
  const python = pythons.length === 0 ? undefined : pythons.join(' ')
  return identityOf(run, commits, { os: systemName(process.platform), python, cell })
}

/** What is not known is left out. */
export function identityOf(
  run: Config['run'],
  commits: readonly (string | undefined)[],
  more: { readonly [key in 'os' | 'python' | 'cell']?: string | undefined } = {},
): RunIdentity {
  const [commit, ...others] = [...new Set(commits)]
  const known = {
    // Packages of several checkouts have no commit in common.
    commit: others.length === 0 ? commit : undefined,
    repository: run?.repository,
    workflow: run?.workflow || undefined,
    runId: run?.id,
    attempt: run?.attempt,
    ...more,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}
