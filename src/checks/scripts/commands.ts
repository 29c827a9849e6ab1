import { describeEnding } from '../../process/ending.ts'
import { lastLines } from '../../program/sentence.ts'
import { pyprojectOf } from '../../project/project.ts'
import { topLevelModule } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { causeOf } from '../diagnosis/cause.ts'
import { isExplained } from '../diagnosis/explained-failures.ts'
import { isForDevelopers } from '../diagnosis/failures.ts'
import { missingDependencies } from '../diagnosis/missing-dependencies.ts'
import { hasConfiguredRun, scriptOutcome } from '../diagnosis/script-outcome.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { FactsOf, Finding, Severity, SourceLocation } from '../rules.ts'
import type { MainModuleEvidence, ScriptRun, SmokeEvidence } from './facts.ts'
import { mainModuleCommand } from './main-modules.ts'

/** A command with the exception of its last run, and the findings about it. */
export interface CheckedCommand {
  readonly error: PythonError | undefined
  readonly findings: readonly Finding[]
}

interface FailedCommand {
  readonly kind: FactsOf['script-failed']['kind']
  /** In the settings. */
  readonly name: string
  readonly command: string
  readonly answer: FactsOf['script-failed']['answer']
  /** Undefined if the environment has no such command. */
  readonly run: ScriptRun | undefined
  readonly isConfigured: boolean
  readonly severity: Severity
  readonly where: SourceLocation | undefined
}

/** Makes a finding for a command that failed. */
export function failedCommand({
  kind,
  name,
  command,
  answer,
  run,
  isConfigured,
  severity,
  where,
}: FailedCommand): Finding {
  return {
    rule: 'script-failed',
    severity,
    facts: {
      kind,
      script: name,
      command,
      answer,
      ending: run === undefined ? 'is not an installed command' : describeEnding(run.ending),
      words: run === undefined ? [] : errorLines(run, answer === 'cannot-be-loaded', isConfigured),
      inconclusive: severity !== 'error',
      extras: run?.extras ?? [],
    },
    where,
  }
}

function errorLines(
  { error, stderr, stdout }: ScriptRun,
  cannotBeLoaded: boolean,
  isConfigured: boolean,
): string[] {
  if (cannotBeLoaded && error !== undefined)
    return [`${error.type}: ${withoutDirectory(error.message.split('\n')[0] ?? '')}`]
  return isConfigured ? lastLines(stderr, 2) : lastLines(stderr || stdout, 1)
}

/** Removes the temporary directory of the environment from paths. */
function withoutDirectory(message: string): string {
  return message.replace(/\([^()]*[\\/]site-packages[\\/]([^()]+)\)/, '($1)')
}

/**
 * Reports packages that cannot be run by `python -m`. Many of them take no options, so that an exit status, a timeout and
 * most exceptions are no evidence, unless the settings specify the expected result.
 *
 * @param reported exceptions of other commands for which there is an error
 */
export function checkMainModules(
  facts: PackageFacts,
  contents: Contents,
  reported: readonly PythonError[],
): CheckedCommand[] {
  const { mainModules = [] } = completed(facts.scripts) ?? {}
  return mainModules.map((evidence) => {
    const error = evidence.runs.at(-1)?.error
    const isKnown =
      error !== undefined &&
      (isExplained(error, facts) ||
        isAmong(error, reported) ||
        isForDevelopers(evidence.module, error, contents))
    return { error, findings: isKnown ? [] : checkMainModule(evidence, contents) }
  })
}

function checkMainModule(evidence: MainModuleEvidence, contents: Contents): Finding[] {
  const { module, configured, runs } = evidence
  const last = runs.at(-1)
  const outcome = scriptOutcome(evidence)
  if (last === undefined || outcome === 'works' || outcome === 'usage') return []
  const name = mainModuleCommand(module)
  const command = [name, ...(runs[0]?.args ?? [])].join(' ')
  const where = sourceOfMain(module, contents)
  const isConfigured = hasConfiguredRun(configured)
  if (outcome === undefined) {
    if (last.ending.kind !== 'timed-out' || configured.args === undefined) return []
    const { afterSeconds: seconds } = last.ending
    return [{ rule: 'script-timeout', severity: 'error', facts: { script: name, command, seconds }, where }]
  }
  if (!isConfigured && outcome !== 'killed' && outcome !== 'cannot-be-loaded') return []
  return [
    failedCommand({
      kind: 'module',
      name,
      command,
      answer: outcome,
      run: last,
      isConfigured,
      severity: 'error',
      where,
    }),
  ]
}

function sourceOfMain(module: string, { sourceMap }: Contents): SourceLocation | undefined {
  const file = sourceMap.sourceOf(`${module.replaceAll('.', '/')}/__main__.py`)
  return file === undefined ? undefined : { file }
}

/**
 * Reports smoke commands that fail.
 *
 * @param reported exceptions of other commands for which there is an error
 */
export function checkSmokeCommands(
  facts: PackageFacts,
  contents: Contents,
  reported: readonly PythonError[],
): CheckedCommand[] {
  const { smoke = [] } = completed(facts.scripts) ?? {}
  return smoke.map((evidence, i) => {
    const error = evidence.run?.error
    const isKnown =
      error !== undefined && (isReportedAsError(error, facts, contents) || isAmong(error, reported))
    if (isKnown) return { error, findings: [] }
    const file = pyprojectOf(facts.project)
    const line = facts.project.lineOf(['tool', 'as-installed', 'smoke', i])
    return { error, findings: checkSmokeCommand(evidence, { file, line }) }
  })
}

function checkSmokeCommand({ command, run }: SmokeEvidence, where: SourceLocation): Finding[] {
  const answer = smokeAnswer(run)
  if (answer === undefined) return []
  return [
    failedCommand({
      kind: 'smoke',
      name: command,
      command,
      answer,
      run,
      isConfigured: true,
      severity: 'error',
      where,
    }),
  ]
}

/** How a smoke command failed; undefined if it succeeded. */
function smokeAnswer(run: ScriptRun | undefined): FactsOf['script-failed']['answer'] | undefined {
  if (run === undefined) return 'not-found'
  const { ending, error } = run
  if (ending.kind === 'timed-out') return 'timed-out'
  if (ending.kind === 'killed') return 'killed'
  if (error !== undefined) return 'traceback'
  return ending.kind === 'exited' && ending.code === 0 ? undefined : 'ended-non-zero'
}

/** Whether other rules report the cause of an exception as an error, not as a warning. */
function isReportedAsError(error: PythonError, facts: PackageFacts, contents: Contents): boolean {
  if (!isExplained(error, facts)) return false
  const cause = causeOf(error, contents)
  if (cause.kind !== 'distribution') return true
  const top = topLevelModule(cause.module)
  return missingDependencies(facts).some(({ module, severity }) => module === top && severity === 'error')
}

/** Whether one of the exceptions is the same; a script and a package run by `python -m` often share a function. */
function isAmong({ type, message }: PythonError, others: readonly PythonError[]): boolean {
  return others.some((other) => other.type === type && other.message === message)
}
