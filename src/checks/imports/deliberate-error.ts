import { readFile } from 'node:fs/promises'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { linesInWheel } from '../diagnosis/source-location.ts'

/**
 * Returns whether a `raise` or `assert` statement at the top level of a module of the package raised an exception, or one
 * that reads the arguments of the program: the module is not to be imported here. One in a function may be the consequence
 * of a defect.
 */
export async function isRaisedOnPurpose(
  { frames, ...error }: PythonError,
  contents: Pick<Contents, 'wheel'>,
): Promise<boolean> {
  const last = frames.at(-1)
  if (last?.function !== '<module>' || linesInWheel({ ...error, frames: [last] }, contents).length === 0)
    return false
  const text = await readFile(last.file, 'utf8').catch(() => '')
  return /^\s*(raise|assert)\b|\bargv\b/.test(text.split('\n')[last.line - 1] ?? '')
}
