import type { TestEvidence } from './facts.ts'

/** Whether the same tests, run again with more installed, are better off: fewer fail, and none of the others was lost. */
export function hasHelped(
  { ending, internalErrors, failures, totals }: TestEvidence,
  before: TestEvidence,
): boolean {
  return (
    ending.kind === 'exited' &&
    internalErrors.length === 0 &&
    failures.length < before.failures.length &&
    totals.passed >= before.totals.passed
  )
}

/** A second run, with all that was used in either: who has less installed gets what the first run got. */
export function withUses(
  evidence: TestEvidence,
  { leaks, sandboxModules, loaded }: TestEvidence,
): TestEvidence {
  // What was executed comes before what was only read.
  const weighed = [...evidence.leaks, ...leaks].sort(
    (a, b) => Number(a.kind === 'open') - Number(b.kind === 'open'),
  )
  return {
    ...evidence,
    leaks: eachPathOnce(weighed),
    sandboxModules: eachPathOnce([...evidence.sandboxModules, ...sandboxModules]),
    loaded: [...new Set([...evidence.loaded, ...loaded])],
  }
}

function eachPathOnce<T extends { readonly path: string }>(all: readonly T[]): T[] {
  return all.filter(({ path }, place) => all.findIndex((one) => one.path === path) === place)
}
