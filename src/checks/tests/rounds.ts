import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Inconclusive } from '../../program/errors.ts'
import { joinSources, type TestDependencies } from '../../project/test-dependencies.ts'
import { distributionsIn, type TestSource } from '../../project/test-sources.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { Inventory } from '../../python/virtual-environment.ts'
import type { Contents } from '../contents/facts.ts'
import { extrasForError } from '../diagnosis/extras-for-failure.ts'
import type { AddedDependencies, TestEvidence } from './facts.ts'
import { NotInstallable } from './install-tests.ts'
import { type MissingDependency, missingInRun } from './missing-dependency.ts'
import { isNoWorse, withUsageOf } from './repeated-run.ts'

/** A run of the tests, and what was installed for it. */
export interface Round {
  readonly requirements: TestDependencies
  readonly evidence: TestEvidence
  readonly inventory: Inventory
  readonly added: readonly AddedDependencies[]
}

/** Installs requirements and runs the tests; the number of the round is for the names of logs. */
export type RunRound = (
  requirements: TestDependencies,
  round: number,
) => Promise<Pick<Round, 'evidence' | 'inventory'>>

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
    const additions = additionsFor(last, contents, tried)
    if (additions === undefined) return last
    const next = await runWith(additions, last, (requirements) => runRound(requirements, number))
    if (next === undefined) continue
    if (!isNoWorse(next.evidence, last.evidence)) return last
    last = { ...next, evidence: withUsageOf(next.evidence, last.evidence) }
  }
  return last
}

/** Sources to install in addition, whole or, if they conflict with others, only what is missing. */
interface Additions {
  readonly sources: readonly TestSource[]
  readonly onlyMissing: readonly TestSource[]
  readonly missing: readonly AddedDependencies[]
  /** Whether every failure is due to what is missing. */
  readonly explainAll: boolean
}

async function runWith(
  { sources, onlyMissing, missing, explainAll }: Additions,
  { requirements, added, evidence }: Round,
  run: (requirements: TestDependencies) => Promise<Pick<Round, 'evidence' | 'inventory'>>,
): Promise<Round | undefined> {
  const isSame = sources.every((source, i) => source === onlyMissing[i])
  for (const chosen of isSame ? [sources] : [sources, onlyMissing]) {
    const joined = { ...requirements, ...joinSources([requirements, ...chosen]) }
    try {
      return { ...(await run(joined)), requirements: joined, added: [...added, ...missing] }
    } catch (error) {
      if (error instanceof NotInstallable) continue
      // The last run counts unless the only reason for its failures is the source, which may have fixed them.
      if (error instanceof Inconclusive && !(explainAll && evidence.failures.length > 0)) return undefined
      throw error
    }
  }
  return undefined
}

function additionsFor(
  { requirements, evidence }: Round,
  contents: Contents,
  tried: Set<string>,
): Additions | undefined {
  const sources = new Map<string, { whole: TestSource; part: TestSource; missing: Set<string> }>()
  const add = (whole: TestSource, part: TestSource, missing: string) => {
    const known = sources.get(whole.source)
    if (known !== undefined) known.missing.add(missing)
    else if (!tried.has(`${whole.source} ${missing}`))
      sources.set(whole.source, { whole, part, missing: new Set([missing]) })
  }
  const extrasOfFailures = evidence.failures.map(({ error }) =>
    error === undefined ? [] : extrasForError(error, contents, 'developers'),
  )
  for (const extra of extrasOfFailures.flat()) {
    if (requirements.extras.some((one) => normalizeName(one) === normalizeName(extra))) continue
    const source = { source: `the extra ${extra}`, lines: [], extras: [extra] }
    add(source, source, extra)
  }
  const installed = distributionsIn(requirements, contents.wheel.metadata)
  for (const missing of missingInRun(evidence, contents)) {
    const isFound = [...sources.values()].some(({ whole }) => hasAny(whole, namesOf(missing), contents))
    if (isFound) continue
    const found = sourceWith(missing, requirements, contents)
    if (found !== undefined) add(found.whole, found.part, missing.name)
    else if (isNamedBySettings(missing) && !installed.has(normalizeName(missing.distribution ?? ''))) {
      const line = missing.distribution as string
      const source = { source: `${line}, which the settings of pytest name`, lines: [line], extras: [] }
      add(source, source, missing.name)
    }
  }
  if (sources.size === 0) return undefined
  const all = [...sources.values()]
  for (const { whole, missing } of all) for (const name of missing) tried.add(`${whole.source} ${name}`)
  return {
    sources: all.map(({ whole }) => whole),
    onlyMissing: all.map(({ part }) => part),
    missing: all.map(({ whole, missing }) => ({ source: whole.source, missing: [...missing] })),
    explainAll: extrasOfFailures.every((ofFailure) => ofFailure.length > 0),
  }
}

/** pytest's own settings name an option or a plugin, so the project uses it. */
function isNamedBySettings({ what, isKnown }: MissingDependency): boolean {
  return isKnown && (what === 'option' || what === 'plugin')
}

/** Whether a source requires one of some distributions. */
function hasAny(source: TestSource, names: readonly string[], { wheel }: Contents): boolean {
  const found = distributionsIn(source, wheel.metadata)
  return names.some((name) => found.has(name))
}

/** The first other source that requires the distribution, and its lines about it. */
function sourceWith(
  missing: MissingDependency,
  { alternatives, extras }: TestDependencies,
  contents: Contents,
): { readonly whole: TestSource; readonly part: TestSource } | undefined {
  const wanted = namesOf(missing)
  for (const whole of alternatives) {
    if (whole.lines.length === 0 && whole.extras.every((extra) => extras.includes(extra))) continue
    if (!hasAny(whole, wanted, contents)) continue
    const lines = whole.lines.filter((line) =>
      hasAny({ source: '', lines: [line], extras: [] }, wanted, contents),
    )
    return { whole, part: lines.length === 0 ? whole : { ...whole, lines, extras: [] } }
  }
  return undefined
}

/** Normalized names of the distributions that can have what is missing; a wrong guess only costs a run. */
function namesOf({ name, distribution, what }: MissingDependency): string[] {
  const top = normalizeName(name.split('.')[0] ?? '')
  const guesses =
    what === 'module'
      ? [top, `python-${top}`, `py${top}`, `pytest-${top}`, `${top}-python`]
      : what === 'async'
        ? ['anyio', 'pytest-aiohttp', 'pytest-trio', 'pytest-tornasync']
        : []
  return [distribution ?? '', ...guesses].filter(Boolean).map(normalizeName)
}

/** Makes the directory of a round. */
export async function directoryOfRound(scratch: string, round: number): Promise<string> {
  const directory = join(scratch, `round ${round}`)
  await mkdir(directory, { recursive: true })
  return directory
}
