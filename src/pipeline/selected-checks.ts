import type { Check } from '../checks/check.ts'
import { CHECKS } from '../checks/index.ts'
import { Skip } from '../checks/stage.ts'
import type { Config } from '../config/config.ts'
import { ConfigurationError } from '../program/errors.ts'
import { didYouMean } from '../program/nearest.ts'
import { list } from '../program/sentence.ts'

/** The checks that the user selected and skipped, by name. */
export type CheckSelection = Pick<Config, 'checks' | 'skippedChecks'>

const NOT_SELECTED = 'not selected'
const SKIPPED = 'skipped by option'

/**
 * Returns all checks, where those do not run that are not selected, nor needed by selected ones, and those that are
 * skipped, or need one that is skipped.
 */
export function withSelectedChecks(checks: readonly Check[], selection: CheckSelection): readonly Check[] {
  const reasons = reasonsNotToRun(checks, selection)
  return checks.map((check) => {
    const reason = reasons.get(check.name)
    return reason === undefined
      ? check
      : { ...check, needs: [], after: [], run: async () => new Skip(reason) }
  })
}

/** Returns those of the names of checks that a selection runs. */
export function selectedOf(names: readonly string[], selection: CheckSelection): string[] {
  const reasons = reasonsNotToRun(CHECKS, selection)
  return names.filter((name) => !reasons.has(name))
}

/** Whether the user decided that a check of a report does not run. */
export function isDeselected({
  status,
  reason,
}: {
  readonly status: string
  readonly reason?: string
}): boolean {
  return status === 'skip' && (reason === NOT_SELECTED || reason?.startsWith(SKIPPED) === true)
}

/**
 * Validates the names of the options `checks` and `skip`.
 *
 * @throws ConfigurationError with all problems
 */
export function validateSelection(config: Config): void {
  const { checks: selected = [], skippedChecks } = config
  const names = CHECKS.map(({ name }) => name as string)
  const problems: string[] = []
  for (const [option, given] of [
    ['checks', selected],
    ['skip', skippedChecks],
  ] as const)
    for (const name of given.filter((one) => !names.includes(one)))
      problems.push(
        [
          `${option} has "${name}", but there is no such check.`,
          didYouMean(name, names) || `The checks are ${list(names)}.`,
        ].join(' '),
      )
  for (const { name, isRequested } of CHECKS)
    if (selected.includes(name) && isRequested?.(config) === false)
      problems.push(`checks has "${name}", which runs only with ${REQUESTED_BY[name] ?? 'another option'}.`)
  const needed = closure(CHECKS, selected)
  for (const name of skippedChecks.filter((one) => one !== 'build' && needed.has(one)))
    problems.push(`skip has "${name}", but the checks that are selected need it. Omit one of them.`)
  if (skippedChecks.includes('build'))
    problems.push('skip has "build", which all other checks need. Omit it.')
  if (problems.length > 0) throw new ConfigurationError(problems.map((message) => ({ message })))
}

/** The options that request the optional checks. */
const REQUESTED_BY: Readonly<Record<string, string>> = {
  extras: 'extras: each',
  lowest: 'resolution: lowest-direct',
  prerelease: 'resolution: prerelease',
}

/** The checks that do not run, with the reason for the report. */
function reasonsNotToRun(
  checks: readonly Check[],
  { checks: selected, skippedChecks }: CheckSelection,
): ReadonlyMap<string, string> {
  const needed = selected === undefined ? undefined : closure(checks, selected)
  return new Map(
    checks.flatMap(({ name }): [string, string][] => {
      if (needed?.has(name) === false) return [[name, NOT_SELECTED]]
      if (skippedChecks.includes(name)) return [[name, SKIPPED]]
      const missing = skippedChecks.filter((skipped) => closure(checks, [name]).has(skipped))
      return missing.length === 0 ? [] : [[name, `${SKIPPED}: it needs ${list(missing)}`]]
    }),
  )
}

/** Some checks, with all that they need, directly or not. */
function closure(checks: readonly Check[], names: readonly string[]): ReadonlySet<string> {
  const byName = new Map<string, Check>(checks.map((check) => [check.name, check]))
  const found = new Set<string>()
  const add = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    for (const needed of byName.get(name)?.needs ?? []) add(String(needed))
  }
  for (const name of names) add(name)
  // The check rebuild only waits for the build, to compare with it.
  if (names.length > 0) add('build')
  return found
}
