import { describeLocalReferences, directReference } from '../../distribution/direct-reference.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { Inconclusive } from '../../program/errors.ts'
import { dependencyConflicts, describeInstaller, install } from '../../python/install.ts'
import { isAllowed } from '../../python/requires-python.ts'
import { pinsOf, siblingProblems, siblingsIn } from '../../python/siblings.ts'
import { identityProblems, readInventory } from '../../python/virtual-environment.ts'
import type { RuntimeContext } from '../context.ts'
import type { RuntimeEnvironment, RuntimeInstallation } from './facts.ts'

/**
 * Installs the wheel and its declared dependencies, and verifies that the environment contains this wheel.
 *
 * @throws Inconclusive if the package index is unavailable, or Requires-Python does not allow the interpreter
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
  findSiblings,
}: Omit<RuntimeContext, 'installExtras'>): Promise<RuntimeInstallation> {
  const caller = config.environment
  const { requiresPython } = wheel.metadata
  if (!isAllowed(interpreter.version, requiresPython)) {
    throw new Inconclusive(
      `Requires-Python ${requiresPython} of the wheel does not allow Python ${interpreter.version}. Set python-version to a version that it allows.`,
    )
  }
  const { requirements } = wheel.metadata
  const localReferences = describeLocalReferences(requirements)
  if (localReferences.length > 0) return { kind: 'refused', output: localReferences }
  const siblings = await findSiblings(requirements)
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(wheel)],
    siblings: pinsOf(siblings, requirements),
    cwd: scratch,
    caller,
    writeLog: (transcript) => logs.write('install', transcript),
  })
  const toolchain = environmentOf({ installer, interpreter })
  if (installation.kind === 'refused')
    return { kind: 'refused', output: installation.output, environment: toolchain }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeout: 120, scratch }
  const [inventory, conflicts] = await Promise.all([
    readInventory(environment, wheel.metadata.name, probe),
    // Without dependencies there are no conflicts.
    requirements.length === 0
      ? []
      : dependencyConflicts({ installer, environment, cwd: scratch, caller }, installation),
  ])
  // A file that another distribution overwrote is the rule `file-collision`, not a problem of the environment.
  const collided = new Set(inventory.collisions.map(({ path }) => path))
  const files = wheel.files.filter(({ path }) => !collided.has(path))
  const problems = [
    ...identityProblems(inventory, { wheel: { ...wheel, files }, checkout: checkout.root }),
    ...siblingProblems(inventory, siblings),
  ]
  if (problems.length > 0)
    throw new Inconclusive(`The environment does not contain the wheel under test: ${problems.join(', ')}.`)
  const by = `${describeInstaller(installer)}, Python ${interpreter.version}`
  const { providers, distributions, programs, collisions } = inventory
  const installedSiblings = siblingsIn(inventory, siblings).map(({ name, version }) => `${name} ${version}`)
  return {
    kind: 'installed',
    by,
    environment: toolchain,
    conflicts,
    providers,
    distributions,
    programs,
    collisions,
    siblings: installedSiblings,
  }
}

function environmentOf({
  installer,
  interpreter,
}: Pick<RuntimeContext, 'installer' | 'interpreter'>): RuntimeEnvironment {
  const { version, implementation, platform } = interpreter
  return {
    python: version,
    implementation,
    ...(platform === undefined ? {} : { platform }),
    installer:
      installer.kind === 'bundled-pip'
        ? { name: 'pip', version: null }
        : { name: installer.kind, version: installer.version },
  }
}
