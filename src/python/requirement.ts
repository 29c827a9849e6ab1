/** The normalized name of a distribution (PEP 503). */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** A dependency specifier (PEP 508), without its version specifiers and its URL. */
export interface Requirement {
  /** Normalized. */
  readonly name: string
  readonly extras: readonly string[]
  /** The extra in its marker, if any. */
  readonly ofExtra: string | undefined
  readonly text: string
}

/**
 * A requirement without the path of its `file:` URL: `core @ file:` for `core @ file:///tmp/x/../core`. Backends resolve
 * relative paths to other packages, and each build runs in another directory.
 */
export function withoutLocalPath(requirement: string): string {
  return requirement.replace(/(@\s*file:)[^;\s]+/, '$1')
}

/** Whether a requirement is a direct reference (PEP 440) to a path on the machine that built the package. */
export function isLocalReference(requirement: string): boolean {
  return withoutLocalPath(requirement) !== requirement
}

/** Markers allow both orders: `extra == "cli"` and `"cli" == extra` (PEP 508). */
const EXTRA_MARKER = /\bextra\s*==\s*['"]([^'"]+)['"]|['"]([^'"]+)['"]\s*==\s*extra\b/

/** Parses a dependency specifier; undefined for a path, a URL without a name, or an option. */
export function parseRequirement(text: string): Requirement | undefined {
  const head = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?=$|[<>=!~;@(#\s])/.exec(text)
  if (head?.[1] === undefined) return undefined
  return {
    name: normalizeName(head[1]),
    extras: (head[2] ?? '')
      .split(',')
      .map((extra) => extra.trim())
      .filter(Boolean),
    ofExtra: EXTRA_MARKER.exec(text)?.slice(1).find(Boolean),
    text: text.trim(),
  }
}

/** The version specifiers of a requirement: `>=2,<3`, empty if there are none; undefined for a direct reference. */
export function specifiersOf({ text }: Requirement): string | undefined {
  const [head = ''] = text.split(';')
  if (head.includes('@')) return undefined
  return /^\s*[\w.-]+\s*(?:\[[^\]]*\])?\s*\(?([^)]*)\)?\s*$/.exec(head)?.[1]?.replaceAll(/\s/g, '')
}

/** Whether two lists contain the same requirements, whatever their order and notation. */
export function haveSameRequirements(some: readonly string[], others: readonly string[]): boolean {
  const [left, right] = [some, others].map((list) => [...new Set(list.map(canonical))].sort())
  return left?.join('\n') === right?.join('\n')
}

/** A requirement without differences in order, whitespace and quotes (PEP 508); as written if it cannot be parsed. */
function canonical(text: string): string {
  const requirement = parseRequirement(text)
  if (requirement === undefined) return text
  const { name, extras } = requirement
  const [head = '', marker = ''] = text.split(';')
  const specifiers = /[<>=!~].*$/.exec(head.replaceAll(/[\s()]/g, ''))?.[0] ?? ''
  const plain = marker.replaceAll(/[\s'"]/g, '')
  return `${name}[${[...extras].sort()}]${specifiers.split(',').sort()};${plain}`
}
