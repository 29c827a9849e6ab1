import type { Progress } from '../pipeline/progress.ts'
import { listSome } from '../program/sentence.ts'

/** Seconds without a line after which one says what is running; longer each time, while the same stages run. */
const SILENCES = [3, 10, 30, 60] as const
/** Seconds from which the end of a stage is worth a line that has none in the report. */
const LONG = 3

/** No progress. */
export const NO_PROGRESS: Progress = {
  begin: () => () => undefined,
  expect: () => undefined,
  done: () => undefined,
  end: () => undefined,
}

/** A stage that has begun. */
export interface RunningStage {
  /** Empty if it is not about one package. */
  readonly packageName: string
  readonly stage: string
  /** Milliseconds, as of `performance.now()`. */
  readonly since: number
}

/**
 * Lines for a log: when a stage ends, or of several packages when a package is done. A run without output looks hung, so
 * that there is also a line with the running stages when nothing was written for some seconds.
 */
export function plainProgress(write: (line: string) => void): Progress {
  const running = new Set<RunningStage>()
  let [packages, done, silences, announced] = [1, 0, 0, '']
  let timer: NodeJS.Timeout | undefined
  const startSilence = () => {
    clearTimeout(timer)
    const seconds = SILENCES[Math.min(silences, SILENCES.length - 1)] as number
    timer = setTimeout(announce, seconds * 1000)
    timer.unref()
  }
  const writeLine = (line: string) => {
    write(line)
    startSilence()
  }
  const announce = () => {
    const stages = [...running].map(({ packageName, stage }) => `${packageName}: ${stage}`).join()
    silences = stages === announced ? silences + 1 : 1
    announced = stages
    if (running.size === 0) startSilence()
    else writeLine(runningLine([...running], packages, performance.now()))
  }
  return {
    begin(packageName, stage, isReported) {
      const one = { packageName, stage, since: performance.now() }
      running.add(one)
      if (timer === undefined) startSilence()
      return (how, seconds) => {
        running.delete(one)
        const isShown = packages === 1 && (isReported || seconds >= LONG)
        if (how === 'skipped' || (how === 'done' && !isShown)) return
        silences = 0
        writeLine(`${prefixOf(packageName)}${stage} ${how} (${seconds.toFixed(1)} s)`)
      }
    },
    expect(count) {
      packages = count
    },
    done(packageName, how, seconds) {
      done++
      silences = 0
      if (packages > 1) writeLine(`[${done}/${packages}] ${packageName}: ${how} (${seconds.toFixed(1)} s)`)
    },
    end() {
      clearTimeout(timer)
      timer = undefined
      silences = 0
    },
  }
}

/** `greeter: running tests (12 s) and install (3 s)`; of several packages, each stage has the name of its package. */
export function runningLine(running: readonly RunningStage[], packages: number, now: number): string {
  const [first] = running
  const isOne = packages === 1
  const words = running.map(({ packageName, stage, since }) => {
    const seconds = `(${Math.round((now - since) / 1000)} s)`
    return `${isOne ? '' : prefixOf(packageName)}${stage} ${seconds}`
  })
  return `${isOne ? prefixOf(first?.packageName ?? '') : ''}running ${listSome(words)}`
}

function prefixOf(packageName: string): string {
  return packageName === '' ? '' : `${packageName}: `
}
