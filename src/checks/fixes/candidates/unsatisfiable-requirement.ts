import { compare, valid } from '@renovatebot/pep440'
import { escapeRegExp } from '../../../program/regular-expressions.ts'
import { DISTRIBUTIONS } from '../../../python/distribution-modules.ts'
import { normalizeName } from '../../../python/requirement.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { type DeclaredRequirement, declaredRequirements } from './declared-requirements.ts'
import { atLeast } from './requirement-specifiers.ts'
import { similarNames } from './similar-names.ts'

/** Changes a requirement that no release satisfies: one of two conflicting ones, or a misspelled name. */
export const installFailed: CandidatesOf<'install-failed'> = ({ facts }, sources) => {
  const message = facts.words.join('\n')
  const named = declaredRequirements(sources).filter(
    ({ name, extra }) => (extra === undefined || extra === facts.extra) && names(message).has(name),
  )
  return [...new Set(named.map(({ name }) => name))].flatMap((name) => {
    const requirements = named.filter((one) => one.name === name)
    if (requirements.length > 1) return oneOf(requirements)
    const [requirement] = requirements as [DeclaredRequirement]
    const isUnknown = new RegExp(
      `\\b${pattern(name)} was not found|from versions: none|No matching distribution found for ${pattern(name)}\\b`,
      'i',
    ).test(message)
    const newest = newestIn(message, name)
    if (newest === undefined && isUnknown) return correctedName(requirement)
    return requirement.specifiers === '' ? [] : satisfiable(requirement, newest)
  })
}

function names(message: string): ReadonlySet<string> {
  return new Set(
    [...message.matchAll(/[A-Za-z][\w.-]*/g)].map(([name]) => normalizeName(name.replace(/[.-]+$/, ''))),
  )
}

/** A normalized name, as it may be written. */
function pattern(name: string): string {
  return escapeRegExp(name).replaceAll('\\-', '[-_.]').replaceAll('-', '[-_.]')
}

/** Keeps one of several requirements for the same distribution; upper bounds are removed first. */
function oneOf(requirements: readonly DeclaredRequirement[]): Candidate[] {
  const isUpper = ({ specifiers }: DeclaredRequirement) => /^<=?[^,]*$/.test(specifiers)
  const ordered = [...requirements].sort((a, b) => Number(isUpper(b)) - Number(isUpper(a)))
  return ordered.flatMap((one) =>
    one.deleted === undefined
      ? []
      : [
          {
            summary: `Remove ${one.name}${one.specifiers}, which conflicts with the other requirement.`,
            edits: [one.deleted],
          },
        ],
  )
}

/** The newest version that the message of pip or uv lists. */
function newestIn(message: string, name: string): string | undefined {
  const [, listed = ''] = /\(from versions: ([^)]*)\)/.exec(message) ?? []
  const [, only] =
    new RegExp(`only ${pattern(name)}<=?=?\\s*([\\w.!+]+)`, 'i').exec(message.replaceAll('==', '<=')) ?? []
  const versions = [...listed.split(/,\s*/), only ?? ''].map((one) => one.replace(/[.,]+$/, ''))
  return versions
    .filter((one) => valid(one) !== null)
    .sort(compare)
    .at(-1)
}

/** The newest release as the lower bound, or only the lower bounds, or none. */
function satisfiable(requirement: DeclaredRequirement, newest: string | undefined): Candidate[] {
  const { name, specifiers } = requirement
  const isAbove = />=?|~=|==/.test(specifiers) && newest !== undefined
  const edits: [string, Edit | undefined][] = [
    [
      `Require ${name}>=${newest}, its newest release.`,
      isAbove ? requirement.withSpecifiers(() => atLeast(`>=${newest}`)([])) : undefined,
    ],
    [
      `Require ${name} without an upper bound.`,
      isAbove
        ? undefined
        : requirement.withSpecifiers((all) => all.filter((one) => /^(>|~=|===?)/.test(one))),
    ],
    [`Require any release of ${name}.`, requirement.withSpecifiers(() => [])],
  ]
  return edits.flatMap(([summary, edit]) => (edit === undefined ? [] : [{ summary, edits: [edit] }]))
}

/** The widely used distribution that has a similar name. */
function correctedName({ name, renamed }: DeclaredRequirement): Candidate[] {
  const known = DISTRIBUTIONS.trim()
    .split('\n')
    .map((line) => line.split(':')[0] as string)
  const [similar] = similarNames(name, known)
  const edit = similar === undefined ? undefined : renamed?.(similar)
  return edit === undefined || similar === undefined
    ? []
    : [{ summary: `Require ${similar}.`, edits: [edit], suggestion: 'decision' }]
}

/** Adds the bounds of another dependency to a requirement. */
export const dependencyConflict: CandidatesOf<'dependency-conflict'> = ({ facts }, sources) =>
  facts.conflicts.flatMap((conflict) => {
    const [, name = '', bounds = ''] =
      /\brequires\s+([A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*\(?((?:[<>=!~]=?\s*[\w.*+!]+(?:,\s*)?)+)/.exec(
        conflict,
      ) ?? []
    const added = bounds.replaceAll(/\s|,$/g, '').split(',').filter(Boolean)
    const edits = declaredRequirements(sources)
      .filter((one) => one.name === normalizeName(name))
      .flatMap((one) => one.withSpecifiers((all) => [...new Set([...all, ...added])]) ?? [])
    return added.length === 0 || edits.length === 0
      ? []
      : [{ summary: `Also require ${name}${added.join(',')}.`, edits }]
  })
