import { type TomlTable, table } from '../config/toml.ts'
import { normalizeName } from '../python/requirement.ts'

/**
 * Poetry's dependency tables as requirements of PEP 508 (Poetry documentation, "Dependency specification"). What
 * comes from a path or from git is left out: it cannot be named as a requirement of an index.
 *
 * @param neighbours normalized names of the packages of the repository, which are had by their names
 */
export function poetryRequirements(
  dependencies: TomlTable,
  neighbours: ReadonlySet<string> = new Set(),
): string[] {
  return Object.entries(dependencies).flatMap(([name, value]) => {
    if (name === 'python') return []
    // Several constraints for several Pythons: each becomes a line of its own.
    return (Array.isArray(value) ? value : [value]).flatMap((one) => requirement(name, one, neighbours))
  })
}

function requirement(name: string, value: unknown, neighbours: ReadonlySet<string>): string[] {
  if (typeof value === 'string') return [`${name}${specifier(value)}`]
  const { extras, markers, python, platform, path, git, url, ...rest } = table(value)
  const isNeighbour = path !== undefined && neighbours.has(normalizeName(name))
  const version = isNeighbour ? '*' : rest.version
  if ((path !== undefined && !isNeighbour) || git !== undefined || typeof version !== 'string')
    return typeof url === 'string' ? [`${name} @ ${url}`] : []
  const named = Array.isArray(extras) && extras.length > 0 ? `${name}[${extras.join(',')}]` : name
  const conditions = [
    typeof markers === 'string' ? `(${markers})` : '',
    typeof python === 'string' ? pythonMarker(python) : '',
    typeof platform === 'string' ? `sys_platform == "${platform}"` : '',
  ].filter(Boolean)
  return [`${named}${specifier(version)}${conditions.length > 0 ? `; ${conditions.join(' and ')}` : ''}`]
}

/** A constraint such as `^1.2`, `~1.2`, `1.2.*`, `>=1,<2` or `1.2` as a specifier set of PEP 440. */
export function specifier(constraint: string): string {
  // Alternatives cannot be said in a specifier set; the last is the newest.
  return alternatives(constraint).at(-1) ?? ''
}

/** The alternatives of a constraint, each as a specifier set; what goes together is parted by commas or spaces. */
function alternatives(constraint: string): string[] {
  return constraint.split(/\|\|?/).map((alternative) =>
    [...alternative.matchAll(/(\^|~(?!=)|<>|[<>=!~]=?=?)?\s*([^\s,<>=!~^]+)/g)]
      .map(([, operator = '', version = '']) => one(operator, version))
      .filter(Boolean)
      .join(','),
  )
}

function one(operator: string, version: string): string {
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

/** The first version after all that agree up to a place: after 1.2.3 up to its first place comes 2. */
function nextAfter(numbers: readonly number[], place: number): string {
  const at = place < 0 ? numbers.length - 1 : place
  return [...numbers.slice(0, at), (numbers[at] ?? 0) + 1].join('.')
}

function pythonMarker(constraint: string): string {
  const markers = alternatives(constraint).map((alternative) =>
    alternative
      .split(',')
      .flatMap((part) => {
        const [, operator, version = ''] = /^([<>=!~]+)(.+)$/.exec(part) ?? []
        // python_version has two places: 3.8 is not below 3.8.1 for it.
        const variable = version.split('.').length > 2 ? 'python_full_version' : 'python_version'
        return operator === undefined ? [] : [`${variable} ${operator} "${version}"`]
      })
      .join(' and '),
  )
  if (markers.includes('')) return ''
  return markers.length > 1 ? `(${markers.join(' or ')})` : markers.join('')
}
