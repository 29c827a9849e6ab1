import type { Progress } from '../pipeline/progress.ts'

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** One line that is redrawn: the running stages with their seconds. */
export function liveProgress(out: NodeJS.WriteStream): Progress {
  const running = new Map<symbol, { label: string; since: number }>()
  let turn = 0
  let [packages, done] = [1, 0]
  const draw = () => {
    const parts = [...running.values()].map(
      ({ label, since }) => `${label} ${Math.round((performance.now() - since) / 1000)}s`,
    )
    const all = packages > 1 ? `${done}/${packages}  ` : ''
    const line = parts.length === 0 ? '' : `${SPINNER[turn++ % SPINNER.length]} ${all}${parts.join('  ')}`
    out.write(`\r\u001b[K${line.slice(0, (out.columns || 80) - 1)}`)
  }
  const timer = setInterval(draw, 100)
  timer.unref()
  return {
    begin(packageName, stage) {
      const key = Symbol(stage)
      running.set(key, { label: `${packageName}: ${stage}`, since: performance.now() })
      return () => running.delete(key)
    },
    expect(count) {
      packages = count
    },
    done() {
      done++
    },
    end() {
      clearInterval(timer)
      out.write('\r\u001b[K')
    },
  }
}

/** A line when a stage ends, and one per minute while it runs, because a run without output looks hung. */
export function plainProgress(write: (line: string) => void): Progress {
  const timers = new Set<NodeJS.Timeout>()
  let [packages, done] = [1, 0]
  return {
    begin(packageName, stage, isReported) {
      const since = performance.now()
      const timer = setInterval(
        () =>
          write(
            `${packageName}: ${stage} still running (${Math.round((performance.now() - since) / 1000)} s)`,
          ),
        60_000,
      )
      timer.unref()
      timers.add(timer)
      return (how, seconds) => {
        clearInterval(timer)
        timers.delete(timer)
        if (how === 'skipped' || (how === 'done' && (packages > 1 || !isReported))) return
        write(
          `${packageName}: ${stage} ${how === 'done' ? 'done' : 'inconclusive'} (${seconds.toFixed(1)} s)`,
        )
      }
    },
    expect(count) {
      packages = count
    },
    done(packageName, how, seconds) {
      done++
      if (packages > 1) write(`[${done}/${packages}] ${packageName}: ${how} (${seconds.toFixed(1)} s)`)
    },
    end() {
      for (const timer of timers) clearInterval(timer)
    },
  }
}
