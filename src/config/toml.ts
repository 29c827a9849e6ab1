import { parse, type TomlTable } from 'smol-toml'
import { type AST, parseTOML } from 'toml-eslint-parser'

export { TomlError, type TomlTable } from 'smol-toml'

/** A TOML document: its values, and the line of each. */
export interface TomlDocument {
  readonly table: TomlTable
  readonly lineOf: LineOf
}

export type TomlPath = readonly (string | number)[]

/** The line (1-based) of a key, or of the nearest table or value around it. */
export type LineOf = (path: TomlPath) => number | undefined

/**
 * Reads a TOML document (TOML 1.1). The values are those of smol-toml, which keeps no positions; these are those of a
 * second parser.
 *
 * @throws TomlError with the line and column of what is not TOML
 */
export function parseToml(text: string): TomlDocument {
  let located: LineOf | undefined
  return {
    table: parse(text),
    // Few lines are needed, and the positions of hundreds of documents would fill the memory.
    lineOf: (path) => {
      located ??= locate(text)
      return located(path)
    },
  }
}

function locate(text: string): LineOf {
  const lines = new Map<string, number>()
  /** Tables without a header of their own: the first line of what is in them. */
  const linesInside = new Map<string, number>()
  const key = (path: TomlPath) => JSON.stringify(path)
  const note = (path: TomlPath, node: { loc: AST.SourceLocation }) => {
    const { line } = node.loc.start
    if (!lines.has(key(path))) lines.set(key(path), line)
    for (let length = path.length - 1; length > 0; length--) {
      const around = key(path.slice(0, length))
      if (!linesInside.has(around)) linesInside.set(around, line)
    }
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

  for (const node of topNodes(text)) {
    if (node.type === 'TOMLKeyValue') visitPair([], node)
    else {
      note(node.resolvedKey, node)
      for (const pair of node.body) visitPair(node.resolvedKey, pair)
    }
  }
  return (path) => {
    const inside = lines.has(key(path)) ? undefined : linesInside.get(key(path))
    if (inside !== undefined) return inside
    for (let length = path.length; length > 0; length--) {
      const line = lines.get(key(path.slice(0, length)))
      if (line !== undefined) return line
    }
    return undefined
  }
}

function topNodes(text: string): readonly (AST.TOMLKeyValue | AST.TOMLTable)[] {
  try {
    return parseTOML(text.replace(/^\ufeff/, ''), { tomlVersion: '1.1' }).body[0].body
  } catch {
    // The two parsers differ in what they refuse, such as 2027-02-31.
    return []
  }
}

/** A TOML value as a table; an empty one where it is something else. */
export function table(value: unknown): TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
    ? (value as TomlTable)
    : {}
}

/** True for a list of texts. */
export function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
