import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ScriptSettings } from '../../config/settings.ts'
import { directReference } from '../../distribution/direct-reference.ts'
import type { EntryPoint } from '../../distribution/entry-points.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { Inconclusive } from '../../program/errors.ts'
import { importEach } from '../../python/import-modules.ts'
import { install } from '../../python/install.ts'
import { normalizeName, parseRequirement } from '../../python/requirement.ts'
import { pinsOf } from '../../python/siblings.ts'
import { createEnvironments, identityProblems, takeInventory } from '../../python/virtual-environment.ts'
import type { Runtime } from '../context.ts'
import type { StageResult } from '../facts.ts'
import type { ImportEvidence } from '../imports/facts.ts'
import type { ScriptEvidence, ScriptRequest } from '../scripts/facts.ts'
import type { TestRun } from '../tests/facts.ts'
import type { LowestRun } from './facts.ts'

/** What worked with the highest versions. */
export interface Working {
  readonly imports: readonly ImportEvidence[]
  readonly scripts: readonly ScriptEvidence[]
  readonly tests: StageResult<TestRun>
}

/** Checks that are made again with the lowest versions. */
export interface Repeat {
  readonly runScripts: (
    entryPoints: readonly EntryPoint[],
    settings: Readonly<Record<string, ScriptSettings>>,
    request: ScriptRequest,
  ) => Promise<ScriptEvidence[]>
  readonly runTests: (request: Runtime & { readonly pins: readonly string[] }) => Promise<TestRun>
}

/** The dependencies that everyone gets who installs the wheel. */
export function declaredDependencies(requirements: readonly string[]): string[] {
  return requirements.filter((text) => parseRequirement(text)?.ofExtra === undefined)
}

/**
 * Installs the wheel with the lowest versions of what it declares itself (and the highest of what these need), and
 * does there what worked with the highest.
 *
 * @throws Inconclusive when the index does not answer
 */
export async function observeLowest(
  runtime: Runtime,
  working: Working,
  { runScripts, runTests }: Repeat,
): Promise<LowestRun> {
  const { checkout, contents, interpreter, installer, config, project, logs } = runtime
  const { wheel } = contents
  const caller = config.environment
  const scratch = join(runtime.scratch, 'lowest')
  await mkdir(scratch)
  const roots = ['runtime', 'tests'].map((name) => join(scratch, 'environments', name))
  const [environment, forTests] = await createEnvironments(interpreter, roots, scratch, caller)
  if (environment === undefined || forTests === undefined)
    throw new Inconclusive('No environment could be made for the lowest versions.')
  const declared = declaredDependencies(wheel.metadata.requirements)
  const keep = (name: string) => (transcript: string) => logs.write(`lowest-${name}`, transcript)
  // uv takes for direct what it is asked for, and not what a wheel that it is asked for declares.
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(wheel), ...declared],
    siblings: pinsOf(await runtime.siblings(declared), declared),
    options: ['--resolution=lowest-direct'],
    cwd: scratch,
    caller,
    keepLog: keep('install'),
  })
  if (installation.kind === 'refused') return { kind: 'refused', words: installation.words }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeLimit: 120, scratch }
  const inventory = await takeInventory(environment, wheel.metadata.name, probe)
  const problems = identityProblems(inventory, { wheel, checkout: checkout.root })
  if (problems.length > 0)
    throw new Inconclusive(`In the environment of the lowest versions ${problems.join(', ')}.`)
  const names = new Set(declared.map((text) => parseRequirement(text)?.name))
  const dependencies = inventory.distributions
    .filter(({ name }) => names.has(normalizeName(name)))
    .map(({ name, version }) => `${name}==${version}`)

  const modules = working.imports.filter(({ outcome }) => outcome === 'imported')
  const scripts = working.scripts.filter(({ runs }) => runs.at(-1)?.extras.length === 0)
  return {
    kind: 'ran',
    dependencies,
    imports: await importEach(
      modules.map(({ module }) => module),
      { environment, scratch, caller },
    ),
    scripts: await runScripts(
      scripts.map(({ entryPoint }) => entryPoint),
      project.settings.scripts,
      { environment, scratch, caller },
    ),
    tests:
      working.tests.kind === 'completed'
        ? await testsWith(runTests, dependencies, {
            ...runtime,
            environment: forTests,
            scratch,
            logs: { write: (name, text) => keep(name)(text) },
          })
        : working.tests.reason,
  }
}

/** The tests, with what the package declares at these versions and what the tests need at the highest. */
async function testsWith(
  runTests: Repeat['runTests'],
  pins: readonly string[],
  runtime: Runtime,
): Promise<TestRun | string> {
  try {
    return await runTests({ ...runtime, pins })
  } catch (error) {
    if (error instanceof Inconclusive) return error.message
    throw error
  }
}
