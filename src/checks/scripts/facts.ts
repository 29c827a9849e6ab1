import type { ScriptSettings } from '../../config/settings.ts'
import type { EntryPoint } from '../../distribution/entry-points.ts'
import type { Ending } from '../../process/ending.ts'
import type { ImportAttempt } from '../../python/import-modules.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Environment } from '../../python/virtual-environment.ts'

/** One run of a console script. */
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

/** The runs of one console script. */
export interface ScriptEvidence {
  readonly entryPoint: EntryPoint
  readonly configured: ScriptSettings
  /** Whether the installer created an executable for it. */
  readonly installed: boolean
  readonly runs: readonly ScriptRun[]
  /** The run with its version option; only for the main script, and if it has one. */
  readonly versionRun?: ScriptRun
}

/** An entry point of another group than console scripts, imported as the plugin host does. */
export interface EntryPointEvidence extends ImportAttempt {
  readonly entryPoint: EntryPoint
  /** The installed extras at the last attempt. */
  readonly extras: readonly string[]
}

/** The results for all entry points of the wheel. */
export interface EntryPointsEvidence {
  /** Console scripts, which are run. */
  readonly scripts: readonly ScriptEvidence[]
  /** Entry points of all other groups, which are imported. */
  readonly entryPoints: readonly EntryPointEvidence[]
}

/** Where scripts run. */
export interface ScriptRequest {
  readonly environment: Environment
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}
