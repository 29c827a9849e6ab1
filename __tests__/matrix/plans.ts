import { type LeftOut, makePlan, type Plan, type PlannedPackage, type Shard } from '../../src/matrix/plan.ts'
import type { RunIdentity } from '../../src/report/report.ts'

export const RUN: RunIdentity = {
  commit: 'c5'.repeat(20),
  repository: 'somebody/something',
  workflow: 'CI',
  runId: '7001',
  attempt: 1,
}

/** A package with its expected seconds. */
export function planned(path: string, seconds = 10): PlannedPackage {
  return { path, name: path.split('/').at(-1) ?? path, seconds, timing: 'measured' }
}

export function shard(given: Partial<Shard> & Pick<Shard, 'packages'>): Shard {
  return { os: 'ubuntu-latest', python: '3.12', ...given }
}

export function planOf(
  shards: readonly Shard[],
  {
    run = RUN,
    leftOut = [],
    selection,
  }: { run?: RunIdentity; leftOut?: readonly LeftOut[]; selection?: string } = {},
): Plan {
  return makePlan(shards, { run, leftOut, selection })
}
