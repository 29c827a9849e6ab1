import { shippedPath } from '../../distribution/wheel.ts'
import { type Frame, isSyntaxError, type PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { Statement } from '../dependencies/facts.ts'
import type { SourceLocation } from '../rules.ts'

/** Returns the lines of a traceback in files of the wheel, by installed path; the innermost first. */
export function linesInWheel(
  error: PythonError,
  { wheel }: Pick<Contents, 'wheel'>,
): { readonly file: string; readonly line: number }[] {
  return [...syntaxErrorPlace(error), ...[...error.frames].reverse()].flatMap(({ file, line }) => {
    const shipped = shippedPath(file, wheel)
    return shipped === undefined ? [] : [{ file: shipped, line }]
  })
}

/** A line of a file of the wheel in a traceback, with the name of the function. */
export type PlaceInWheel = Pick<Frame, 'file' | 'line' | 'function'>

/** Returns the frames of a traceback in files of the wheel, by installed path; the outermost first. */
export function placesInWheel(
  { frames }: Pick<PythonError, 'frames'>,
  { wheel }: Pick<Contents, 'wheel'>,
): PlaceInWheel[] {
  return frames.flatMap((frame) => {
    const file = shippedPath(frame.file, wheel)
    return file === undefined ? [] : [{ ...frame, file }]
  })
}

/** The line that cannot be compiled, which has no frame; its number is in the message: `invalid syntax (cli.py, line 3)`. */
function syntaxErrorPlace({ message, path, ...error }: PythonError): { file: string; line: number }[] {
  const line = isSyntaxError(error) ? /, line (\d+)\)$/.exec(message)?.[1] : undefined
  return line === undefined || path === null ? [] : [{ file: path, line: Number(line) }]
}

/** Returns the innermost line of a traceback that is in a file of the checkout; undefined if there is none. */
export function locationInCheckout(error: PythonError, contents: Contents): SourceLocation | undefined {
  for (const { file, line } of linesInWheel(error, contents)) {
    const source = contents.sourceMap.sourceOf(file)
    if (source !== undefined) return { file: source, line }
  }
  return undefined
}

/** Returns the place of a scanned statement in the checkout; undefined in a generated file. */
export function locationOfStatement({
  source,
  line,
}: Pick<Statement, 'source' | 'line'>): SourceLocation | undefined {
  return source === undefined ? undefined : { file: source, line }
}
