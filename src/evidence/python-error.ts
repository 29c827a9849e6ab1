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
  const blocks = stderr
    .replace(/\r\n/g, '\n')
    .split(/^Traceback \(most recent call last\):$/m)
    .slice(1)
  let error: PythonError | undefined
  for (const block of blocks) {
    const parsed = parseBlock(block)
    if (parsed !== undefined) error = { ...parsed, cause: error ?? null }
  }
  return error ?? parseSyntaxError(stderr)
}

const FRAME = /^ +File "(.+)", line (\d+), in (.+)$/
const LAST_LINE = /^([\p{ID_Start}_][\p{ID_Continue}.]*)(?:: ([\s\S]*))?$/u

function parseBlock(block: string): Omit<PythonError, 'cause'> | undefined {
  const lines = block.split('\n')
  const frames: Frame[] = []
  let last = -1
  lines.forEach((line, i) => {
    const frame = FRAME.exec(line)
    if (frame !== null)
      frames.push({ file: frame[1] ?? '', line: Number(frame[2]), function: frame[3] ?? '' })
    // Source lines and their marks are indented; the first line that is not names the error.
    if (last < 0 && /^\S/.test(line)) last = i
  })
  if (last < 0) return undefined
  const [, type, message = ''] = LAST_LINE.exec(lines[last] ?? '') ?? []
  if (type === undefined) return undefined
  return {
    type: type.split('.').at(-1) as string,
    qualname: type,
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

/** A syntax error of the program itself is printed without the word Traceback. */
function parseSyntaxError(stderr: string): PythonError | undefined {
  const found = /^ +File "(.+)", line (\d+)\n[\s\S]*?^((?:Syntax|Indentation|Tab)Error): (.*)$/m.exec(stderr)
  if (found === null) return undefined
  const frame = { file: found[1] ?? '', line: Number(found[2]), function: '<module>' }
  return {
    type: found[3] ?? '',
    qualname: found[3] ?? '',
    message: found[4] ?? '',
    name: null,
    path: null,
    frames: [frame],
    cause: null,
  }
}

function moduleNamed(message: string): string | null {
  return (
    /No module named '([^']+)'/.exec(message)?.[1] ??
    /cannot import name '[^']+' from (?:partially initialized module )?'([^']+)'/.exec(message)?.[1] ??
    null
  )
}

function fileNamed(message: string): string | null {
  return /\[(?:Errno|WinError) \d+\] [^:]+: '([^']+)'/.exec(message)?.[1] ?? null
}

/** An error and all that it came from, the error itself first. */
export function chain(error: PythonError): PythonError[] {
  return error.cause === null ? [error] : [error, ...chain(error.cause)]
}
