import { variablesForProject } from '../../process/environment-variables.ts'
import type { ChildResult } from '../../process/run.ts'
import { Inconclusive } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { type Probe, runProbe } from '../../python/probe.ts'

export interface ProbeRequest {
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}

/** Seconds. */
const TIMEOUT = 600

/**
 * Returns the output of a probe that reads distributions.
 *
 * @throws Inconclusive if it fails
 */
export async function queryProbe<T>(
  { scratch, caller }: ProbeRequest,
  probe: Probe,
  python: string,
  input: object,
): Promise<T> {
  const { text, child } = await runProbe(probe, input, {
    python,
    cwd: scratch,
    variables: variablesForProject(caller),
    timeout: TIMEOUT,
    scratch,
  })
  if (text === undefined) throw new Inconclusive(describeProbeFailure(probe, child))
  return JSON.parse(text)
}

function describeProbeFailure(probe: Probe, child: ChildResult): string {
  return `The probe ${probe} failed to read the distributions: ${lastLines(child.stderr, 1).join('')}`
}
