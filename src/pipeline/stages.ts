import type { StageResult } from '../checks/facts.ts'
import type { Timeline } from '../process/timeline.ts'
import { Inconclusive } from '../program/errors.ts'
import type { Progress } from './progress.ts'

/** Runs one stage of a package: measures it, shows it, and makes what could not be decided a value. */
export type RunStage = <T>(name: string, act: () => Promise<T>) => Promise<StageResult<T>>

/** The stages of one package. */
export function stagesOf(packageName: string, progress: Progress, timeline: Timeline): RunStage {
  return async (name, act) => {
    const started = performance.now()
    const seconds = () => (performance.now() - started) / 1000
    const end = progress.begin(packageName, name)
    try {
      const value = await timeline.during(name, act)
      end('done', seconds())
      return { kind: 'completed', value, seconds: seconds() }
    } catch (error) {
      const reason = reasonUndecided(error)
      // What is wrong with the configuration, or with this program, is told as such.
      if (reason === undefined) throw error
      end('inconclusive', seconds())
      return { kind: 'inconclusive', reason, seconds: seconds() }
    }
  }
}

/** What keeps a stage from its end through no fault of the artifact. */
function reasonUndecided(error: unknown): string | undefined {
  if (error instanceof Inconclusive) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? `The disk is full: ${message}. Free some of it and run again.`
    : undefined
}

/** What a stage has when the one before it has nothing to give. */
export function skipped(reason: string): { readonly kind: 'skipped'; readonly reason: string } {
  return { kind: 'skipped', reason }
}
