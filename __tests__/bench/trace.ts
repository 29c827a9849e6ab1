/** Parses the output of `strace -f -ttt -e trace=clone,execve,exit_group`. */

/** The traced program, or one of its descendants. */
export interface TracedProcess {
  readonly pid: number
  /** Pid of the parent process; undefined for the program itself. */
  readonly parent: number | undefined
  /** Of the last execve, because shims execute another program; empty for a fork without execve. */
  readonly argv: readonly string[]
  /** Seconds since the epoch. */
  readonly start: number
  readonly end: number
  /** Seconds of user and system time without its children, in clock ticks of the kernel; undefined if unknown. */
  readonly cpu: number | undefined
}

/** Unit of `si_utime`: USER_HZ, 100 on every Linux that Node supports. */
const TICKS = 100

interface Known {
  parent: number | undefined
  argv: readonly string[]
  start: number
  end: number | undefined
  cpu: number | undefined
}

/** All processes, sorted by start; the program itself is the first. */
export function readTrace(text: string): TracedProcess[] {
  const known = new Map<number, Known>()
  /** Thread -> its process. */
  const owners = new Map<number, number>()
  /** Thread -> a call whose result is in a later line. */
  const unfinished = new Map<number, string>()
  let last = 0

  const ownerOf = (thread: number) => owners.get(thread) ?? thread
  const started = (pid: number, parent: number | undefined, time: number) => {
    const process = known.get(pid)
    // The trace may have lines of a child before the call that created it returns.
    if (process !== undefined) process.parent ??= parent
    else known.set(pid, { parent, argv: [], start: time, end: undefined, cpu: undefined })
  }

  for (const line of text.split('\n')) {
    const [, threadText, timeText, event = ''] = /^(\d+) +(\d+\.\d+) (.*)$/.exec(line) ?? []
    if (threadText === undefined) continue
    const thread = Number(threadText)
    const time = Number(timeText)
    last = time
    if (!owners.has(thread) && !known.has(thread)) started(thread, undefined, time)

    if (event.startsWith('+++ ')) {
      const process = owners.has(thread) ? undefined : known.get(thread)
      if (process !== undefined) process.end = time
      continue
    }
    if (event.startsWith('--- SIGCHLD ')) {
      const [, pid, user, system] = /si_pid=(\d+).* si_utime=(\d+).* si_stime=(\d+)/.exec(event) ?? []
      const process = known.get(Number(pid))
      if (process !== undefined) process.cpu = (Number(user) + Number(system)) / TICKS
      continue
    }
    if (event.endsWith('<unfinished ...>')) {
      unfinished.set(thread, event.slice(0, -'<unfinished ...>'.length))
      continue
    }
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(event) ?? []
    const call = rest === undefined ? event : `${unfinished.get(thread) ?? ''}${rest}`
    const [, name, args = '', result] = /^(\w+)\((.*)\) += (-?\d+|\?)/.exec(call) ?? []
    if (name === 'execve' && result === '0') {
      const process = known.get(ownerOf(thread))
      if (process !== undefined) process.argv = argvOf(args)
    } else if (name !== undefined && /^(clone3?|v?fork)$/.test(name) && Number(result) > 0) {
      const child = Number(result)
      if (args.includes('CLONE_THREAD')) {
        owners.set(child, ownerOf(thread))
        known.delete(child)
      } else started(child, ownerOf(thread), time)
    }
  }

  return [...known]
    .map(([pid, { end = last, ...process }]) => ({ pid, end, ...process }))
    .sort((a, b) => a.start - b.start)
}

/** The second argument of execve as strace prints it: `["git", "log", "a \"quoted\" word"...]`. */
function argvOf(args: string): string[] {
  const [, list = ''] = /^"(?:[^"\\]|\\.)*"(?:\.\.\.)?, \[(.*?)\](?:, 0x| *,|$)/.exec(args) ?? []
  return [...list.matchAll(/"((?:[^"\\]|\\.)*)"(?:\.\.\.)?/g)].map(([, word = '']) =>
    word.replace(/\\(["\\nt])/g, (_, sign: string) => ({ n: '\n', t: '\t' })[sign] ?? sign),
  )
}

export interface Interval {
  readonly start: number
  readonly end: number
}

/** The union of intervals, sorted. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    const before = merged.at(-1)
    if (before !== undefined && start <= before.end) before.end = Math.max(before.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/** The parts of an interval that none of the others covers. */
export function gaps(whole: Interval, intervals: readonly Interval[]): Interval[] {
  const busy = union(intervals)
  const starts = [whole.start, ...busy.map(({ end }) => end)]
  const ends = [...busy.map(({ start }) => start), whole.end]
  return starts
    .map((start, i) => ({ start, end: ends[i] ?? whole.end }))
    .filter(({ start, end }) => end > start)
}

/**
 * An estimate of the critical path: backwards from the end, always the interval that ended last before the next one
 * began. The real dependencies are unknown.
 */
export function chain<T extends Interval>(intervals: readonly T[], end: number): T[] {
  const links: T[] = []
  for (let until = end; ; ) {
    const before = intervals.filter((one) => one.end <= until && one.start < until)
    const [last] = before.sort((a, b) => b.end - a.end)
    if (last === undefined) return links.reverse()
    links.push(last)
    until = last.start
  }
}

export function total(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { start, end }) => sum + end - start, 0)
}
