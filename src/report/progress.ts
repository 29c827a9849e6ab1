/** Shows that work goes on. Made by the doors: a live line in a terminal, plain lines elsewhere. */
export interface Progress {
  /** A stage begins; the function that is returned says how it ended. */
  begin(packageName: string, stage: string): (how: 'done' | 'undecided', seconds: number) => void
  /** Nothing more will come. */
  end(): void
}

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** One line that is drawn again and again: what runs now, and for how long. */
export function liveProgress(out: NodeJS.WriteStream): Progress {
  const running = new Map<symbol, { label: string; since: number }>()
  let turn = 0
  const draw = () => {
    const parts = [...running.values()].map(
      ({ label, since }) => `${label} ${Math.round((performance.now() - since) / 1000)}s`,
    )
    const line = parts.length === 0 ? '' : `${SPINNER[turn++ % SPINNER.length]} ${parts.join('  ')}`
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
    end() {
      clearInterval(timer)
      out.write('\r\u001b[K')
    },
  }
}

/** A line when a stage ends, and one a minute while a long one runs: a log that stands still looks hung. */
export function plainProgress(write: (line: string) => void): Progress {
  const timers = new Set<NodeJS.Timeout>()
  return {
    begin(packageName, stage) {
      const since = performance.now()
      const timer = setInterval(
        () => write(`${packageName}: ${stage} goes on (${Math.round((performance.now() - since) / 1000)} s)`),
        60_000,
      )
      timer.unref()
      timers.add(timer)
      return (how, seconds) => {
        clearInterval(timer)
        timers.delete(timer)
        write(
          `${packageName}: ${stage} ${how === 'done' ? 'done' : 'could not be decided'} (${seconds.toFixed(1)} s)`,
        )
      }
    },
    end() {
      for (const timer of timers) clearInterval(timer)
    },
  }
}
