import { readFileSync } from 'node:fs'

/** What times in /proc count in: USER_HZ, 100 on every Linux that Node supports. */
const TICKS = 100

/**
 * Seconds of user and system time of all children that have ended, and of theirs: getrusage(RUSAGE_CHILDREN), which Node
 * does not give. NaN where there is no /proc.
 */
export function childrenSeconds(): number {
  try {
    return secondsIn(readFileSync('/proc/self/stat', 'utf8'))
  } catch {
    return Number.NaN
  }
}

/** `cutime` and `cstime` of proc_pid_stat(5); the name of the program, the second field, may have blanks and brackets. */
export function secondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) / TICKS
}
