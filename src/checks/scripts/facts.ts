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
  /** The traceback that it ended in. */
  readonly error?: PythonError
  /** Extras that were installed beside what the package itself needs. */
  readonly extras: readonly string[]
}

/** What was seen of one console script. */
export interface ScriptEvidence {
  readonly entryPoint: EntryPoint
  readonly configured: ScriptSettings
  /** Whether the installer made an executable for it. */
  readonly installed: boolean
  readonly runs: readonly ScriptRun[]
  /** How it answered when it was asked for its version, if it speaks for the distribution and can be asked. */
  readonly versionRun?: ScriptRun
}

/** An entry of another group than console scripts, loaded as its host would. */
export interface EntryPointEvidence extends ImportAttempt {
  readonly entryPoint: EntryPoint
  /** What was installed beside what the package itself needs when it was loaded last. */
  readonly extras: readonly string[]
}

/** All entry points of the wheel, as they were used. */
export interface EntryPointsEvidence {
  /** The console scripts, which were run. */
  readonly scripts: readonly ScriptEvidence[]
  /** The entry points of all other groups, which were loaded. */
  readonly entryPoints: readonly EntryPointEvidence[]
}

export interface ScriptRequest {
  readonly environment: Environment
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}
