import { EditRefused } from './edited-text.ts'

/** A line of a file. */
export interface Line {
  readonly text: string
  /** Empty for a last line without a line ending. */
  readonly ending: '' | '\n' | '\r\n'
}

/** `key = value`; numbers are indices of lines. */
export interface CfgOption {
  readonly key: string
  readonly line: number
  /** The part of the line before the value: `key = `. */
  readonly start: string
  /** The value in the line of the key; empty if it begins in the next line. */
  readonly first: string
  /** Lines that continue the value, without comments and blank lines. */
  readonly continued: readonly number[]
}

export interface CfgSection {
  readonly name: string
  readonly line: number
  readonly options: readonly CfgOption[]
}

/** A setup.cfg in the dialect of Python's configparser, with comments on their own lines. */
export interface CfgSyntax {
  readonly lines: readonly Line[]
  readonly sections: readonly CfgSection[]
}

export function splitLines(text: string): Line[] {
  return text
    .split(/(?<=\n)/)
    .filter((line) => line !== '')
    .map((line) => {
      const ending = line.endsWith('\r\n') ? '\r\n' : line.endsWith('\n') ? '\n' : ''
      return { text: line.slice(0, line.length - ending.length), ending }
    })
}

export function isComment({ text }: Line): boolean {
  return /^\s*[#;]/.test(text)
}

export function isBlank({ text }: Line): boolean {
  return text.trim() === ''
}

export function indentationOf({ text }: Line): string {
  return /^\s*/.exec(text)?.[0] ?? ''
}

/**
 * Parses a setup.cfg.
 *
 * @throws EditRefused for what configparser rejects
 */
export function parseCfg(text: string): CfgSyntax {
  const lines = splitLines(text)
  const sections: Mutable<CfgSection>[] = []
  let option: Mutable<CfgOption> | undefined
  for (const [index, line] of lines.entries()) {
    if (isBlank(line) || isComment(line)) continue
    const section = sections.at(-1)
    const indentation = indentationOf(line).length
    if (option !== undefined && indentation > indentationOf(lines[option.line] as Line).length) {
      option.continued = [...option.continued, index]
      continue
    }
    const name = /^\[(.+)\]/.exec(line.text.trim())?.[1]
    if (name !== undefined) {
      if (sections.some((one) => one.name === name)) throw invalid(index, `is a second [${name}]`)
      sections.push({ name, line: index, options: [] })
      option = undefined
      continue
    }
    const [, start = '', key = '', first = ''] =
      /^(\s*([^=:\s][^=:]*?)\s*[=:]\s*)(.*?)\s*$/.exec(line.text) ?? []
    if (section === undefined || key === '') throw invalid(index, 'is not in a section or has no "="')
    if (section.options.some((one) => one.key === key)) throw invalid(index, `is a second ${key}`)
    option = { key, line: index, start, first, continued: [] }
    section.options = [...section.options, option]
  }
  return { lines, sections }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function invalid(index: number, problem: string): EditRefused {
  return new EditRefused(`its line ${index + 1} ${problem}`)
}

/** The lines of a value without indentation, as configparser returns them. */
export function valueLines({ lines }: CfgSyntax, { first, continued }: CfgOption): string[] {
  const rest = continued.map((index) => (lines[index] as Line).text.trim())
  return first === '' ? rest : [first, ...rest]
}
