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
import { createEnvironments, identityProblems, readInventory } from '../../python/virtual-environment.ts'
import type { RuntimeContext } from '../context.ts'
import type { StageResult } from '../facts.ts'
import type { ImportEvidence } from '../imports/facts.ts'
import type { ScriptEvidence, ScriptRequest } from '../scripts/facts.ts'
import type { TestRun } from '../tests/facts.ts'
import type { LowerBoundsRun } from './facts.ts'

/** The results with the highest allowed versions. Only what worked there is repeated with the lower bounds. */
export interface HighestResults {
  readonly imports: readonly ImportEvidence[]
  readonly scripts: readonly ScriptEvidence[]
  readonly tests: StageResult<TestRun>
}

/** The observations to repeat with the lower bounds. Injected: a check must not import another check. */
export interface RepeatedChecks {
  readonly runScripts: (
    entryPoints: readonly EntryPoint[],
    settings: Readonly<Record<string, ScriptSettings>>,
    request: ScriptRequest,
  ) => Promise<ScriptEvidence[]>
  readonly runTests: (request: RuntimeContext & { readonly pins: readonly string[] }) => Promise<TestRun>
}

/** The requirements of the wheel that belong to no extra. */
export function requirementsWithoutExtras(requirements: readonly string[]): string[] {
  return requirements.filter((text) => parseRequirement(text)?.ofExtra === undefined)
}

/**
 * Installs the wheel with the lower bounds of its direct dependencies and the highest versions of the transitive ones
 * (uv's `lowest-direct` resolution), and repeats the imports, scripts and tests that worked with the highest versions.
 *
 * @throws Inconclusive if the index does not respond
 */
export async function observeLowerBounds(
  runtime: RuntimeContext,
  highest: HighestResults,
  { runScripts, runTests }: RepeatedChecks,
): Promise<LowerBoundsRun> {
  const { checkout, contents, interpreter, installer, config, project, logs } = runtime
  const { wheel } = contents
  const caller = config.environment
  const scratch = join(runtime.scratch, 'lowest')
  await mkdir(scratch)
  const roots = ['runtime', 'tests'].map((name) => join(scratch, 'environments', name))
  const [environment, forTests] = await createEnvironments(interpreter, roots, scratch, caller)
  if (environment === undefined || forTests === undefined)
    throw new Inconclusive('No environment could be made for the lowest versions.')
  const declared = requirementsWithoutExtras(wheel.metadata.requirements)
  const logAs = (name: string) => (transcript: string) => logs.write(`lowest-${name}`, transcript)
  // uv treats only requirements on its command line as direct, not those that a wheel on it declares.
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(wheel), ...declared],
    siblings: pinsOf(await runtime.findSiblings(declared), declared),
    options: ['--resolution=lowest-direct'],
    cwd: scratch,
    caller,
    writeLog: logAs('install'),
  })
  if (installation.kind === 'refused') return { kind: 'refused', words: installation.output }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeout: 120, scratch }
  const inventory = await readInventory(environment, wheel.metadata.name, probe)
  const problems = identityProblems(inventory, { wheel, checkout: checkout.root })
  if (problems.length > 0)
    throw new Inconclusive(`In the environment of the lowest versions ${problems.join(', ')}.`)
  const names = new Set(declared.map((text) => parseRequirement(text)?.name))
  const dependencies = inventory.distributions
    .filter(({ name }) => names.has(normalizeName(name)))
    .map(({ name, version }) => `${name}==${version}`)

  const modules = highest.imports.filter(({ outcome }) => outcome === 'imported')
  const scripts = highest.scripts.filter(({ runs }) => runs.at(-1)?.extras.length === 0)
  return {
    kind: 'ran',
    dependencies,
    imports: await importModules(
      modules.map(({ module }) => module),
      { environment, scratch, caller },
    ),
    scripts: await runScripts(
      scripts.map(({ entryPoint }) => entryPoint),
      project.settings.scripts,
      { environment, scratch, caller },
    ),
    tests:
      highest.tests.kind === 'completed'
        ? await runTestsWithPins(runTests, dependencies, {
            ...runtime,
            environment: forTests,
            scratch,
            logs: { write: (name, text) => logAs(name)(text) },
          })
        : highest.tests.reason,
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
