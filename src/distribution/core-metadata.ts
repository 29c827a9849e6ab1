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
