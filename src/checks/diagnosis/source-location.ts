import { shippedPath } from '../../distribution/wheel.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { SourceLocation } from '../rules.ts'

/** Returns the lines of a traceback in files of the wheel, by installed path; the innermost first. */
export function linesInWheel(
  error: PythonError,
  { wheel }: Pick<Contents, 'wheel'>,
): { readonly file: string; readonly line: number }[] {
  return [...error.frames].reverse().flatMap(({ file, line }) => {
    const shipped = shippedPath(file, wheel)
    return shipped === undefined ? [] : [{ file: shipped, line }]
  })
}

/** Returns the innermost line of a traceback that is in a file of the checkout; undefined if there is none. */
export function locationInCheckout(error: PythonError, contents: Contents): SourceLocation | undefined {
  for (const { file, line } of linesInWheel(error, contents)) {
    const source = contents.sourceMap.sourceOf(file)
    if (source !== undefined) return { file: source, line }
  }
  return undefined
}
