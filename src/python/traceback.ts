/** A Python exception as a plain value: as a probe saw it, or as it was printed. */
export interface PythonError {
  /** Name of the class, without its module. */
  readonly type: string
  /** The class with its module, `builtins.ValueError`; as printed, where builtins have none. */
  readonly qualname: string
  readonly message: string
  /** The module that an ImportError names. */
  readonly name: string | null
  /** The file that an ImportError or OSError names. */
  readonly path: string | null
  /** From the outermost to the innermost. */
  readonly frames: readonly Frame[]
  /** The exception that this one came from. */
  readonly cause: PythonError | null
}

export interface Frame {
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly function: string
}

/** Reads an exception as the probes write it; an exception without a message has null there. */
export function readPythonError(raw: unknown): PythonError | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const error = raw as PythonError & { message: string | null }
  return { ...error, message: error.message ?? '', cause: readPythonError(error.cause) ?? null }
}

/**
 * Reads the traceback that ends a program's stderr.
 *
 * @returns undefined when there is none
 */
export function parseTraceback(stderr: string): PythonError | undefined {
  const text = withoutGroupMargin(stderr.replace(/\r\n/g, '\n'))
  const blocks = text.split(/^Traceback \(most recent call last\):$/m).slice(1)
  let error: PythonError | undefined
  // Tracebacks that were printed one after the other have nothing to do with each other, unless Python says so.
  let leads = false
  for (const block of blocks) {
    const parsed = parseBlock(block.replace(LEADS_ON, ''))
    if (parsed !== undefined) error = { ...parsed, cause: leads ? (error ?? null) : null }
    leads = LEADS_ON.test(block)
  }
  return error ?? parseSyntaxError(text)
}

/** What stands between the tracebacks of an exception and of the one that it came from. */
const LEADS_ON =
  /\n+(The above exception was the direct cause of the following exception:|During handling of the above exception, another exception occurred:)\s*$/

/** The traceback of an exception group stands behind a margin; the exceptions in it, further in, are left out. */
function withoutGroupMargin(stderr: string): string {
  const heading = /^ {2}\+ Exception Group (?=Traceback \(most recent call last\):$)/gm
  if (!heading.test(stderr)) return stderr
  return stderr
    .replace(heading, '')
    .replace(/^( {2}\+-\+| {4,}[|+]).*\n?/gm, '')
    .replace(/^ {2}\| ?/gm, '')
}

const FRAME = /^ +File "(.+)", line (\d+)(?:, in (.+))?$/
/** The class with its module, which may be one of a function (`<locals>`), and the first line of the message. */
const LAST_LINE = /^([\p{ID_Start}_][\p{ID_Continue}.<>]*)(?:: (.*)|:)?$/u

function parseBlock(block: string): Omit<PythonError, 'cause'> | undefined {
  const lines = block.split('\n')
  // Source lines and their marks are indented; the first line that is not names the error.
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
    name: moduleNamed(message),
    path: fileNamed(message),
    frames,
  }
}

/** Reads an error as pytest prints it: its places as `file:line: in function`, its last line after an `E`. */
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
    name: moduleNamed(message),
    path: fileNamed(message),
    frames,
    cause: null,
  }
}

const SYNTAX_ERROR = /^((?:Syntax|Indentation|Tab)Error): (.*)$/

/** A syntax error of the program itself is printed without the word Traceback. */
function parseSyntaxError(stderr: string): PythonError | undefined {
  const lines = stderr.split('\n')
  const last = lines.findLastIndex((line) => SYNTAX_ERROR.test(line))
  const [, type, message = ''] = SYNTAX_ERROR.exec(lines[last] ?? '') ?? []
  const place = lines.slice(0, Math.max(0, last)).findLast((line) => FRAME.test(line))
  const [, file, number] = FRAME.exec(place ?? '') ?? []
  if (type === undefined || file === undefined) return undefined
  const frame = { file, line: Number(number), function: '<module>' }
  return { type, qualname: type, message, name: null, path: null, frames: [frame], cause: null }
}

function moduleNamed(message: string): string | null {
  return (
    /No module named '([^']+)'/.exec(message)?.[1] ??
    /cannot import name '[^']+' from (?:partially initialized module )?'([^']+)'/.exec(message)?.[1] ??
    null
  )
}

function fileNamed(message: string): string | null {
  const [, single, double] = /\[(?:Errno|WinError) \d+\] [^:]+: (?:'([^']+)'|"([^"]+)")/.exec(message) ?? []
  return single ?? double ?? null
}

/** An error and all that it came from, the error itself first. */
export function chain(error: PythonError): PythonError[] {
  return error.cause === null ? [error] : [error, ...chain(error.cause)]
}
