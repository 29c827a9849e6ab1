import type { Config } from '../../config/config.ts'
import { direct, notElsewhere } from '../../distribution/direct-reference.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import type { Logs } from '../../process/logs.ts'
import { Undecided } from '../../program/errors.ts'
import type { Project } from '../../project/project.ts'
import { contradictions, describeInstaller, type Installer, install } from '../../python/install.ts'
import { type Interpreter, isAllowed } from '../../python/interpreter.ts'
import { type FindSiblings, pinsOf, siblingProblems, siblingsIn } from '../../python/siblings.ts'
import { type Environment, identityProblems, takeInventory } from '../../python/virtual-environment.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { Copies } from '../../repository/copies.ts'
import type { Contents } from '../contents/observe.ts'
import type { InstallExtras } from '../diagnosis/install-extras.ts'
import type { RuntimeInstallation } from '../facts.ts'

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
  readonly logs: Pick<Logs, 'write'>
  readonly copies: Copies
  readonly siblings: FindSiblings
  readonly installExtras: InstallExtras
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
  siblings: findSiblings,
}: Omit<Runtime, 'installExtras'>): Promise<RuntimeInstallation> {
  const caller = config.environment
  const { requiresPython } = wheel.metadata
  if (!isAllowed(interpreter.version, requiresPython)) {
    throw new Undecided(
      `Python ${interpreter.version} is not allowed by the wheel's Requires-Python ${requiresPython}. Name one that is by the python option.`,
    )
  }
  const { requirements } = wheel.metadata
  const nowhere = notElsewhere(requirements)
  if (nowhere.length > 0) return { kind: 'refused', words: nowhere }
  const siblings = await findSiblings(requirements)
  const installation = await install({
    installer,
    environment,
    requirements: [direct(wheel)],
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
    throw new Undecided(`In the clean environment ${problems.join(', ')}, not what was built.`)
  const by = `${describeInstaller(installer)} for Python ${interpreter.version}`
  const { providers, distributions, programs } = inventory
  const own = siblingsIn(inventory, siblings).map(({ name, version }) => `${name} ${version}`)
  return { kind: 'installed', by, conflicts, providers, distributions, programs, siblings: own }
}
