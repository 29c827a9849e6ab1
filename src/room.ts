import { join } from 'node:path'
import { Backend } from './artifact/backend.ts'
import type { Config } from './config/config.ts'
import { createEnvironments, type Environment } from './environment/environment.ts'
import { describeInstaller, findInstaller, type Installer } from './environment/install.ts'
import { findInterpreter, type Interpreter } from './environment/interpreter.ts'
import type { FindSiblings } from './environment/siblings.ts'
import { ConfigurationError } from './problems.ts'
import type { Checkout } from './project/checkout.ts'
import type { Copies } from './project/copies.ts'
import type { History } from './project/history.ts'
import type { BuildSystem, Project } from './project/project.ts'
import type { Logs } from './report/logs.ts'

/** One package on its way: what is verified, how, and where there is room for it. */
export interface Assignment {
  readonly project: Project
  readonly checkout: Checkout
  readonly config: Config
  /** A temporary folder; what is in it may be removed afterwards. */
  readonly scratch: string
  /** A folder that will hold exactly the verified files. */
  readonly output: string
  readonly logs: Logs
  readonly copies: Copies
  /** Of the checkout: asked by all packages, and read once. */
  readonly history: () => Promise<History>
  /** Other packages of the repository that requirements name, built. */
  readonly siblings: FindSiblings
  /** The same for what the package is built with. */
  readonly siblingsForBuild: FindSiblings
}

/** What the stages of one package work with. */
export interface Room {
  readonly interpreter: Interpreter
  readonly installer: Installer
  readonly backend: Backend
  /** The backend of an earlier commit that was built in another way, in an environment of its own. */
  readonly anotherBackend: (buildSystem: BuildSystem, name: string) => Promise<Backend>
  readonly environments: {
    readonly runtime: Environment
    readonly tests: Environment
    readonly tools: Environment
  }
}

/** Finds the interpreter and the installer, and makes the environments, empty so far. */
export async function prepare(assignment: Assignment): Promise<Room> {
  const { project, checkout, config, scratch } = assignment
  const { python, environment, installer: choice } = config
  const interpreter = await findInterpreter(
    { python, requiresPython: project.requiresPython },
    environment,
    process.cwd(),
  )
  const roots = ['build', 'runtime', 'tests', 'tools'].map((name) => join(scratch, 'environments', name))
  const [installer, created] = await Promise.all([
    findInstaller(choice, interpreter, environment),
    createEnvironments(interpreter, roots, scratch, environment),
  ])
  if (config.lowest && installer.kind !== 'uv') {
    const message = `resolution is lowest-direct, which needs uv, but ${describeInstaller(installer)} is what installs here. Put uv on PATH (astral-sh/setup-uv does) and set installer to uv.`
    throw new ConfigurationError([{ message }])
  }
  const [build, runtime, tests, tools] = created as [Environment, Environment, Environment, Environment]
  const backendIn = (buildSystem: BuildSystem, place: Environment) =>
    new Backend({
      buildSystem,
      environment: place,
      installer,
      scratch,
      committedAt: checkout.committedAt,
      siblings: assignment.siblingsForBuild,
      caller: environment,
    })
  const anotherBackend = async (buildSystem: BuildSystem, name: string) => {
    const root = join(scratch, 'environments', `build-${name}`)
    const [another] = await createEnvironments(interpreter, [root], scratch, environment)
    return backendIn(buildSystem, another as Environment)
  }
  const backend = backendIn(project.buildSystem, build)
  return { interpreter, installer, backend, anotherBackend, environments: { runtime, tests, tools } }
}
