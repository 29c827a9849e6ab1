import type { Config } from '../config/config.ts'
import type { VersionPolicy } from '../config/version-policy.ts'
import type { Backend, BuildSystem } from '../distribution/backend.ts'
import type { Build } from '../distribution/build.ts'
import type { Logs } from '../process/logs.ts'
import type { Project } from '../project/project.ts'
import type { Installation } from '../python/install.ts'
import type { PreinstalledEnvironments } from '../python/preinstalled.ts'
import type { Pythons } from '../python/pythons.ts'
import type { FindSiblings } from '../python/siblings.ts'
import type { ToolEnvironment, ToolPurpose } from '../python/tool-environments.ts'
import type { Toolchain, Toolchains } from '../python/toolchain.ts'
import type { Environment } from '../python/virtual-environment.ts'
import type { Checkout } from '../repository/checkout.ts'
import type { Copies } from '../repository/copies.ts'
import type { History } from '../repository/history.ts'
import type { Contents } from './contents/facts.ts'
import type { CheckValues } from './facts.ts'
import type { RuntimeInstallation } from './install/facts.ts'

/** What is verified, how, and where; for one of several Pythons with its own logs, scratch directory and siblings. */
export interface PackageContext {
  readonly project: Project
  readonly checkout: Checkout
  readonly config: Config
  readonly versionPolicy: VersionPolicy
  /** A temporary directory, removed after the run. */
  readonly scratch: string
  /** The directory that will hold exactly the verified distributions. */
  readonly output: string
  readonly logs: Logs
  readonly toolchains: Pick<Toolchains, 'get' | 'interpreterOf'>
  readonly copies: Copies
  /** The history of the checkout, read once for all its packages. */
  readonly history: () => Promise<History>
  /** Wheels of other packages of the repository that requirements name. */
  readonly siblings: FindSiblings
  /** The same for build requirements. */
  readonly siblingsForBuild: FindSiblings
}

/** What the stages of one Python run with. */
export interface PythonTools extends Toolchain {
  /** The build backend of the package: what it needs is installed once for all builds. */
  readonly backend: Backend
  /** The build backend of an earlier commit, which may have another `[build-system]`. */
  readonly backendOf: (buildSystem: BuildSystem) => Backend
  /**
   * Environments for the libraries of as-installed itself, created on demand.
   *
   * @throws Inconclusive when the index does not answer
   */
  readonly toolEnvironment: (purpose: ToolPurpose) => Promise<ToolEnvironment>
}

/** An environment with the wheel and extras; without them if the installer refused. */
export type WithExtras = Installation & { readonly environment: Environment }

/** Installs the wheel with extras into an environment that is shared by all stages that need the same extras. */
export type InstallExtras = (extras: readonly string[]) => Promise<WithExtras>

/** The environments of one Python that the wheel is installed into. */
export interface Environments {
  /** For the wheel and its declared dependencies only. */
  readonly runtime: Environment
  /** For the wheel and the test dependencies. */
  readonly tests: Environment
  readonly installExtras: InstallExtras
}

/** What the stages leave that the checks need and the report does not have. */
export interface SetupValues {
  interpreters: Pythons<Toolchain>
  toolchain: PythonTools
  'tool environment': ToolEnvironment
  'preinstalled environments': PreinstalledEnvironments
  /** The copy of the checkout that the tests run in. */
  'test sandbox': string
  environments: Environments
}

/** What each stage leaves. */
export type StageValues = CheckValues & SetupValues

/** What each stage offers to the stages that need it. */
export type OfferedValues = Omit<StageValues, 'build' | 'install'> & {
  build: Extract<Build, { kind: 'built' }>
  install: Extract<RuntimeInstallation, { kind: 'installed' }>
}

/** What the stages work with that use the installed wheel. */
export interface Runtime
  extends Pick<PackageContext, 'project' | 'checkout' | 'config' | 'scratch' | 'copies' | 'siblings'>,
    Pick<Toolchain, 'interpreter' | 'installer'> {
  readonly logs: Pick<Logs, 'write'>
  readonly contents: Contents
  /** Holds the wheel and its declared dependencies only. */
  readonly environment: Environment
  readonly installExtras: InstallExtras
}

/** What the stages of one Python work with. */
export function runtimeOf(
  context: PackageContext,
  {
    toolchain,
    contents,
    environments,
  }: { readonly toolchain: PythonTools; readonly contents: Contents; readonly environments: Environments },
): Runtime {
  const { runtime: environment, installExtras } = environments
  return { ...context, ...toolchain, contents, environment, installExtras }
}
