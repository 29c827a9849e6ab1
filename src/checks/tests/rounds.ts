import { Inconclusive } from '../../program/errors.ts'
import { joinSources, type TestDependencies } from '../../project/test-dependencies.ts'
import type { Inventory } from '../../python/virtual-environment.ts'
import type { Contents } from '../contents/facts.ts'
import { type AdditionalSources, additionalSources } from './additional-sources.ts'
import type { TestEvidence } from './facts.ts'
import { NotInstallable } from './install-tests.ts'

/** A run of the tests, and what was installed for it. */
export interface Round {
  readonly requirements: TestDependencies
  readonly evidence: TestEvidence
  readonly inventory: Inventory
}

type RoundResult = Pick<Round, 'evidence' | 'inventory'>

/** Installs requirements and runs the tests; the number of the round is for the names of logs. */
export type RunRound = (requirements: TestDependencies, round: number) => Promise<RoundResult>

const MAX_ROUNDS = 5

/**
 * Runs the tests again as long as they lack something that another source of the project declares, as tests of optional
 * features do, and returns the last run. A run that is worse than the one before does not count.
 *
 * @throws Inconclusive if a source cannot be downloaded, and all failures are due to what it has
 */
export async function runUntilNothingIsMissing(
  first: Round,
  contents: Contents,
  runRound: RunRound,
): Promise<Round> {
  let last = first
  const tried = new Set<string>()
  for (let number = 2; number <= MAX_ROUNDS; number++) {
    const additions = additionalSources(last, contents, tried)
    if (additions === undefined) return last
    for (const attempt of additions.attempts) tried.add(attempt)
    const next = await runWith(additions, last, (requirements) => runRound(requirements, number))
    if (next === undefined) continue
    if (!isNoWorse(next.evidence, last.evidence)) return last
    last = { ...next, evidence: withUsageOf(next.evidence, last.evidence) }
  }
  return last
}

async function runWith(
  { whole, onlyMissing, explainAll }: AdditionalSources,
  { requirements, evidence }: Round,
  run: (requirements: TestDependencies) => Promise<RoundResult>,
): Promise<Round | undefined> {
  const isSame = whole.every((source, i) => source === onlyMissing[i])
  for (const chosen of isSame ? [whole] : [whole, onlyMissing]) {
    const joined = { ...requirements, ...joinSources([requirements, ...chosen]) }
    try {
      return { ...(await run(joined)), requirements: joined }
    } catch (error) {
      if (error instanceof NotInstallable) continue
      // The last run counts unless the only reason for its failures is the source, which may have fixed them.
      if (error instanceof Inconclusive && !(explainAll && evidence.failures.length > 0)) return undefined
      throw error
    }
  }
  return undefined
}

/** Whether a run came to its end, and at least as many tests pass as in the run before. */
export function isNoWorse({ ending, internalErrors, totals }: TestEvidence, before: TestEvidence): boolean {
  return ending.kind === 'exited' && internalErrors.length === 0 && totals.passed >= before.totals.passed
}

/** Adds the leaks and imports of the run before: users without the additional dependencies get those. */
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
