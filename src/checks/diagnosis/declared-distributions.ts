import type { Project, WorkspaceMember } from '../../project/project.ts'
import { topLevelModule } from '../../python/module-names.ts'
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

/** Returns a map of top-level modules to the distributions that provide them in the test environment. */
export function testProviders({ tests }: Pick<PackageFacts, 'tests'>): TestRun['providers'] {
  return completed(tests)?.providers ?? {}
}
