import { readFileSync } from 'node:fs'

/** Unit of times in /proc: USER_HZ, 100 on every Linux that Node supports. */
const TICKS = 100

/**
 * Seconds of user and system time of all descendants that have ended: getrusage(RUSAGE_CHILDREN), which Node does not
 * provide. NaN without /proc.
 */
export function childrenSeconds(): number {
  try {
    return secondsIn(readFileSync('/proc/self/stat', 'utf8'))
  } catch {
    return Number.NaN
  }
}

/** `cutime` and `cstime` of proc_pid_stat(5); the second field, the program name, may contain spaces and brackets. */
export function secondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) / TICKS
}
