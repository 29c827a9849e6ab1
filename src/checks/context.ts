import type { Config } from '../config/config.ts'
import type { VersionPolicy } from '../config/version-policy.ts'
import type { Backend, BuildSystem } from '../distribution/backend.ts'
import type { Build } from '../distribution/build.ts'
import type { Logs } from '../process/logs.ts'
import type { Project } from '../project/project.ts'
import type { Pythons } from '../python/find-pythons.ts'
import type { Installation } from '../python/install.ts'
import type { PreinstalledEnvironments } from '../python/preinstalled.ts'
import type { FindSiblings } from '../python/siblings.ts'
import type { ToolEnvironment, ToolPurpose } from '../python/tool-environments.ts'
import type { Toolchain, Toolchains } from '../python/toolchain.ts'
import type { Environment } from '../python/virtual-environment.ts'
import type { Checkout } from '../repository/checkout.ts'
import type { CheckoutCopies } from '../repository/checkout-copies.ts'
import type { History } from '../repository/history.ts'
import type { Contents } from './contents/facts.ts'
import type { CheckValues } from './facts.ts'
import type { RuntimeInstallation } from './install/facts.ts'

/** The package under verification and its settings; each of several Pythons has its own logs, scratch directory and siblings. */
export interface PackageContext {
  readonly project: Project
  readonly checkout: Checkout
  readonly config: Config
  readonly versionPolicy: VersionPolicy
  /** Temporary directory, removed after the run. */
  readonly scratch: string
  /** Directory that receives the verified distributions and nothing else. */
  readonly output: string
  readonly logs: Logs
  readonly toolchains: Pick<Toolchains, 'get' | 'interpreterOf'>
  readonly copies: CheckoutCopies
  /** Reads the git history of the checkout, once for all its packages. */
  readonly history: () => Promise<History>
  /** Finds the wheels of workspace members among requirements. */
  readonly findSiblings: FindSiblings
  /** Finds the wheels of workspace members among build requirements. */
  readonly findSiblingsForBuild: FindSiblings
}

/** The interpreter, installer and build backends of one Python. */
export interface PythonTools extends Toolchain {
  /** The build backend of the package; its requirements are installed once for all builds. */
  readonly backend: Backend
  /** Returns the build backend of an earlier commit, which may have another `[build-system]`. */
  readonly backendOf: (buildSystem: BuildSystem) => Backend
  /**
   * Returns an environment with the Python libraries that probes import, created on demand.
   *
   * @throws Inconclusive if the package index is unavailable
   */
  readonly toolEnvironment: (purpose: ToolPurpose) => Promise<ToolEnvironment>
}

/** An environment with the wheel and extras installed, or an empty one if the installation failed. */
export type ExtrasInstallation = Installation & { readonly environment: Environment }

/**
 * Installs the wheel with extras and other requirements into an environment that is shared by all stages with the same
 * needs.
 */
export type InstallExtras = (
  extras: readonly string[],
  others?: readonly string[],
) => Promise<ExtrasInstallation>

/** The environments of one Python in which the wheel is installed. */
export interface Environments {
  /** For the wheel and its declared dependencies only. */
  readonly runtime: Environment
  /** For the wheel and the test dependencies. */
  readonly tests: Environment
  readonly installExtras: InstallExtras
}

/** Values of the stages that are not checks and do not appear in the report. */
export interface SetupValues {
  interpreters: Pythons<Toolchain>
  toolchain: PythonTools
  'tool environment': ToolEnvironment
  'preinstalled environments': PreinstalledEnvironments
  /** Path of a copy of the checkout without the package's source, in which the tests run. */
  'test sandbox': string
  environments: Environments
}

/** The value of each stage, by its name. */
export type StageValues = CheckValues & SetupValues

/** What each stage passes to the stages that need it, by its name. */
export type OfferedValues = Omit<StageValues, 'build' | 'install'> & {
  build: Extract<Build, { kind: 'built' }>
  install: Extract<RuntimeInstallation, { kind: 'installed' }>
}

/** The context of the stages that use the installed wheel. */
export interface RuntimeContext
  extends Pick<PackageContext, 'project' | 'checkout' | 'config' | 'scratch' | 'copies' | 'findSiblings'>,
    Pick<Toolchain, 'interpreter' | 'installer'> {
  readonly logs: Pick<Logs, 'write'>
  readonly contents: Contents
  /** Holds the wheel and its declared dependencies only. */
  readonly environment: Environment
  readonly installExtras: InstallExtras
}

/** Combines the context of the package with the tools and environments of one Python. */
export function runtimeContext(
  context: PackageContext,
  {
    toolchain,
    contents,
    environments,
  }: { readonly toolchain: PythonTools; readonly contents: Contents; readonly environments: Environments },
): RuntimeContext {
  const { runtime: environment, installExtras } = environments
  return { ...context, ...toolchain, contents, environment, installExtras }
}
