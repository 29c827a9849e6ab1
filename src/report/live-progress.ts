import { createLogUpdate } from 'log-update'
import type { Progress, StageEnd } from '../pipeline/progress.ts'
import { DIM, GREEN, type Paint, painter, RED, type TextStyle, YELLOW } from '../terminal/style.ts'
import { wrap } from '../terminal/wrap.ts'
import type { RunningStage } from './progress.ts'

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
/** Milliseconds. */
const REDRAWN_EVERY = 100
/** Seconds from which a stage is shown that has no line in the report, when it has ended. */
const LONG = 1

interface EndedWork {
  /** The stage, or the package of several. */
  readonly name: string
  /** How a stage ended, or the verdict of a package. */
  readonly how: string
  readonly seconds: number
}

/** What happened up to a time. */
export interface LiveState {
  /** The number of packages to verify. */
  readonly packages: number
  /** The number of packages that are verified. */
  readonly done: number
  readonly ended: readonly EndedWork[]
  readonly running: readonly RunningStage[]
}

export interface LiveStyle extends Pick<TextStyle, 'color'> {
  /** Whether the report with the same checks follows on the terminal, so that the lines are removed at the end. */
  readonly isReportBelow: boolean
}

/** Lines that are redrawn on a terminal: what has ended, with times, and what is running. */
export function liveProgress(out: NodeJS.WriteStream, style: LiveStyle): Progress {
  const update = createLogUpdate(out)
  const running = new Map<symbol, RunningStage>()
  const ended: EndedWork[] = []
  let [packages, done, turn] = [1, 0, 0]
  let timer: NodeJS.Timeout | undefined
  const draw = () => {
    const size = { width: out.columns || 80, rows: out.rows || 24 }
    const state = { packages, done, ended, running: [...running.values()] }
    update(liveLines(state, performance.now(), turn++, { ...style, ...size }).join('\n'))
  }
  return {
    begin(packageName, stage, isReported) {
      if (timer === undefined) {
        timer = setInterval(draw, REDRAWN_EVERY)
        timer.unref()
      }
      const key = Symbol(stage)
      running.set(key, { packageName, stage, since: performance.now() })
      return (how: StageEnd, seconds: number) => {
        running.delete(key)
        const isShown = how !== 'skipped' && (isReported || seconds >= LONG)
        if (packages === 1 && isShown) ended.push({ name: stage, how, seconds })
      }
    },
    expect(count) {
      packages = count
    },
    done(packageName, how, seconds) {
      done++
      if (packages > 1) ended.push({ name: packageName, how, seconds })
    },
    end() {
      clearInterval(timer)
      timer = undefined
      running.clear()
      if (style.isReportBelow || ended.length === 0) update.clear()
      else draw()
      ended.length = 0
      update.done()
    },
  }
}

/**
 * The lines of a state, at most as many as fit: of what has ended, the last ones.
 *
 * @param now milliseconds, as of `performance.now()`
 * @param turn counts the frames of the spinner
 */
export function liveLines(
  { packages, done, ended, running }: LiveState,
  now: number,
  turn: number,
  style: TextStyle & { readonly rows: number },
): string[] {
  const paint = painter(style)
  const spinner = SPINNER[turn % SPINNER.length] as string
  const byPackage = new Map<string, RunningStage[]>()
  for (const one of running) byPackage.set(one.packageName, [...(byPackage.get(one.packageName) ?? []), one])
  const words = ({ stage, since }: RunningStage) => `${stage} ${Math.round((now - since) / 1000)} s`
  const texts =
    packages === 1
      ? running.map(words)
      : [...byPackage].map(([name, own]) => `${name === '' ? '' : `${name}: `}${own.map(words).join(', ')}`)
  // The last column stays free, as some terminals wrap a full line.
  const width = style.width - 1
  const current = texts.flatMap((text) => wrap(text, { width, first: `${spinner} `, next: '  ' }).split('\n'))
  const count = packages > 1 && running.length > 0 ? [paint(DIM, `[${done}/${packages}]`)] : []
  const rest = Math.max(0, style.rows - 1 - count.length - current.length)
  const past = rest === 0 ? [] : ended.slice(-rest).map((one) => endedLine(one, paint))
  return [...past, ...current, ...count].slice(-(style.rows - 1))
}

const MARKS: Readonly<Record<string, string>> = { pass: '✓', fail: '✗', done: '·' }
const COLOURS: Readonly<Record<string, number>> = { pass: GREEN, fail: RED, done: DIM }

/** A stage that is done may have found a problem: only packages have a verdict at this time. */
function endedLine({ name, how, seconds }: EndedWork, paint: Paint): string {
  const mark = paint(COLOURS[how] ?? YELLOW, MARKS[how] ?? '?')
  return `${mark} ${name} ${paint(DIM, `${seconds.toFixed(1)} s`)}`
}
