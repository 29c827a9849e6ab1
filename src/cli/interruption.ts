import type { EndedProgram } from '../process/run.ts'
import { count } from '../program/sentence.ts'

/**
 * What a run that was interrupted by a signal has ended, and what it leaves behind: `Interrupted: ended pytest (tests of
 * greeter) and 2 other processes. Results so far: /tmp/out (logs).`
 *
 * @param results the files that it leaves behind; undefined if there are none
 */
export function describeInterruption(
  signal: NodeJS.Signals,
  ended: readonly EndedProgram[],
  results: string | undefined,
): string {
  const word = signal === 'SIGINT' ? 'Interrupted' : `Ended by ${signal}`
  const [first, ...others] = [...ended].sort((a, b) => Number(isGit(a)) - Number(isGit(b)))
  const more = others.length === 0 ? '' : ` and ${count(others.length, 'other process', 'other processes')}`
  const programs = first === undefined ? '' : `: ended ${describeProgram(first)}${more}`
  return `${word}${programs}.${results === undefined ? '' : ` Results so far: ${results}.`}`
}

function isGit({ program }: EndedProgram): boolean {
  return program === 'git'
}

function describeProgram({ program, stage, packageName }: EndedProgram): string {
  const work = [stage, packageName].filter(Boolean).join(' of ')
  return work === '' ? program : `${program} (${work})`
}
