import { AsyncLocalStorage } from 'node:async_hooks'

/** A time span, in milliseconds since the start of this process. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The time span of a stage. */
export interface StageSpan extends Span {
  readonly stage: string
}

/** The time span of a child process, and the stage that ran it. */
export interface ProgramSpan extends Span {
  readonly stage: string
  readonly program: string
}

/** A running stage, and the stage of another timeline that contains it. */
interface RunningStage {
  readonly timeline: Timeline
  readonly stage: string
  readonly parent: RunningStage | undefined
}

const runningStage = new AsyncLocalStorage<RunningStage>()

/** The stages and child processes of a package or a run up to some time. */
export interface TimelineSnapshot extends Span {
  readonly stages: readonly StageSpan[]
  readonly programs: readonly ProgramSpan[]
}

/** Records the stages and child processes of one package or of a whole run; it starts with the first stage. */
export class Timeline {
  #start: number | undefined
  /** Undefined for a whole run. */
  readonly packageName: string | undefined
  readonly stages: StageSpan[] = []
  readonly programs: ProgramSpan[] = []

  constructor(packageName?: string) {
    this.packageName = packageName
  }

  /** Everything recorded so far. */
  snapshot(): TimelineSnapshot {
    const { stages, programs } = this
    const end = performance.now()
    return { start: this.#start ?? end, end, stages, programs }
  }

  /**
   * Runs a stage and records its time span. Child processes are recorded for the stage and for those that contain it.
   *
   * @param isRun whether to record the stage, given its result: a skipped stage is not recorded
   */
  async measure<T>(
    stage: string,
    act: () => Promise<T>,
    isRun: (value: T) => boolean = () => true,
  ): Promise<T> {
    const start = performance.now()
    let isRecorded = true
    this.#start ??= start
    try {
      const outer = runningStage.getStore()
      const parent = outer?.timeline === this ? outer.parent : outer
      const value = await runningStage.run({ timeline: this, stage, parent }, act)
      isRecorded = isRun(value)
      return value
    } finally {
      if (isRecorded) this.stages.push({ stage, start, end: performance.now() })
    }
  }
}

/** The running stage of a package; undefined outside of one. */
export function currentStage(): { readonly stage: string; readonly packageName: string } | undefined {
  const { stage, timeline } = runningStage.getStore() ?? {}
  const packageName = timeline?.packageName
  return stage === undefined || packageName === undefined ? undefined : { stage, packageName }
}

/** Records the start of a child process of the current stage; call the returned function at its end. */
export function recordProgram(program: string): () => void {
  const current = runningStage.getStore()
  const start = performance.now()
  return () => {
    const span = { program, start, end: performance.now() }
    for (let one = current; one !== undefined; one = one.parent)
      one.timeline.programs.push({ ...span, stage: one.stage })
  }
}
