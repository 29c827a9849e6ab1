import type { EntryPoint } from '../../distribution/entry-points.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { entryPointLocation } from '../diagnosis/entry-point-location.ts'
import { isExplained } from '../diagnosis/explained-failures.ts'
import { isUnshippedPackageModule } from '../diagnosis/failures.ts'
import { hasConfiguredRun, scriptOutcome } from '../diagnosis/script-outcome.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, SourceLocation } from '../rules.ts'
import { type CheckedCommand, checkMainModules, checkSmokeCommands, failedCommand } from './commands.ts'
import { brokenEntryPoint, checkEntryPoints } from './entry-points.ts'
import type { ScriptEvidence } from './facts.ts'

/** Reports broken entry points, and console scripts, packages run by `python -m` and smoke commands that fail. */
export function checkScripts(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const entries = checkEntryPoints(facts)
  const broken = new Set(
    entries.flatMap(({ rule, severity, facts: entry }) =>
      rule === 'entry-point-broken' && severity === 'error' && entry.group === 'console_scripts'
        ? entry.script
        : [],
    ),
  )
  const { scripts = [] } = completed(facts.scripts) ?? {}
  const checked = scripts
    .filter(({ entryPoint }) => !broken.has(entryPoint.name))
    .map((script) => ({ error: script.runs.at(-1)?.error, findings: checkScript(script, facts, contents) }))
  const mainModules = checkMainModules(facts, contents, errorsOf(checked))
  const smoke = checkSmokeCommands(facts, contents, errorsOf([...checked, ...mainModules]))
  return [...entries, ...[...checked, ...mainModules, ...smoke].flatMap(({ findings }) => findings)]
}

/** The exceptions of commands for which there is an error. */
function errorsOf(commands: readonly CheckedCommand[]): PythonError[] {
  return commands.flatMap(({ error, findings }) =>
    error !== undefined && findings.some(({ severity }) => severity === 'error') ? error : [],
  )
}

function checkScript(script: ScriptEvidence, facts: PackageFacts, contents: Contents): Finding[] {
  const { entryPoint, configured, installed } = script
  if (configured.skip !== undefined) return []
  // The rule `module-missing` reports a module that is missing from a shipped import package.
  const error = script.runs.at(-1)?.error
  const isUnexplained = error !== undefined && facts.unexplained?.has(error)
  if (isUnshippedPackageModule(entryPoint.module, contents) && !isUnexplained) return []
  const broken = (problem: string) => [brokenEntryPoint(entryPoint, problem, facts)]
  if (!installed) return broken('is in the wheel, but the installer created no command for it')
  return checkRuns(script, facts, entryPointLocation(entryPoint, facts), broken)
}

function checkRuns(
  script: ScriptEvidence,
  facts: PackageFacts,
  where: SourceLocation | undefined,
  broken: (problem: string) => Finding[],
): Finding[] {
  const { entryPoint, configured, runs } = script
  const outcome = scriptOutcome(script)
  const last = runs.at(-1)
  if (last === undefined || outcome === 'works' || outcome === 'usage') return []
  const command = [entryPoint.name, ...(runs[0]?.args ?? [])].join(' ')
  if (last.ending.kind === 'timed-out') {
    const severity = configured.args === undefined ? 'warning' : 'error'
    return [
      {
        rule: 'script-timeout',
        severity,
        facts: { script: entryPoint.name, command, seconds: last.ending.afterSeconds },
        where,
      },
    ]
  }
  if (outcome === undefined) return []
  if (last.error !== undefined) {
    // Other rules report missing modules, files and dependencies, and failing imports.
    if (isExplained(last.error, facts)) return []
    const attribute = missingAttribute(last.error, entryPoint)
    if (attribute !== undefined) return broken(attribute)
  }
  const isConfigured = hasConfiguredRun(configured)
  const severity =
    isConfigured || outcome === 'killed' || outcome === 'cannot-be-loaded' ? 'error' : 'warning'
  return [
    failedCommand({
      kind: 'script',
      name: entryPoint.name,
      command,
      answer: outcome,
      run: last,
      isConfigured,
      severity,
      where,
    }),
  ]
}

/** Describes the missing attribute if the error was raised by the launcher itself, in the only frame. */
function missingAttribute(error: PythonError, { module, attribute }: EntryPoint): string | undefined {
  if (error.frames.length !== 1) return undefined
  const root = attribute?.split('.')[0]
  const inImport = error.type === 'ImportError' && error.message.includes(`cannot import name '${root}'`)
  const inCall = error.type === 'AttributeError'
  return inImport || inCall ? `points to ${attribute}, which does not exist in ${module}` : undefined
}
