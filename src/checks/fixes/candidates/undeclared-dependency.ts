import { table } from '../../../config/toml.ts'
import { pyprojectOf, valueAt } from '../../../project/project.ts'
import { distributionOf } from '../../../python/distribution-names.ts'
import { removedIn } from '../../../python/removed-modules.ts'
import { normalizeName } from '../../../python/requirement.ts'
import { PYTHON_2 } from '../../diagnosis/standard-library.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { addRequirements, type NewRequirement } from './added-requirement.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { declaredRequirements } from './declared-requirements.ts'
import { developerSpecifiers } from './developer-requirements.ts'
import { qualifiedImports } from './implicit-relative-import.ts'
import { excludeWithout } from './incompatible-dependency.ts'
import { andLock, lockedVersion } from './locked-versions.ts'

/** Declares the dependency: with the versions that an extra requires, or with a lower bound that was tested. */
export const undeclaredDependency: CandidatesOf<'dependency-undeclared'> = ({ facts, where }, sources) => {
  const { distribution, known, sibling, declared, installed, python, neededBy, others } = facts
  const isOwn = sibling !== null
  const qualified = declared || isOwn ? [] : qualifiedImports(facts.module, where, sources)
  if (qualified.length > 0) return qualified
  const named = others.map((text) => distributionOf(text.split(' ')[0] as string, { providers: {} }))
  // A distribution that was only guessed from the name of the module may not exist or be unrelated.
  const isNamed = (known || isOwn) && named.every((one) => one.known)
  const removed = removedIn(distribution, facts.module)
  if (installed !== null && declared)
    return excludeWithout({ distribution, version: installed, module: facts.module }, sources)
  if ((installed !== null && removed === undefined) || python === PYTHON_2) return []
  if (declared) return withoutMarker(distribution, sources)
  if (!isNamed) return []
  const specifier =
    removed === undefined ? testedSpecifier(distribution, sources, facts.resolved) : `<${removed}`
  const first: NewRequirement = {
    distribution,
    specifier: isOwn ? '' : specifier,
    python: python === null ? undefined : opposite(python),
  }
  const rest = [...new Set(named.map((one) => one.distribution))]
    .filter((name) => normalizeName(name) !== normalizeName(distribution))
    .map((name) => ({ distribution: name, specifier: testedSpecifier(name, sources) }))
  // Without `neededBy`, the import was not executed, except possibly inside functions.
  const isExecuted = neededBy.length > 0 || facts.lazily
  const further = isOwn ? workspaceSource(distribution, sources) : []
  const together = (facts.alongside ?? []).map((one) => ({
    distribution: one.distribution,
    specifier: testedSpecifier(one.distribution, sources, one.resolved),
  }))
  return [
    ...declare([first, ...rest], sources, further),
    ...(together.length === 0 ? [] : declare([first, ...rest, ...together], sources, further)),
  ].map((candidate) => (isExecuted ? candidate : { ...candidate, suggestion: 'decision' }))
}

/** Declares a dependency that only another dependency requires so far. */
export const transitiveDependency: CandidatesOf<'dependency-transitive'> = ({ facts }, sources) =>
  declare(
    [
      {
        distribution: facts.distribution,
        specifier: testedSpecifier(facts.distribution, sources, facts.resolved),
      },
    ],
    sources,
  )

/** Adds dependencies, and if that fails, without lower bounds. */
function declare(
  added: readonly NewRequirement[],
  sources: ProjectSources,
  further: readonly Edit[] = [],
): Candidate[] {
  const names = added.map(
    ({ distribution, specifier }) => distribution + (specifier.startsWith('<') ? specifier : ''),
  )
  const unbounded = added.map((one) => ({ ...one, specifier: one.specifier.replace(/^>=.*/, '') }))
  const isBounded = added.some(({ specifier }, i) => specifier !== unbounded[i]?.specifier)
  const variants = isBounded ? [added, unbounded] : [added]
  return variants.flatMap((requirements) =>
    addRequirements(requirements, sources).map((edits) => ({
      summary: `Declare ${names.join(', ')} as ${names.length === 1 ? 'a dependency' : 'dependencies'}${andLock(sources)}.`,
      edits: [...edits, ...further],
    })),
  )
}

/**
 * The versions of a distribution that an extra or a dependency group requires; or else a lower bound: the version in the
 * lock file, or in an environment of the checks.
 */
function testedSpecifier(distribution: string, sources: ProjectSources, resolved?: string): string {
  const ofExtra = declaredRequirements(sources).find(
    ({ name, extra }) => extra !== undefined && name === normalizeName(distribution),
  )
  if (ofExtra !== undefined) return ofExtra.specifiers
  const ofDevelopers = developerSpecifiers(distribution, sources)
  if (ofDevelopers !== undefined) return ofDevelopers
  const version = lockedVersion(distribution, sources) ?? resolved
  // A specifier cannot contain a local version label (PEP 440).
  return version === undefined ? '' : `>=${version.replace(/\+.*/, '')}`
}

/** A dependency whose marker excludes Pythons or platforms that need it. */
function withoutMarker(distribution: string, sources: ProjectSources): Candidate[] {
  const edits = declaredRequirements(sources)
    .filter(({ name, extra }) => name === normalizeName(distribution) && extra === undefined)
    .flatMap((one) => one.withoutMarker ?? [])
  return edits.length === 0
    ? []
    : [{ summary: `Require ${distribution} on all Pythons and platforms.`, edits }]
}

/** Makes uv use the workspace member (`[tool.uv.sources]`). */
function workspaceSource(distribution: string, { project, textOf }: ProjectSources): Edit[] {
  const isWorkspace = /^\s*\[tool\.uv\.workspace\]/m.test(textOf('pyproject.toml') ?? '')
  const path = ['tool', 'uv', 'sources', distribution]
  if (!isWorkspace || Object.keys(table(valueAt(project, path))).length > 0) return []
  const change = { kind: 'set', value: { workspace: true } } as const
  return [{ kind: 'setting', file: pyprojectOf(project), path, change }]
}

function opposite(specifier: string): string {
  return specifier.startsWith('<') ? specifier.replace('<', '>=') : specifier.replace('>=', '<')
}
