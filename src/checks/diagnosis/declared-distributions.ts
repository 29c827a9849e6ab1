import { portionsOf } from '../../distribution/portions.ts'
import type { Project, WorkspaceMember } from '../../project/project.ts'
import { distributionOf } from '../../python/distribution-names.ts'
import { moduleOf, topLevelModule } from '../../python/module-names.ts'
import { normalizeName, parseRequirement, type Requirement } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { TestRun } from '../tests/facts.ts'

/** Returns the other workspace member whose files include the module. */
export function workspaceMemberOf(
  module: string,
  { workspaceMembers, path }: Project,
): WorkspaceMember | undefined {
  return workspaceMembers.find(
    (one) => one.path !== path && one.modules.some((name) => `${module}.`.startsWith(`${name}.`)),
  )
}

/** Returns the extras that require a distribution. */
export function extrasRequiring(distribution: string, contents: Contents): string[] {
  return requirementsOf(contents)
    .filter(({ name }) => name === normalizeName(distribution))
    .flatMap(({ ofExtra }) => ofExtra ?? [])
}

/** Returns the requirements of the wheel, including those of its extras. */
export function requirementsOf({ wheel }: Contents): Requirement[] {
  return wheel.metadata.requirements.flatMap((text) => parseRequirement(text) ?? [])
}

/**
 * Guesses from the names whether one of the declared distributions provides a module.
 *
 * @param distribution the distribution that most likely has the module
 * @param names normalized names of the declared distributions
 */
export function isLikelyDeclared(module: string, distribution: string, names: readonly string[]): boolean {
  const top = normalizeName(topLevelModule(module))
  const likely = new Set([distribution, top, `python-${top}`, `py${top}`, `${top}-python`].map(normalizeName))
  return names.some((name) => likely.has(name) || name.startsWith(`${top}-`))
}

/** Returns the distribution that provides a missing module, as far as names show. */
export function distributionOfModule(
  module: string,
  facts: Pick<PackageFacts, 'tests' | 'contents'>,
): { readonly distribution: string; readonly known: boolean } {
  const contents = completed(facts.contents)
  const found = distributionOf(module, { providers: testProviders(facts) })
  // Distributions in one namespace package usually have the names of their modules.
  return !found.known && contents !== undefined && isInSharedNamespace(module, contents)
    ? { distribution: module.replaceAll(/[._]/g, '-'), known: false }
    : found
}

/** Returns whether a module is in a namespace package of the wheel, and not in the wheel's own part of it. */
export function isInSharedNamespace(module: string, { wheel }: Pick<Contents, 'wheel'>): boolean {
  const isNamespace = wheel.topLevels.some(
    ({ name, kind }) => kind === 'namespace' && module.startsWith(`${name}.`),
  )
  return (
    isNamespace &&
    !portionsOf(wheel).some((portion) => {
      const own = moduleOf(portion) ?? portion.replaceAll('/', '.')
      return `${module}.`.startsWith(`${own}.`)
    })
  )
}

/** Returns a map of top-level modules to the distributions that provide them in the test environment. */
export function testProviders({ tests }: Pick<PackageFacts, 'tests'>): TestRun['providers'] {
  return completed(tests)?.providers ?? {}
}
