import { type AST, parseTOML } from 'toml-eslint-parser'
import type { TomlPath } from '../../config/toml.ts'
import { EditRefused } from './edited-text.ts'

/** The keys from one header of a table to the next. */
export interface Section {
  /** With the index in each array of tables. */
  readonly path: TomlPath
  /** Undefined for the keys before the first header. */
  readonly header: AST.TOMLTable | undefined
  readonly pairs: readonly AST.TOMLKeyValue[]
}

/** `key = value`, in a section or in an inline table. */
export interface Pair {
  readonly path: TomlPath
  readonly node: AST.TOMLKeyValue
  readonly section: Section
  /** The path of the section or inline table; the other keys of `path` are those that are written. */
  readonly outer: TomlPath
  /** The inline table around it. */
  readonly inline: AST.TOMLInlineTable | undefined
}

export interface TomlSyntax {
  readonly text: string
  readonly sections: readonly Section[]
  /** Those of inline tables, too, behind the pair that has the inline table as its value. */
  readonly pairs: readonly Pair[]
  readonly comments: readonly AST.Comment[]
  readonly tokens: readonly AST.Token[]
}

/**
 * Parses the syntax of a TOML document with the positions of everything.
 *
 * @throws EditRefused with the syntax error
 */
export function parseTomlSyntax(text: string): TomlSyntax {
  const program = parse(text)
  const top = program.body[0].body
  const sections: Section[] = [
    { path: [], header: undefined, pairs: top.filter((node) => node.type === 'TOMLKeyValue') },
    ...top
      .filter((node) => node.type === 'TOMLTable')
      .map((node) => ({ path: node.resolvedKey, header: node, pairs: node.body })),
  ]
  const pairs: Pair[] = []
  const visit = (
    node: AST.TOMLKeyValue,
    section: Section,
    outer: TomlPath,
    inline: AST.TOMLInlineTable | undefined,
  ) => {
    const path = [...outer, ...node.key.keys.map(keyName)]
    pairs.push({ path, node, section, outer, inline })
    if (node.value.type === 'TOMLInlineTable')
      for (const one of node.value.body) visit(one, section, path, node.value)
  }
  for (const section of sections)
    for (const node of section.pairs) visit(node, section, section.path, undefined)
  return { text, sections, pairs, comments: program.comments, tokens: program.tokens }
}

function parse(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text, { tomlVersion: '1.1' })
  } catch (error) {
    throw new EditRefused(`it is not valid TOML (${(error as Error).message})`)
  }
}

function keyName(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value
}

export function isPath(a: TomlPath, b: TomlPath): boolean {
  return a.length === b.length && isBelow(a, b)
}

/** Whether a path is another one, or leads to something in it. */
export function isBelow(path: TomlPath, outer: TomlPath): boolean {
  return path.length >= outer.length && outer.every((key, i) => key === path[i])
}
