import { lastLines } from '../program/sentence.ts'

/** Lines of a compiler, a linker, CMake, cargo or setuptools that state an error. */
const ERROR_LINE =
  /(^|[\s:])(fatal error|error(\[\w+\])?|CMake Error[^:]*)\s*:|^\s*(Caused by|ERROR\b)|undefined reference to|: No such file or directory/i
/** Frames of warnings and backtraces, usage texts and other lines that never state a cause. */
const NOISE =
  /^\s*([*!=~^|+-]{2,}|\d+: (<unknown>|__libc\w*|\w+(::\w+)+.*)|at \S+:\d+(:\d+)?|usage: .*|Stack backtrace:|or: .* --help.*|warning: .*byte-compiling is disabled.*)$/

/** An error and the lines that continue it. */
const ERROR_LINES = 3
const ERRORS = 2
const LAST = 4
const EXCEPTION = 5

/**
 * The lines of a failed build that state its cause: the first errors on stderr, its last lines, and the exception.
 * The command of a failed compiler follows after its error, so the last lines may lack the cause.
 *
 * @param exception the type and the message of the exception that the backend raised
 */
export function tellingLines(stderr: string, exception: string): string[] {
  const printed = lastLines(stderr, 2000).filter((line) => !NOISE.test(line))
  const raised = lastLines(exception, 1000).slice(0, EXCEPTION)
  const errors = printed.flatMap((line, index) => (ERROR_LINE.test(line) ? [index] : [])).slice(0, ERRORS)
  const chosen = printed.filter(
    (_, index) =>
      index >= printed.length - LAST || errors.some((error) => error <= index && index < error + ERROR_LINES),
  )
  return [...chosen.filter((line) => !raised.includes(line)), ...raised].map(shorten)
}

/** The command line of a compiler may have thousands of characters. */
function shorten(line: string): string {
  return line.length <= 400 ? line : `${line.slice(0, 300)} ... ${line.slice(-90)}`
}
