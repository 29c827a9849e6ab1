/** A Python exception, reported by a probe or parsed from a traceback. */
export interface PythonError {
  /** The name of the class, without its module. */
  readonly type: string
  /** The qualified name of the class: `builtins.ValueError` from a probe, but `ValueError` from a traceback. */
  readonly qualname: string
  readonly message: string
  /** The module in an ImportError. */
  readonly name: string | null
  /** The file in an ImportError or OSError. */
  readonly path: string | null
  /** From the outermost to the innermost frame. */
  readonly frames: readonly Frame[]
  /** Its `__cause__` or `__context__`. */
  readonly cause: PythonError | null
}

export interface Frame {
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly function: string
}

/** Converts an exception in the JSON of a probe, in which the message can be null; undefined if there is none. */
export function readPythonError(raw: unknown): PythonError | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const error = raw as PythonError & { message: string | null }
  return { ...error, message: error.message ?? '', cause: readPythonError(error.cause) ?? null }
}

/**
 * Parses the last traceback in the stderr of a program.
 *
 * @returns undefined if there is none
 */
export function parseTraceback(stderr: string): PythonError | undefined {
  const text = withoutGroupMargin(stderr.replace(/\r\n/g, '\n'))
  const blocks = text.split(/^Traceback \(most recent call last\):$/m).slice(1)
  let error: PythonError | undefined
  // Consecutive tracebacks are related only if Python printed one of the chaining messages between them.
  let isChained = false
  for (const block of blocks) {
    const parsed = parseBlock(block.replace(CHAINING_MESSAGE, ''))
    if (parsed !== undefined) error = { ...parsed, cause: isChained ? (error ?? null) : null }
    isChained = CHAINING_MESSAGE.test(block)
  }
  return error ?? parseSyntaxError(text)
}

/** The line between the tracebacks of chained exceptions (Python module `traceback`). */
const CHAINING_MESSAGE =
  /\n+(The above exception was the direct cause of the following exception:|During handling of the above exception, another exception occurred:)\s*$/

/** Removes the margin from the traceback of an exception group (PEP 654), and the exceptions that it contains. */
function withoutGroupMargin(stderr: string): string {
  const header = /^ {2}\+ Exception Group (?=Traceback \(most recent call last\):$)/gm
  if (!header.test(stderr)) return stderr
  return stderr
    .replace(header, '')
    .replace(/^( {2}\+-\+| {4,}[|+]).*\n?/gm, '')
    .replace(/^ {2}\| ?/gm, '')
}

const FRAME = /^ +File "(.+)", line (\d+)(?:, in (.+))?$/
/** The qualified name of the class, which contains `<locals>` if it is local, and the first line of the message. */
const LAST_LINE = /^([\p{ID_Start}_][\p{ID_Continue}.<>]*)(?:: (.*)|:)?$/u

function parseBlock(block: string): Omit<PythonError, 'cause'> | undefined {
  const lines = block.split('\n')
  // Frames, source lines and carets are indented; the first other line contains the exception.
  const last = lines.findIndex((line) => /^\S/.test(line))
  const [, qualname, first = ''] = LAST_LINE.exec(lines[last] ?? '') ?? []
  if (qualname === undefined) return undefined
  const frames = lines.slice(0, last).flatMap((line): Frame[] => {
    const [, file, number, name = '<module>'] = FRAME.exec(line) ?? []
    return file === undefined ? [] : [{ file, line: Number(number), function: name }]
  })
  const message = [first, ...lines.slice(last + 1)].join('\n').trimEnd()
  return {
    type: qualname.split('.').at(-1) as string,
    qualname,
    message,
    name: moduleInMessage(message),
    path: fileInMessage(message),
    frames,
  }
}

/** Parses an error in the format of pytest: frames as `file:line: in function`, the exception after an `E`. */
export function parsePytestError(text: string): PythonError | undefined {
  const [, qualname, message = ''] = /^E {3,}([\p{ID_Start}_][\p{ID_Continue}.]*): (.*)$/mu.exec(text) ?? []
  if (qualname === undefined) return undefined
  const frames = [...text.matchAll(/^(\S.*?):(\d+): in (.+)$/gm)].map(([, file = '', line, name = '']) => ({
    file,
    line: Number(line),
    function: name,
  }))
  const type = qualname.split('.').at(-1) as string
  return {
    type,
    qualname,
    message,
    name: moduleInMessage(message),
    path: fileInMessage(message),
    frames,
    cause: null,
  }
}

const SYNTAX_ERROR = /^((?:Syntax|Indentation|Tab)Error): (.*)$/

/** A syntax error in the main program, which Python prints without the traceback header. */
function parseSyntaxError(stderr: string): PythonError | undefined {
  const lines = stderr.split('\n')
  const last = lines.findLastIndex((line) => SYNTAX_ERROR.test(line))
  const [, type, message = ''] = SYNTAX_ERROR.exec(lines[last] ?? '') ?? []
  const location = lines.slice(0, Math.max(0, last)).findLast((line) => FRAME.test(line))
  const [, file, number] = FRAME.exec(location ?? '') ?? []
  if (type === undefined || file === undefined) return undefined
  const frame = { file, line: Number(number), function: '<module>' }
  return { type, qualname: type, message, name: null, path: null, frames: [frame], cause: null }
}

function moduleInMessage(message: string): string | null {
  return (
    /No module named '([^']+)'/.exec(message)?.[1] ??
    /cannot import name '[^']+' from (?:partially initialized module )?'([^']+)'/.exec(message)?.[1] ??
    null
  )
}

function fileInMessage(message: string): string | null {
  const [, single, double] = /\[(?:Errno|WinError) \d+\] [^:]+: (?:'([^']+)'|"([^"]+)")/.exec(message) ?? []
  return single ?? double ?? null
}

/** An exception and its causes, from the exception itself to its first cause. */
export function exceptionChain(error: PythonError): PythonError[] {
  return error.cause === null ? [error] : [error, ...exceptionChain(error.cause)]
}

/** Whether a source file cannot be compiled. */
export function isSyntaxError({ type }: Pick<PythonError, 'type'>): boolean {
  return /^(Syntax|Indentation|Tab)Error$/.test(type)
}
