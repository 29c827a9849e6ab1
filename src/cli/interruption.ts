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
  const [first, ...others] = [...ended].sort((a, b) => rank(a) - rank(b))
  const more = others.length === 0 ? '' : ` and ${count(others.length, 'other process', 'other processes')}`
  const programs = first === undefined ? '' : `: ended ${describeProgram(first)}${more}`
  return `${word}${programs}.${results === undefined ? '' : ` Results so far: ${results}.`}`
}

/** The tests are what users wait for; programs of as-installed itself are the least interesting. */
function rank({ program }: EndedProgram): number {
  if (program === 'pytest') return 0
  return ['pip', 'uv'].includes(program) ? 2 : program === 'git' ? 3 : 1
}

function describeProgram({ program, stage, packageName }: EndedProgram): string {
  const work = [stage, packageName].filter(Boolean).join(' of ')
  return work === '' ? program : `${program} (${work})`
}
