import { shippedPath } from '../../distribution/wheel.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { Where } from '../rules.ts'

/** The lines of the wheel's own code through which an exception came, as installed; the innermost first. */
export function ownLines(
  error: PythonError,
  { wheel }: Pick<Contents, 'wheel'>,
): { readonly file: string; readonly line: number }[] {
  return [...error.frames].reverse().flatMap(({ file, line }) => {
    const shipped = shippedPath(file, wheel)
    return shipped === undefined ? [] : [{ file: shipped, line }]
  })
}

/** The line of the project's own code in which an exception came about, in the checkout. */
export function whereInCheckout(error: PythonError, contents: Contents): Where | undefined {
  for (const { file, line } of ownLines(error, contents)) {
    const source = contents.sourceMap.sourceOf(file)
    if (source !== undefined) return { file: source, line }
  }
  return undefined
}
