/** Core metadata of a distribution, as far as it is asked for here (specification "Core metadata"). */
export interface Metadata {
  readonly name: string
  readonly version: string
  readonly requiresPython: string | undefined
  /** Every Requires-Dist, as written. */
  readonly requirements: readonly string[]
  readonly extras: readonly string[]
  readonly classifiers: readonly string[]
  /** Media type of the description, as the index takes it; undefined where there is none. */
  readonly descriptionType: string | undefined
}

/** Reads METADATA or PKG-INFO. The headers are those of an e-mail: continued lines are indented, a blank line ends them. */
export function parseMetadata(text: string): Metadata {
  const end = /\r?\n\r?\n/.exec(text)
  const headers = text.slice(0, end?.index ?? text.length).replace(/\r?\n[ \t]+/g, ' ')
  const all = (name: string) =>
    headers.split(/\r?\n/).flatMap((line) => {
      const colon = line.indexOf(':')
      return colon > 0 && line.slice(0, colon).toLowerCase() === name ? [line.slice(colon + 1).trim()] : []
    })
  const description = all('description').join('') + (end === null ? '' : text.slice(end.index).trim())
  const [type = 'text/x-rst'] = all('description-content-type')
  return {
    name: all('name')[0] ?? '',
    version: all('version')[0] ?? '',
    requiresPython: all('requires-python')[0],
    requirements: all('requires-dist'),
    extras: all('provides-extra'),
    classifiers: all('classifier'),
    descriptionType: description === '' ? undefined : type.split(';')[0]?.trim().toLowerCase(),
  }
}

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
