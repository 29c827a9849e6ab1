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

const now = new AsyncLocalStorage<{ readonly timeline: Timeline; readonly stage: string }>()

/** What took place when, of one package. */
export class Timeline {
  readonly start = performance.now()
  readonly stages: StageSpan[] = []
  readonly programs: ProgramSpan[] = []

  /** Runs a stage: the programs that are started in it are noted as its own. */
  async during<T>(stage: string, act: () => Promise<T>): Promise<T> {
    const start = performance.now()
    try {
      return await now.run({ timeline: this, stage }, act)
    } finally {
      this.stages.push({ stage, start, end: performance.now() })
    }
  }
}

/** Notes that a program begins, in the stage that starts it; the function that is returned notes its end. */
export function noteProgram(program: string): () => void {
  const { timeline, stage } = now.getStore() ?? {}
  const start = performance.now()
  return () => {
    if (stage !== undefined) timeline?.programs.push({ program, stage, start, end: performance.now() })
  }
}
