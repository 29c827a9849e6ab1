import { Inconclusive } from '../program/errors.ts'
import { describeEnding, type Ending } from './ending.ts'

/** Signals that a program does not bring upon itself: the machine ran out of memory, or somebody ended the job. */
const FROM_OUTSIDE = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']

/** How a full disk, or a quota that is used up, is told: by errno, by its words, by Windows. */
const FULL = /\[Errno (28|122)\] |No space left on device|Dis[ck] quota exceeded|\[WinError 112\]|\bENOSPC\b/

/**
 * Tells what the machine did from what the program did.
 *
 * @param what the program, as the beginning of a sentence
 * @param said what it said of its end
 * @throws Inconclusive when it was ended from outside, or the disk is full
 */
export function throwIfMachineFailed(what: string, ending: Ending, said: string): void {
  if (ending.kind === 'killed' && FROM_OUTSIDE.includes(ending.signal))
    throw new Inconclusive(
      `${what} ${describeEnding(ending)}, which comes from outside: most often the machine has no memory left. Run it again, on a larger one or with less at a time.`,
    )
  throwIfDiskIsFull(what, said)
}

/** @throws Inconclusive when a text says that the disk is full */
export function throwIfDiskIsFull(what: string, said: string): void {
  const line = said.split(/\r?\n/).find((one) => FULL.test(one))
  if (line !== undefined)
    throw new Inconclusive(
      `${what} met a full disk: ${line.trim().slice(0, 300)}. Free some of it and run again.`,
    )
}
