import { type TomlTable, table } from '../config/toml.ts'
import { normalizeName } from '../python/requirement.ts'

/**
 * Converts a dependency table of Poetry to PEP 508 requirements (Poetry documentation, "Dependency specification").
 * Dependencies on a path or a git repository are skipped, as an index does not have them.
 *
 * @param workspaceMembers normalized names; a path dependency on one of these becomes a requirement by name
 */
export function poetryRequirements(
  dependencies: TomlTable,
  workspaceMembers: ReadonlySet<string> = new Set(),
): string[] {
  return Object.entries(dependencies).flatMap(([name, value]) => {
    if (name === 'python') return []
    // "Multiple constraints dependencies": one requirement for each.
    return (Array.isArray(value) ? value : [value]).flatMap((entry) =>
      requirement(name, entry, workspaceMembers),
    )
  })
}

function requirement(name: string, value: unknown, workspaceMembers: ReadonlySet<string>): string[] {
  if (typeof value === 'string') return [`${name}${specifier(value)}`]
  const { extras, markers, python, platform, path, git, url, ...rest } = table(value)
  const isMember = path !== undefined && workspaceMembers.has(normalizeName(name))
  const version = isMember ? '*' : rest.version
  if ((path !== undefined && !isMember) || git !== undefined || typeof version !== 'string')
    return typeof url === 'string' ? [`${name} @ ${url}`] : []
  const named = Array.isArray(extras) && extras.length > 0 ? `${name}[${extras.join(',')}]` : name
  const conditions = [
    typeof markers === 'string' ? `(${markers})` : '',
    typeof python === 'string' ? pythonMarker(python) : '',
    typeof platform === 'string' ? `sys_platform == "${platform}"` : '',
  ].filter(Boolean)
  return [`${named}${specifier(version)}${conditions.length > 0 ? `; ${conditions.join(' and ')}` : ''}`]
}

/** Converts a constraint such as `^1.2`, `~1.2`, `1.2.*`, `>=1,<2` or `1.2` to a specifier set (PEP 440). */
export function specifier(constraint: string): string {
  // A specifier set cannot express alternatives (`||`); the last one usually has the newest versions.
  return alternatives(constraint).at(-1) ?? ''
}

/** The alternatives of a constraint (`^1 || ^2`), each as a specifier set. */
function alternatives(constraint: string): string[] {
  return constraint.split(/\|\|?/).map((alternative) =>
    [...alternative.matchAll(/(\^|~(?!=)|<>|[<>=!~]=?=?)?\s*([^\s,<>=!~^]+)/g)]
      .map(([, operator = '', version = '']) => convertClause(operator, version))
      .filter(Boolean)
      .join(','),
  )
}

function convertClause(operator: string, version: string): string {
  if (version === '*') return ''
  const numbers = (/^v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '').split('.').map(Number)
  switch (operator) {
    case '^':
      return `>=${version},<${nextAfter(
        numbers,
        numbers.findIndex((number) => number > 0),
      )}`
    case '~':
      return `>=${version},<${nextAfter(numbers, Math.min(1, numbers.length - 1))}`
    case '':
    case '=':
      return `==${version}`
    case '<>':
      return `!=${version}`
    default:
      return `${operator}${version}`
  }
}

/** The lowest version above all that have the same numbers up to an index: above 1.2.3 at index 0 is 2. */
function nextAfter(numbers: readonly number[], index: number): string {
  const at = index < 0 ? numbers.length - 1 : index
  return [...numbers.slice(0, at), (numbers[at] ?? 0) + 1].join('.')
}

function pythonMarker(constraint: string): string {
  const markers = alternatives(constraint).map((alternative) =>
    alternative
      .split(',')
      .flatMap((part) => {
        const [, operator, version = ''] = /^([<>=!~]+)(.+)$/.exec(part) ?? []
        // python_version has only two numbers, so it cannot be compared with 3.8.1 (PEP 508).
        const variable = version.split('.').length > 2 ? 'python_full_version' : 'python_version'
        return operator === undefined ? [] : [`${variable} ${operator} "${version}"`]
      })
      .join(' and '),
  )
  if (markers.includes('')) return ''
  return markers.length > 1 ? `(${markers.join(' or ')})` : markers.join('')
}
