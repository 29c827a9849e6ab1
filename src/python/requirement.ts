/** The form in which names of distributions are compared (PEP 503). */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** A dependency specifier, as far as it is asked for here (PEP 508). */
export interface Requirement {
  /** Normalized. */
  readonly name: string
  readonly extras: readonly string[]
  /** The extra whose marker guards it, if one does. */
  readonly ofExtra: string | undefined
  readonly text: string
}

/**
 * A requirement without the folder of this machine that it names, as tools write it for what lies beside the project:
 * `core @ file:` for `core @ file:///tmp/x/../core`. Each build is in another folder.
 */
export function withoutFolder(requirement: string): string {
  return requirement.replace(/(@\s*file:)[^;\s]+/, '$1')
}

/** Whether a requirement leads to a folder or a file of the machine that built the package. */
export function isOfThisMachine(requirement: string): boolean {
  return withoutFolder(requirement) !== requirement
}

/** A marker may be written either way round. */
const EXTRA_MARKER = /\bextra\s*==\s*['"]([^'"]+)['"]|['"]([^'"]+)['"]\s*==\s*extra\b/

/** Reads a dependency specifier; undefined for what is none (a path, a URL without a name, an option). */
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
