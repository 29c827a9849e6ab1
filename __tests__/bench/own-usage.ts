import { readFileSync } from 'node:fs'

/** The resources that a Node process used, without its children. */
export interface OwnUsage {
  /** Seconds of user and system time. */
  readonly cpu: number
  /** Peak of the resident memory, in MB. */
  readonly megabytes: number
}

/** Arguments of Node that make it write its resource usage to a file when it exits. */
export function watchingOwnUsage(file: string): string[] {
  const code = `
    import { readFileSync, writeFileSync } from 'node:fs'
    process.on('exit', () => {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
      // On Linux maxRSS includes the memory of the parent process before exec.
      let peak = maxRSS
      try { peak = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) } catch {}
      const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: peak * 1024 / 1e6 }
      writeFileSync(${JSON.stringify(file)}, JSON.stringify(usage))
    })`
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`]
}

export function readOwnUsage(file: string): OwnUsage {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** The used part of a profile of `node --cpu-prof`. */
export interface Samples {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  }[]
  /** Ids of nodes; `timeDeltas` has the microseconds before each sample. */
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** The functions by their self time, longest first, without idle time. */
export function hottest({ nodes, samples, timeDeltas }: Samples): { what: string; milliseconds: number }[] {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const place = url === '' ? '' : ` ${url.split('/').at(-1)}:${lineNumber + 1}`
      return [id, `${functionName || '(anonymous)'}${place}`] as const
    }),
  )
  const sums = new Map<string, number>()
  for (const [i, id] of samples.entries()) {
    const name = names.get(id) ?? '(unknown)'
    sums.set(name, (sums.get(name) ?? 0) + (timeDeltas[i] ?? 0) / 1000)
  }
  sums.delete('(idle)')
  return [...sums]
    .map(([what, milliseconds]) => ({ what, milliseconds }))
    .sort((a, b) => b.milliseconds - a.milliseconds)
}
