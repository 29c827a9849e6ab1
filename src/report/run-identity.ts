import type { Config } from '../config/config.ts'
import { systemName } from '../config/workflow-run.ts'
import type { RunIdentity } from './report.ts'

/**
 * The run that creates a report; undefined outside of a workflow and without a plan.
 *
 * @param commits the checked out commits of all packages
 */
export function runIdentity(
  { workflowRun, mode, pythons }: Config,
  commits: readonly (string | undefined)[],
): RunIdentity | undefined {
  const cell = mode.kind === 'verify' ? mode.cell : undefined
  if (workflowRun === undefined && cell === undefined) return undefined
  const python = pythons.length === 0 ? undefined : pythons.join(' ')
  return identityOf(workflowRun, commits, { os: systemName(process.platform), python, cell })
}

/** The identity of a run; unknown keys are absent. */
export function identityOf(
  run: Config['workflowRun'],
  commits: readonly (string | undefined)[],
  extra: { readonly [key in 'os' | 'python' | 'cell']?: string | undefined } = {},
): RunIdentity {
  const [commit, ...others] = [...new Set(commits)]
  const known = {
    // Several checkouts have no common commit.
    commit: others.length === 0 ? commit : undefined,
    repository: run?.repository,
    workflow: run?.workflow || undefined,
    runId: run?.id,
    attempt: run?.attempt,
    ...extra,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}
