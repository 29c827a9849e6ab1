import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScriptSettings } from '../../config/settings.ts'
import { directReference } from '../../distribution/direct-reference.ts'
import type { EntryPoint } from '../../distribution/entry-points.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { Inconclusive } from '../../program/errors.ts'
import { importModules } from '../../python/import-modules.ts'
import { install } from '../../python/install.ts'
import { normalizeName, parseRequirement } from '../../python/requirement.ts'
import { pinsOf } from '../../python/siblings.ts'
import {
  createEnvironments,
  type Environment,
  type Inventory,
  identityProblems,
  readInventory,
} from '../../python/virtual-environment.ts'
import type { RuntimeContext } from '../context.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { ScriptEvidence, ScriptRequest } from '../scripts/facts.ts'
import { Skip } from '../stage.ts'
import type { TestRun } from '../tests/facts.ts'
import type { RepeatedResults } from './repeated-results.ts'

/** The results with the versions that are installed by default. Only what worked there is repeated with others. */
export type FirstResults = Pick<PackageFacts, 'imports' | 'scripts' | 'tests'>

/** The observations to repeat with other versions. Injected: a check must not import another check. */
export interface RepeatedChecks {
  readonly runScripts: (
    entryPoints: readonly EntryPoint[],
    settings: Readonly<Record<string, ScriptSettings>>,
    request: ScriptRequest,
  ) => Promise<ScriptEvidence[]>
  readonly runTests: (request: RuntimeContext & { readonly pins: readonly string[] }) => Promise<TestRun>
}

/** The environments with other versions of the dependencies: one that the installer filled, and an empty one for the tests. */
export interface OtherVersions {
  readonly name: string
  readonly scratch: string
  readonly environment: Environment
  readonly forTests: Environment
  readonly inventory: Inventory
  /** The direct dependencies that are installed. */
  readonly direct: Inventory['distributions']
}

/**
 * Installs the wheel with other versions of its dependencies, without extras.
 *
 * @param name of the check, for the directory and the logs
 * @param options of the installer
 * @returns the installer output if the versions cannot be installed, or a skip if the wheel has no dependency
 * @throws Inconclusive if the index does not respond
 */
export async function installOtherVersions(
  runtime: RuntimeContext,
  name: string,
  options: readonly string[],
): Promise<OtherVersions | { readonly refused: readonly string[] } | Skip> {
  const { checkout, contents, interpreter, installer, config, logs } = runtime
  const { wheel } = contents
  const declared = wheel.metadata.requirements.filter((text) => parseRequirement(text)?.ofExtra === undefined)
  if (declared.length === 0) return new Skip('the wheel has no dependencies')
  const caller = config.environment
  const scratch = join(runtime.scratch, name)
  await mkdir(scratch)
  const roots = ['runtime', 'tests'].map((use) => join(scratch, 'environments', use))
  const [environment, forTests] = await createEnvironments(interpreter, roots, scratch, caller)
  if (environment === undefined || forTests === undefined)
    throw new Inconclusive(`The environment of the check ${name} could not be created.`)
  // uv treats only requirements on its command line as direct, not those that a wheel on it declares.
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(wheel), ...declared],
    siblings: pinsOf(await runtime.findSiblings(declared), declared),
    options,
    cwd: scratch,
    caller,
    writeLog: (transcript) => logs.write(`${name}-install`, transcript),
  })
  if (installation.kind === 'refused') return { refused: installation.output }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeout: 120, scratch }
  const inventory = await readInventory(environment, wheel.metadata.name, probe)
  const problems = identityProblems(inventory, { wheel, checkout: checkout.root })
  if (problems.length > 0)
    throw new Inconclusive(`In the environment of the check ${name} ${problems.join(', ')}.`)
  const names = new Set(declared.map((text) => parseRequirement(text)?.name))
  const direct = inventory.distributions.filter((one) => names.has(normalizeName(one.name)))
  return { name, scratch, environment, forTests, inventory, direct }
}

/**
 * Repeats the imports, scripts and tests that worked, with other versions of the dependencies.
 *
 * @param pins the versions for the tests, whose test dependencies are not changed
 */
export async function repeatChecks(
  runtime: RuntimeContext,
  first: FirstResults,
  { name, scratch, environment, forTests }: OtherVersions,
  pins: readonly string[],
  { runScripts, runTests }: RepeatedChecks,
): Promise<RepeatedResults> {
  const caller = runtime.config.environment
  const modules = (completed(first.imports) ?? []).filter(({ outcome }) => outcome === 'imported')
  const scripts = (completed(first.scripts)?.scripts ?? []).filter(
    ({ runs }) => runs.at(-1)?.extras.length === 0,
  )
  return {
    imports: await importModules(
      modules.map(({ module }) => module),
      { environment, scratch, caller },
    ),
    scripts: await runScripts(
      scripts.map(({ entryPoint }) => entryPoint),
      runtime.project.settings.scripts,
      { environment, scratch, caller },
    ),
    tests:
      first.tests.kind === 'completed'
        ? await runTestsWithPins(runTests, pins, {
            ...runtime,
            environment: forTests,
            scratch,
            logs: { write: (log, text) => runtime.logs.write(`${name}-${log}`, text) },
          })
        : first.tests.reason,
  }
}

/** Runs the tests with pinned dependencies and the highest test dependencies, or returns why it cannot. */
async function runTestsWithPins(
  runTests: RepeatedChecks['runTests'],
  pins: readonly string[],
  runtime: RuntimeContext,
): Promise<TestRun | string> {
  try {
    return await runTests({ ...runtime, pins })
  } catch (error) {
    if (error instanceof Inconclusive) return error.message
    throw error
  }
}
