import { directReference, machineOnlyReferences } from '../../distribution/direct-reference.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { Inconclusive } from '../../program/errors.ts'
import { contradictions, describeInstaller, install } from '../../python/install.ts'
import { isAllowed } from '../../python/requires-python.ts'
import { pinsOf, siblingProblems, siblingsIn } from '../../python/siblings.ts'
import { identityProblems, takeInventory } from '../../python/virtual-environment.ts'
import type { Runtime } from '../context.ts'
import type { RuntimeInstallation } from './facts.ts'

/**
 * Installs the wheel with what it declares, and sees that it is this wheel which is installed.
 *
 * @throws Inconclusive when the index does not answer, or the interpreter is not one for this wheel
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
  siblings: findSiblings,
}: Omit<Runtime, 'installExtras'>): Promise<RuntimeInstallation> {
  const caller = config.environment
  const { requiresPython } = wheel.metadata
  if (!isAllowed(interpreter.version, requiresPython)) {
    throw new Inconclusive(
      `Python ${interpreter.version} is not allowed by the wheel's Requires-Python ${requiresPython}. Name one that is by the python option.`,
    )
  }
  const { requirements } = wheel.metadata
  const nowhere = machineOnlyReferences(requirements)
  if (nowhere.length > 0) return { kind: 'refused', words: nowhere }
  const siblings = await findSiblings(requirements)
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(wheel)],
    siblings: pinsOf(siblings, requirements),
    cwd: scratch,
    caller,
    keepLog: (transcript) => logs.write('install', transcript),
  })
  if (installation.kind === 'refused') return { kind: 'refused', words: installation.words }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeLimit: 120, scratch }
  const [inventory, conflicts] = await Promise.all([
    takeInventory(environment, wheel.metadata.name, probe),
    // A wheel that is alone there has nothing to contradict.
    requirements.length === 0
      ? []
      : contradictions({ installer, environment, cwd: scratch, caller }, installation),
  ])
  const problems = [
    ...identityProblems(inventory, { wheel, checkout: checkout.root }),
    ...siblingProblems(inventory, siblings),
  ]
  if (problems.length > 0)
    throw new Inconclusive(`In the clean environment ${problems.join(', ')}, not what was built.`)
  const by = `${describeInstaller(installer)} for Python ${interpreter.version}`
  const { providers, distributions, programs } = inventory
  const own = siblingsIn(inventory, siblings).map(({ name, version }) => `${name} ${version}`)
  return { kind: 'installed', by, conflicts, providers, distributions, programs, siblings: own }
}
