import { type ParserPlugin, parse } from '@babel/parser'

/** Text that a person reads, with the line of the file on which it begins. Code in it is masked. */
export interface Text {
  readonly text: string
  readonly line: number
  readonly isComment: boolean
}

/** The parts of a file that a person reads: all but code, by the extension of the file. */
export function textsOf(file: string, content: string): Text[] {
  if (/\.[mc]?[tj]s$/.test(file)) return fromTypeScript(content)
  if (file.endsWith('.py')) return fromPython(content)
  if (file.endsWith('.json')) return fromJsonSchema(content)
  if (file.endsWith('.md')) return [{ text: maskCode(content), line: 1, isComment: false }]
  // YAML, TOML, shell: the keys and commands are short, and most are no English words.
  return [
    {
      text: maskCode(content.replace(/^(\s*)#+/gm, (marker) => ' '.repeat(marker.length))),
      line: 1,
      isComment: false,
    },
  ]
}

/** Replaces `code`, addresses of links and single words in quotes by underscores: they are names. */
export function maskCode(text: string): string {
  return text
    .replace(/`[^`\n]+`/g, mask)
    .replace(/\]\([^)\n]+\)/g, mask)
    .replace(/"[\w.-]+"/g, mask)
}

const mask = (text: string) => text.replace(/[^\n]/g, '_')

/** Values with spaces that reports of schema 1 contain: the facts of `build-failed` name the step. */
const VALUES = new Set(['wheel from the tree', 'from the tree'])

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly loc: { readonly start: { readonly line: number } }
  readonly expressions?: readonly Node[]
  readonly [key: string]: unknown
}

/** The comments of a test file and the names of its tests; its other strings are inputs and results. */
export function testTextsOf(content: string): Text[] {
  return fromTypeScript(content, ({ type, callee }) => type === 'CallExpression' && isTestFunction(callee))
}

/** `test`, `describe.each(...)`, `test.concurrent` and the like. */
function isTestFunction(callee: unknown): boolean {
  if (!isNode(callee)) return false
  if (callee.type === 'Identifier') return /^(?:test|describe|it)$/.test(String(callee.name))
  return isTestFunction(callee.object ?? callee.callee)
}

/**
 * The comments and strings of TypeScript and JavaScript. A string without a space is a name.
 *
 * @param isRead if given, only strings that are the first argument of such calls are read
 */
function fromTypeScript(content: string, isRead?: (call: Node) => boolean): Text[] {
  const plugins: ParserPlugin[] = ['typescript']
  const tree = parse(content, { sourceType: 'module', plugins })
  const texts: Text[] = commentBlocks(
    content,
    (tree.comments ?? []).map(({ start, end, loc }) => ({
      start: start as number,
      end: end as number,
      line: loc?.start.line as number,
    })),
  )
  const titles = new Set<unknown>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one)
    else if (isNode(value)) {
      if (isRead?.(value)) titles.add((value.arguments as unknown[])[0])
      const isString = value.type === 'StringLiteral' || value.type === 'TemplateLiteral'
      if (isString && (isRead === undefined || titles.has(value))) {
        const text = stringText(content, value)
        if (/\s/.test(text) && !VALUES.has(text))
          texts.push({ text, line: value.loc.start.line, isComment: false })
      }
      for (const [key, child] of Object.entries(value)) if (!/omments$|^loc$/.test(key)) visit(child)
    }
  }
  visit(tree.program)
  return texts
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** The source of a string, with interpolated expressions masked. */
function stringText(content: string, node: Node): string {
  let text = content.slice(node.start, node.end)
  for (const { start, end } of node.expressions ?? []) {
    const [from, to] = [start - node.start, end - node.start]
    text = text.slice(0, from) + mask(text.slice(from, to)) + text.slice(to)
  }
  return maskCode(text.slice(1, -1).replaceAll('${', '__'))
}

/** Joins comments on consecutive lines, as a sentence may go on in the next one. */
function commentBlocks(
  content: string,
  comments: readonly { start: number; end: number; line: number }[],
): Text[] {
  const blocks: { start: number; end: number; line: number }[] = []
  for (const comment of comments) {
    const last = blocks.at(-1)
    if (last && /^\s*$/.test(content.slice(last.end, comment.start))) last.end = comment.end
    else blocks.push({ ...comment })
  }
  return blocks.map(({ start, end, line }) => ({
    text: maskCode(
      content.slice(start, end).replace(/\/\*+|\*+\/|^\s*(?:\/\/|\*)/gm, (m) => m.replace(/[^\n]/g, ' ')),
    ),
    line,
    isComment: true,
  }))
}

const PYTHON_TOKEN =
  /#[^\n]*(?:\n[ \t]*#[^\n]*)*|("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g

/** The comments and strings of Python. A string without a space is a name. */
function fromPython(content: string): Text[] {
  return [...content.matchAll(PYTHON_TOKEN)]
    .filter(([token]) => /\s/.test(token))
    .map((match) => ({
      text: maskCode(withoutFields(match, content).replace(/^[ \t]*#/gm, (m) => ' '.repeat(m.length))),
      line: content.slice(0, match.index).split('\n').length,
      // Docstrings are comments, too.
      isComment: /^(?:#|""")/.test(match[0]),
    }))
}

/** The text of a token, without the replacement fields of an f-string. */
function withoutFields({ 0: token, index = 0 }: RegExpExecArray, content: string): string {
  const isFormatted = /[fF][rR]?$/.test(content.slice(Math.max(0, index - 2), index))
  return isFormatted ? token.replace(/\{[^{}]*\}/g, mask) : token
}

/** The descriptions and titles of a JSON Schema. Its keys and values are names. */
function fromJsonSchema(content: string): Text[] {
  return content
    .split('\n')
    .flatMap((text, index) =>
      /"(?:description|title)":/.test(text)
        ? [{ text: maskCode(text), line: index + 1, isComment: false }]
        : [],
    )
}
