import { explain } from '@renovatebot/pep440'
import { removedIn } from '../../../python/removed-modules.ts'
import { normalizeName } from '../../../python/requirement.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { addRequirements } from './added-requirement.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { declaredRequirements } from './declared-requirements.ts'
import { andLock } from './locked-versions.ts'
import { atLeast, below } from './requirement-specifiers.ts'

/** Excludes the versions of a dependency that lack what is imported. */
export const incompatibleDependency: CandidatesOf<'dependency-incompatible'> = ({ facts }, sources) => {
  const { distribution, version, module, newestWith, prereleases } = facts
  if (facts.below !== null) return exclude(distribution, [`<${facts.below}`], sources)
  if (prereleases.length > 0) return []
  if (newestWith !== null) return exclude(distribution, [`<=${newestWith}`], sources)
  return excludeWithout({ distribution, version, module }, sources)
}

/** Excludes the installed version of a dependency, which lacks a module, and those like it. */
export function excludeWithout(
  {
    distribution,
    version,
    module,
  }: { readonly distribution: string; readonly version: string; readonly module: string },
  sources: ProjectSources,
): Candidate[] {
  const removed = removedIn(distribution, module)
  return exclude(distribution, removed === undefined ? boundsBelow(version) : [`<${removed}`], sources)
}

/** Upper bounds that exclude a version: below it, its minor release, and its major release. */
function boundsBelow(version: string): string[] {
  const { epoch = 0, release = [] } = explain(version) ?? {}
  const prefix = epoch > 0 ? `${epoch}!` : ''
  const bounds = [3, 2, 1]
    .filter((length) => length <= release.length)
    .map((length) => release.slice(0, length))
    .filter((numbers) => numbers.some((number) => number > 0))
    .map((numbers) => `<${prefix}${numbers.join('.').replace(/(\.0)+$/, '')}`)
  return [...new Set(bounds)]
}

function exclude(distribution: string, bounds: readonly string[], sources: ProjectSources): Candidate[] {
  const all = declaredRequirements(sources).filter(({ name }) => name === normalizeName(distribution))
  const own = all.filter(({ extra }) => extra === undefined)
  const requirements = own.length > 0 ? own : all
  return bounds.flatMap((bound) => {
    const summary = `Require ${distribution}${bound}${andLock(sources)}.`
    if (requirements.length === 0)
      return addRequirements([{ distribution, specifier: bound }], sources).map((edits) => ({
        summary,
        edits,
      }))
    const edits = requirements.flatMap((one) => one.withSpecifiers(below(bound)) ?? [])
    return edits.length === requirements.length ? [{ summary, edits }] : []
  })
}

/** Raises the lower bounds with which the package fails to versions with which it works. */
export const falseLowerBound: CandidatesOf<'lower-bound-false'> = ({ facts }, sources) => {
  const { resolved = {}, failures } = facts
  const errors = failures.map(({ error }) => error).join('\n')
  const isNamed = (name: string) => new RegExp(`\\b${name.replaceAll('-', '[-_.]')}\\b`, 'i').test(errors)
  const named = Object.fromEntries(Object.entries(resolved).filter(([name]) => isNamed(name)))
  return raiseLowerBounds(Object.keys(named).length > 0 ? named : resolved, sources)
}

/** Raises the lower bounds of dependencies that an upgrade leaves at a version with which the package fails. */
export const upgradeBroken: CandidatesOf<'upgrade-broken'> = ({ facts }, sources) =>
  raiseLowerBounds(
    Object.fromEntries(facts.outdated.map(({ name, clean }) => [normalizeName(name), clean])),
    sources,
  )

/** The lower bounds of some versions: their major release, their minor release, or these versions. */
function raiseLowerBounds(versions: Readonly<Record<string, string>>, sources: ProjectSources): Candidate[] {
  const requirements = declaredRequirements(sources).filter(
    ({ extra, name }) => extra === undefined && name in versions,
  )
  const names = [...new Set(requirements.map(({ name }) => name))]
  const candidates = [1, 2, 9].flatMap((length) => {
    const edits = requirements.flatMap((one) => {
      const { epoch = 0, release = [] } = explain(versions[one.name] ?? '') ?? {}
      if (release.length === 0) return []
      const bound = `>=${epoch > 0 ? `${epoch}!` : ''}${release.slice(0, length).join('.')}`
      return one.withSpecifiers(atLeast(bound)) ?? []
    })
    const summary = `Raise the lower ${names.length === 1 ? 'bound' : 'bounds'} of ${names.join(', ')}${andLock(sources)}.`
    return edits.length === 0 ? [] : [{ summary, edits }]
  })
  return candidates.filter((one, index) => JSON.stringify(one) !== JSON.stringify(candidates[index - 1]))
}

/** Removes a dependency that nothing mentions: whether it is needed otherwise cannot be checked. */
export const unusedDependency: CandidatesOf<'dependency-unused'> = ({ facts }, sources) => {
  const edits = declaredRequirements(sources)
    .filter(({ name, extra }) => extra === undefined && name === normalizeName(facts.distribution))
    .flatMap((one) => one.deleted ?? [])
  return edits.length === 0
    ? []
    : [{ summary: `Remove ${facts.distribution} from the dependencies.`, edits, suggestion: 'decision' }]
}
