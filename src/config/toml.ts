import { parse, type TomlTable } from 'smol-toml'
import { type AST, parseTOML } from 'toml-eslint-parser'

export { TomlError, type TomlTable } from 'smol-toml'

/** A TOML document: its values, and their lines. */
export interface TomlDocument {
  readonly table: TomlTable
  readonly lineOf: LineOf
}

export type TomlPath = readonly (string | number)[]

/** Returns the line (1-based) of a key, or if it does not exist, of the nearest table or array around it. */
export type LineOf = (path: TomlPath) => number | undefined

/**
 * Parses a TOML document (TOML 1.1). The values are from smol-toml, which has no positions, and the lines from a second
 * parser.
 *
 * @throws TomlError with the line and column of the error
 */
export function parseToml(text: string): TomlDocument {
  let located: LineOf | undefined
  return {
    table: parse(text),
    // Lazily, as few documents need lines, and the positions of hundreds of documents take much memory.
    lineOf: (path) => {
      located ??= locate(text)
      return located(path)
    },
  }
}

/** Parses TOML of other tools; returns an empty table for invalid TOML. */
export function parseTomlLeniently(text: string): TomlTable {
  try {
    return parse(text)
  } catch {
    return {}
  }
}

function locate(text: string): LineOf {
  const lines = new Map<string, number>()
  /** Tables without a header: the first line of their content. */
  const linesInside = new Map<string, number>()
  const key = (path: TomlPath) => JSON.stringify(path)
  const record = (path: TomlPath, node: { loc: AST.SourceLocation }) => {
    const { line } = node.loc.start
    if (!lines.has(key(path))) lines.set(key(path), line)
    for (let length = path.length - 1; length > 0; length--) {
      const parent = key(path.slice(0, length))
      if (!linesInside.has(parent)) linesInside.set(parent, line)
    }
  }
  const visitValue = (path: TomlPath, node: AST.TOMLContentNode) => {
    record(path, node)
    if (node.type === 'TOMLArray') {
      for (const [i, element] of node.elements.entries()) visitValue([...path, i], element)
    }
    if (node.type === 'TOMLInlineTable') for (const entry of node.body) visitPair(path, entry)
  }
  const visitPair = (path: TomlPath, pair: AST.TOMLKeyValue) => {
    let current: TomlPath = path
    for (const part of pair.key.keys) {
      current = [...current, part.type === 'TOMLBare' ? part.name : part.value]
      record(current, pair)
    }
    visitValue(current, pair.value)
  }

  for (const node of topNodes(text)) {
    if (node.type === 'TOMLKeyValue') visitPair([], node)
    else {
      record(node.resolvedKey, node)
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
    // Some values, such as the date 2027-02-31, are errors only for this parser.
    return []
  }
}

/** Returns a TOML value if it is a table, otherwise an empty table. */
export function table(value: unknown): TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
    ? (value as TomlTable)
    : {}
}

/** Whether a value is an array of strings. */
export function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
