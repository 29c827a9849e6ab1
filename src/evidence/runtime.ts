import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { EntryPoint } from '../artifact/entry-points.ts'
import type { RuntimeInstallation } from '../checks/facts.ts'
import { extrasToTry } from '../checks/script-extras.ts'
import type { Config } from '../config/config.ts'
import { describeEnding } from '../environment/child.ts'
import {
  createEnvironments,
  type Environment,
  identityProblems,
  takeInventory,
} from '../environment/environment.ts'
import { contradictions, describeInstaller, type Installer, install } from '../environment/install.ts'
import { type Interpreter, isAllowed } from '../environment/interpreter.ts'
import { variablesForProject } from '../environment/variables.ts'
import { Undecided } from '../problems.ts'
import type { Checkout } from '../project/checkout.ts'
import type { Project } from '../project/project.ts'
import type { Logs } from '../report/logs.ts'
import type { Contents } from './contents.ts'
import { type ImportEvidence, importModules } from './imports.ts'
import { direct } from './requirement.ts'
import { runAgain, runScripts, type ScriptEvidence } from './scripts.ts'

/** The environment that holds the wheel and what it declares, and nothing else. */
export interface Runtime {
  readonly project: Project
  readonly checkout: Checkout
  readonly contents: Contents
  readonly environment: Environment
  readonly interpreter: Interpreter
  readonly installer: Installer
  readonly config: Config
  readonly scratch: string
  readonly logs: Logs
}

/**
 * Installs the wheel with what it declares, and sees that it is this wheel which is installed.
 *
 * @throws Undecided when the index does not answer, or the interpreter is not one for this wheel
 */
export async function installRuntime({
  checkout,
  contents: { wheel },
  environment,
  interpreter,
  installer,
  config,
  scratch,
  logs,
}: Runtime): Promise<RuntimeInstallation> {
  const caller = config.environment
  const { requiresPython } = wheel.metadata
  if (!isAllowed(interpreter.version, requiresPython)) {
    throw new Undecided(
      `Python ${interpreter.version} is not allowed by the wheel's Requires-Python ${requiresPython}. Name one that is by the python option.`,
    )
  }
  const installation = await install({
    installer,
    environment,
    requirements: [direct(wheel)],
    cwd: scratch,
    caller,
    keepLog: (transcript) => logs.write('install', transcript),
  })
  if (installation.kind === 'refused') return { kind: 'refused', words: installation.words }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeLimit: 120, scratch }
  const [inventory, conflicts] = await Promise.all([
    takeInventory(environment, wheel.metadata.name, probe),
    contradictions({ installer, environment, cwd: scratch, caller }),
  ])
  const problems = identityProblems(inventory, { wheel, checkout: checkout.root })
  if (problems.length > 0)
    throw new Undecided(`In the clean environment ${problems.join(', ')}, not the wheel that was built.`)
  const by = `${describeInstaller(installer)} for Python ${interpreter.version}`
  const { providers, distributions } = inventory
  return { kind: 'installed', by, conflicts, providers, distributions }
}

/** Imports what the wheel ships. */
export async function observeImports({
  contents: { wheel },
  environment,
  config,
  scratch,
}: Runtime): Promise<ImportEvidence[]> {
  const variables = variablesForProject(config.environment, { first: environment.scripts })
  return importModules(wheel, environment, { cwd: scratch, variables, scratch }, availableParallelism())
}

/** Calls every console script; one that lacks what an extra brings is called again with that extra. */
export async function observeScripts(runtime: Runtime): Promise<ScriptEvidence[]> {
  const { project, contents, environment, config, scratch, logs } = runtime
  const caller = config.environment
  const called = await runScripts(consoleScripts(contents), project.settings.scripts, {
    environment,
    scratch,
    caller,
  })
  const withExtras = new Map<string, Environment>()
  const scripts: ScriptEvidence[] = []
  for (const script of called) {
    const extras = extrasToTry(script, contents, {})
    if (extras.length === 0) scripts.push(script)
    else {
      const key = extras.join('-')
      const other = withExtras.get(key) ?? (await installWithExtras(runtime, extras))
      withExtras.set(key, other)
      scripts.push(await runAgain(script, extras, { environment: other, scratch, caller }))
    }
  }
  await logs.write('scripts', scripts.map(transcriptOf).join('\n'))
  return scripts
}

async function installWithExtras(
  { contents, interpreter, installer, config, scratch, logs }: Runtime,
  extras: readonly string[],
): Promise<Environment> {
  const caller = config.environment
  const name = `extras-${extras.join('-')}`
  const [environment] = await createEnvironments(
    interpreter,
    [join(scratch, 'environments', name)],
    scratch,
    caller,
  )
  if (environment === undefined)
    throw new Undecided(`No environment could be made for the extras ${extras.join(', ')}.`)
  const requirements = [direct(contents.wheel, extras)]
  const keepLog = (transcript: string) => logs.write(`install-${name}`, transcript)
  await install({ installer, environment, requirements, cwd: scratch, caller, keepLog })
  return environment
}

/** The console scripts that the wheel declares. */
export function consoleScripts({ wheel }: Contents): EntryPoint[] {
  return wheel.entryPoints.filter(({ group }) => group === 'console_scripts')
}

function transcriptOf({ entryPoint, runs }: ScriptEvidence): string {
  return runs
    .map(
      ({ args, ending, stdout, stderr }) =>
        `$ ${entryPoint.name} ${args.join(' ')}  (${describeEnding(ending)})\n${stdout}${stderr}`,
    )
    .join('\n')
}
