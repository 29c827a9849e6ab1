import { type AST, parseTOML } from 'toml-eslint-parser'

export type TomlPath = readonly (string | number)[]

/** The line (1-based) of a key, or of the nearest table or value around it. */
export type LineOf = (path: TomlPath) => number | undefined

/**
 * Where each key and value of a TOML text stands. The values themselves are read by smol-toml, which does not keep
 * positions.
 *
 * @throws when the text is not TOML; parse it with smol-toml first, whose error names the line.
 */
export function locateToml(text: string): LineOf {
  const lines = new Map<string, number>()
  const key = (path: TomlPath) => JSON.stringify(path)
  const note = (path: TomlPath, node: { loc: AST.SourceLocation }) => {
    if (!lines.has(key(path))) lines.set(key(path), node.loc.start.line)
  }
  const visitValue = (path: TomlPath, node: AST.TOMLContentNode) => {
    note(path, node)
    if (node.type === 'TOMLArray') {
      for (const [i, element] of node.elements.entries()) visitValue([...path, i], element)
    }
    if (node.type === 'TOMLInlineTable') for (const entry of node.body) visitPair(path, entry)
  }
  const visitPair = (path: TomlPath, pair: AST.TOMLKeyValue) => {
    let here: TomlPath = path
    for (const part of pair.key.keys) {
      here = [...here, part.type === 'TOMLBare' ? part.name : part.value]
      note(here, pair)
    }
    visitValue(here, pair.value)
  }

  for (const node of parseTOML(text, { tomlVersion: '1.1' }).body[0].body) {
    if (node.type === 'TOMLKeyValue') visitPair([], node)
    else {
      note(node.resolvedKey, node)
      for (const pair of node.body) visitPair(node.resolvedKey, pair)
    }
  }
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const line = lines.get(key(path.slice(0, length)))
      if (line !== undefined) return line
    }
    return undefined
  }
}
