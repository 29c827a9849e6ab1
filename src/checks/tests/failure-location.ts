import { isAbsolute, relative } from 'node:path'
import { shippedPath } from '../../distribution/wheel.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { SourceLine, TestFailure } from './facts.ts'

/** Returns the innermost line of the project's code in the traceback of a failure, relative to the checkout's root. */
export function locateFailure(
  { error }: Pick<TestFailure, 'error'>,
  contents: Contents,
  sandbox: string,
): SourceLine | undefined {
  const own = error === undefined ? undefined : innermostOwnLine(error, contents)
  if (own === undefined) return undefined
  if (own.isShipped) return { file: contents.sourceMap.sourceOf(own.file) ?? own.file, line: own.line }
  const file = relative(sandbox, own.file)
  const isOutside = file.startsWith('..') || isAbsolute(file)
  return isOutside ? undefined : { file: file.replaceAll('\\', '/'), line: own.line }
}

/** The innermost line of a traceback that is in the wheel or outside of the environment. */
function innermostOwnLine(
  { frames }: PythonError,
  { wheel }: Contents,
): (SourceLine & { readonly isShipped: boolean }) | undefined {
  for (const { file, line } of [...frames].reverse()) {
    const shipped = shippedPath(file, wheel)
    if (shipped !== undefined) return { file: shipped, line, isShipped: true }
    if (!/[\\/](?:site|dist)-packages[\\/]|^<|[\\/]lib[\\/]python3/i.test(file))
      return { file, line, isShipped: false }
  }
  return undefined
}
