import { table } from '../../../config/toml.ts'
import { valueAt } from '../../../project/project.ts'
import { normalizeName, parseRequirement, specifiersOf } from '../../../python/requirement.ts'
import type { ProjectSources } from '../sources.ts'

/**
 * Returns the version specifiers that a distribution has among the requirements for developers: dependency groups
 * (PEP 735), `tool.uv.dev-dependencies`, `tool.pdm.dev-dependencies` and the groups of poetry. A pin becomes a lower
 * bound. Undefined if there are none.
 */
export function developerSpecifiers(distribution: string, { project }: ProjectSources): string | undefined {
  const at = (...path: readonly string[]) => valueAt(project, path)
  const lists = [
    ...Object.values(table(at('dependency-groups'))),
    at('tool', 'uv', 'dev-dependencies'),
    ...Object.values(table(at('tool', 'pdm', 'dev-dependencies'))),
  ].flatMap((list) => (Array.isArray(list) ? list : []))
  const poetryGroups = [
    at('tool', 'poetry', 'dev-dependencies'),
    ...Object.values(table(at('tool', 'poetry', 'group'))).map((group) => table(group).dependencies),
  ]
  const inPoetry = poetryGroups.flatMap((group) =>
    Object.entries(table(group)).map(
      ([name, value]) => `${name}${asSpecifiers(table(value).version ?? value)}`,
    ),
  )
  const requirements = [...lists, ...inPoetry].flatMap((item) =>
    typeof item === 'string' ? (parseRequirement(item) ?? []) : [],
  )
  const specifiers = requirements
    .filter(({ name }) => name === normalizeName(distribution))
    .map((requirement) => specifiersOf(requirement) ?? '')
    .find((text) => text !== '')
  return specifiers?.replace(/^===?\s*([^*,]+)$/, '>=$1')
}

/** `>=4.1` for `^4.1` and `~4.1`, which only poetry has. */
function asSpecifiers(constraint: unknown): string {
  return typeof constraint === 'string'
    ? constraint.replace(/^[\^~]\s*(?=\d)/, '>=').replace(/^(?=\d)/, '==')
    : ''
}
