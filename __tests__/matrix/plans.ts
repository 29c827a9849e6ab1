import { type LeftOut, makePlan, type Plan, type PlannedPackage, type Share } from '../../src/matrix/plan.ts'
import type { RunIdentity } from '../../src/report/report.ts'

export const RUN: RunIdentity = {
  commit: 'c5'.repeat(20),
  repository: 'somebody/something',
  workflow: 'CI',
  runId: '7001',
  attempt: 1,
}

/** A package of which the name and the time are what matters. */
export function planned(path: string, seconds = 10): PlannedPackage {
  return { path, name: path.split('/').at(-1) ?? path, seconds, timing: 'measured' }
}

export function share(given: Partial<Share> & Pick<Share, 'packages'>): Share {
  return { os: 'ubuntu-latest', python: '3.12', ...given }
}

export function planOf(
  shares: readonly Share[],
  {
    run = RUN,
    leftOut = [],
    selection,
  }: { run?: RunIdentity; leftOut?: readonly LeftOut[]; selection?: string } = {},
): Plan {
  return makePlan(shares, { run, leftOut, selection })
}
