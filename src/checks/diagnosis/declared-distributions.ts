import type { Project, WorkspaceMember } from '../../project/project.ts'
import { topOf } from '../../python/module-names.ts'
import { normalizeName, parseRequirement, type Requirement } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { TestRun } from '../tests/facts.ts'

/** The other package of the repository that a module is in, going by its files. */
export function siblingOf(module: string, { neighbours, path }: Project): WorkspaceMember | undefined {
  return neighbours.find(
    (one) => one.path !== path && one.modules.some((name) => `${module}.`.startsWith(`${name}.`)),
  )
}

/** The extras that bring a distribution. */
export function extrasWith(distribution: string, contents: Contents): string[] {
  return requirementsOf(contents)
    .filter(({ name }) => name === normalizeName(distribution))
    .flatMap(({ ofExtra }) => ofExtra ?? [])
}

/** What the wheel declares, what its extras bring included. */
export function requirementsOf({ wheel }: Contents): Requirement[] {
  return wheel.metadata.requirements.flatMap((text) => parseRequirement(text) ?? [])
}

/** Whether one of these distributions may well be where a module comes from, going by the names alone. */
export function isLikelyFrom(module: string, distribution: string, names: readonly string[]): boolean {
  const top = normalizeName(topOf(module))
  const likely = new Set([distribution, top, `python-${top}`, `py${top}`, `${top}-python`].map(normalizeName))
  return names.some((name) => likely.has(name) || name.startsWith(`${top}-`))
}

/** Importable name -> distributions that provide it in the test environment. */
export function testProviders({ tests }: Pick<PackageFacts, 'tests'>): TestRun['providers'] {
  return completed(tests)?.providers ?? {}
}
