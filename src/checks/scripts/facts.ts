import type { ScriptSettings } from '../../config/settings.ts'
import type { EntryPoint } from '../../distribution/entry-points.ts'
import type { Ending } from '../../process/ending.ts'
import type { ImportAttempt } from '../../python/import-modules.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Environment } from '../../python/virtual-environment.ts'

/** One run of a command. */
export interface ScriptRun {
  readonly args: readonly string[]
  readonly ending: Ending
  readonly stdout: string
  readonly stderr: string
  /** The exception that ended it. */
  readonly error?: PythonError
  /** The installed extras. */
  readonly extras: readonly string[]
}

/** The runs of one command, with its settings. */
export interface CommandEvidence {
  readonly configured: ScriptSettings
  readonly runs: readonly ScriptRun[]
}

/** The runs of one console script. */
export interface ScriptEvidence extends CommandEvidence {
  readonly entryPoint: EntryPoint
  /** Whether the installer created an executable for it. */
  readonly installed: boolean
  /** The run with its version option; only for the main script, and if it has one. */
  readonly versionRun?: ScriptRun
}

/** The runs of `python -m` with an import package that has a `__main__` module. */
export interface MainModuleEvidence extends CommandEvidence {
  /** The dotted name of the import package. */
  readonly module: string
}

/** The run of a command that `smoke` of the settings lists. */
export interface SmokeEvidence {
  /** As configured. */
  readonly command: string
  /** Undefined if the environment has no such command. */
  readonly run: ScriptRun | undefined
}

/** An entry point of another group than console scripts, imported as the plugin host does. */
export interface EntryPointEvidence extends ImportAttempt {
  readonly entryPoint: EntryPoint
  /** The installed extras at the last attempt. */
  readonly extras: readonly string[]
  /** The requirement of the program that loads the entry point, if it was installed for the last attempt. */
  readonly host?: string
}

/** The results for all entry points of the wheel. */
export interface EntryPointsEvidence {
  /** Console scripts, which are run. */
  readonly scripts: readonly ScriptEvidence[]
  readonly mainModules: readonly MainModuleEvidence[]
  /** In the order of the settings. */
  readonly smoke: readonly SmokeEvidence[]
  /** Entry points of all other groups, which are imported. */
  readonly entryPoints: readonly EntryPointEvidence[]
  /** Entry points whose modules failed to import and, by their sources, lack the objects. */
  readonly absentObjects: readonly EntryPoint[]
}

/** Where scripts run. */
export interface ScriptRequest {
  readonly environment: Environment
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}
