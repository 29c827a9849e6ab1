import type { TestEvidence } from './facts.ts'

/** Whether a run came to its end, and at least as many tests pass as in the run before. */
export function isNoWorse({ ending, internalErrors, totals }: TestEvidence, before: TestEvidence): boolean {
  return ending.kind === 'exited' && internalErrors.length === 0 && totals.passed >= before.totals.passed
}

/** Adds the leaks and imports of the first run to the second: users without the extra get those of the first. */
export function withUsageOf(
  evidence: TestEvidence,
  { leaks, sandboxModules, loaded }: TestEvidence,
): TestEvidence {
  // Executed files come before files that were only read.
  const sorted = [...evidence.leaks, ...leaks].sort(
    (a, b) => Number(a.kind === 'open') - Number(b.kind === 'open'),
  )
  return {
    ...evidence,
    leaks: uniqueByPath(sorted),
    sandboxModules: uniqueByPath([...evidence.sandboxModules, ...sandboxModules]),
    loaded: [...new Set([...evidence.loaded, ...loaded])],
  }
}

function uniqueByPath<T extends { readonly path: string }>(all: readonly T[]): T[] {
  return all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index)
}
