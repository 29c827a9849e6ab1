import { AsyncLocalStorage } from 'node:async_hooks'

/** A stretch of time, in milliseconds since this process began. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** When a stage ran. */
export interface StageSpan extends Span {
  readonly stage: string
}

/** When another program ran, and for which stage. */
export interface ProgramSpan extends Span {
  readonly stage: string
  readonly program: string
}

/** A stage that runs, and the one of another timeline that it is part of. */
interface Current {
  readonly timeline: Timeline
  readonly stage: string
  readonly within: Current | undefined
}

const now = new AsyncLocalStorage<Current>()

/** What a package or a run took and what for. */
export interface Timed extends Span {
  readonly stages: readonly StageSpan[]
  readonly programs: readonly ProgramSpan[]
}

/** What took place when, of one package or of a whole run: it begins with the first stage. */
export class Timeline {
  #start: number | undefined
  readonly stages: StageSpan[] = []
  readonly programs: ProgramSpan[] = []

  /** All that took place until now. */
  upToNow(): Timed {
    const { stages, programs } = this
    const end = performance.now()
    return { start: this.#start ?? end, end, stages, programs }
  }

  /**
   * Runs a stage: the programs that it starts are recorded as its own, and as those of the stage that it is part of.
   *
   * @param isRun whether the stage is recorded: one that was skipped is not
   */
  async during<T>(
    stage: string,
    act: () => Promise<T>,
    isRun: (value: T) => boolean = () => true,
  ): Promise<T> {
    const start = performance.now()
    let isStage = true
    this.#start ??= start
    try {
      const around = now.getStore()
      const within = around?.timeline === this ? around.within : around
      const value = await now.run({ timeline: this, stage, within }, act)
      isStage = isRun(value)
      return value
    } finally {
      if (isStage) this.stages.push({ stage, start, end: performance.now() })
    }
  }
}

/** Notes that a program begins, in the stage that starts it; the function that is returned notes its end. */
export function noteProgram(program: string): () => void {
  const current = now.getStore()
  const start = performance.now()
  return () => {
    const span = { program, start, end: performance.now() }
    for (let one = current; one !== undefined; one = one.within)
      one.timeline.programs.push({ ...span, stage: one.stage })
  }
}
