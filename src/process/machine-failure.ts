import { Inconclusive } from '../program/errors.ts'
import { describeEnding, type Ending } from './ending.ts'

/** Signals from other programs: the kernel's out-of-memory killer, or a runner that cancels the job. */
const EXTERNAL_SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']

/** A full disk or an exhausted quota in error messages: ENOSPC and EDQUOT as Python, libc, Windows and Node.js print them. */
const DISK_FULL =
  /\[Errno (28|122)\] |No space left on device|Dis[ck] quota exceeded|\[WinError 112\]|\bENOSPC\b/

/**
 * Separates failures of the machine from failures of the program that ran on it.
 *
 * @param subject the program, as the subject of a sentence
 * @param output the output that contains its error
 * @throws Inconclusive if another program killed it, or the disk is full
 */
export function throwIfMachineFailed(subject: string, ending: Ending, output: string): void {
  if (ending.kind === 'killed' && EXTERNAL_SIGNALS.includes(ending.signal))
    throw new Inconclusive(
      `${subject} ${describeEnding(ending)}, which another process sent: usually the machine is out of memory. Run again, with more memory or fewer packages at a time.`,
    )
  throwIfDiskIsFull(subject, output)
}

/** @throws Inconclusive if the output contains an error about a full disk */
export function throwIfDiskIsFull(subject: string, output: string): void {
  const line = output.split(/\r?\n/).find((one) => DISK_FULL.test(one))
  if (line !== undefined)
    throw new Inconclusive(
      `${subject} failed because the disk is full: ${line.trim().slice(0, 300)}. Free some space and run again.`,
    )
}
