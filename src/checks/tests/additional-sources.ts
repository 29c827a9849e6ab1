import type { TestDependencies } from '../../project/test-dependencies.ts'
import { distributionsIn, type TestSource } from '../../project/test-sources.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import { isDeveloperExtra } from '../diagnosis/developer-extras.ts'
import { extrasForError } from '../diagnosis/extras-for-failure.ts'
import type { TestEvidence, TestFailure } from './facts.ts'
import { type MissingDependency, missingInFailure, missingInRun } from './missing-dependency.ts'

/** Sources to install in addition, whole or, if they conflict with others, only what is missing. */
export interface AdditionalSources {
  /** Never empty. */
  readonly whole: readonly TestSource[]
  readonly onlyMissing: readonly TestSource[]
  /** A key for each source and what it is installed for. */
  readonly attempts: readonly string[]
  /** Whether an extra may fix every failure. */
  readonly explainAll: boolean
}

/**
 * Returns the sources that declare what a run of the tests lacked; undefined if there are none.
 *
 * @param tried the attempts that are not worth another run
 */
export function additionalSources(
  { requirements, evidence }: { readonly requirements: TestDependencies; readonly evidence: TestEvidence },
  contents: Contents,
  tried: ReadonlySet<string>,
): AdditionalSources | undefined {
  const found = new Map<string, SourceOfMissing & { readonly missing: Set<string> }>()
  const add = (source: SourceOfMissing, missing: string) => {
    const name = source.whole.source
    const known = found.get(name)
    if (known !== undefined) known.missing.add(missing)
    else if (!tried.has(keyOf(name, missing))) found.set(name, { ...source, missing: new Set([missing]) })
  }
  const extrasOfFailures = evidence.failures.map(({ error }) =>
    error === undefined ? [] : extrasForError(error, contents, 'developers'),
  )
  const addExtra = (extra: string, missing = extra) => {
    if (requirements.extras.some((one) => normalizeName(one) === normalizeName(extra))) return
    const source = { source: `the extra ${extra}`, lines: [], extras: [extra] }
    add({ whole: source, part: source }, missing)
  }
  for (const extra of extrasOfFailures.flat()) addExtra(extra)
  const installed = distributionsIn(requirements, contents.wheel.metadata)
  for (const missing of missingInRun(evidence, contents)) {
    const isFound = [...found.values()].some(({ whole }) => hasAny(whole, namesOf(missing), contents))
    if (isFound) continue
    const source = sourceWith(missing, requirements, contents) ?? pluginOfSettings(missing, installed)
    if (source !== undefined) add(source, missing.name)
  }
  for (const failure of evidence.failures) {
    const missing = missingInFailure(failure, contents)
    if (missing?.what !== 'module' || sourceWith(missing, requirements, contents) !== undefined) continue
    // A dependency of what the extra requires.
    for (const extra of extrasInPath(failure, contents)) addExtra(extra, missing.name)
  }
  if (found.size === 0) return undefined
  const all = [...found.values()]
  return {
    whole: all.map(({ whole }) => whole),
    onlyMissing: all.map(({ part }) => part),
    attempts: all.flatMap(({ whole, missing }) => [...missing].map((name) => keyOf(whole.source, name))),
    explainAll: extrasOfFailures.every((ofFailure) => ofFailure.length > 0),
  }
}

/** A source, and its lines about what is missing. */
interface SourceOfMissing {
  readonly whole: TestSource
  readonly part: TestSource
}

function keyOf(source: string, missing: string): string {
  return `${source} ${missing}`
}

/** Whether a source requires one of some distributions. */
function hasAny(source: TestSource, names: readonly string[], { wheel }: Contents): boolean {
  const found = distributionsIn(source, wheel.metadata)
  return names.some((name) => found.has(name))
}

/** The first other source that requires the distribution. */
function sourceWith(
  missing: MissingDependency,
  { alternatives, extras }: TestDependencies,
  contents: Contents,
): SourceOfMissing | undefined {
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

/** The extras for users whose names are in the path of a test: `http2` in `tests/_async/test_http2.py`. */
function extrasInPath({ nodeid }: TestFailure, contents: Contents): string[] {
  const path = normalizeName((nodeid.split('::')[0] ?? '').replace(/[/\\]|\.py$/g, '-'))
  return contents.wheel.metadata.extras.filter(
    (extra) => !isDeveloperExtra(extra, contents) && `-${path}-`.includes(`-${normalizeName(extra)}-`),
  )
}

/** The plugin that pytest's own settings name, directly or by an option: the project uses it. */
function pluginOfSettings(
  { what, distribution, isKnown }: MissingDependency,
  installed: ReadonlySet<string>,
): SourceOfMissing | undefined {
  const isSetting = what === 'option' || what === 'plugin'
  if (!isSetting || !isKnown || distribution === null || installed.has(normalizeName(distribution)))
    return undefined
  const source = {
    source: `${distribution}, which the settings of pytest name`,
    lines: [distribution],
    extras: [],
  }
  return { whole: source, part: source }
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
