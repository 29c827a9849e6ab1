import { readFile } from 'node:fs/promises'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { linesInWheel } from '../diagnosis/source-location.ts'

/**
 * Returns whether the import of a module fails by design: a `raise` or `assert` statement at the top level of a module of
 * the package raised the exception, or a line that reads the arguments of a program. A `raise` statement in a function may
 * be the consequence of a defect.
 */
export async function failsByDesign(
  { frames, ...error }: PythonError,
  contents: Pick<Contents, 'wheel'>,
): Promise<boolean> {
  const last = frames.at(-1)
  if (last === undefined || linesInWheel({ ...error, frames: [last] }, contents).length === 0) return false
  const text = await readFile(last.file, 'utf8').catch(() => '')
  const line = text.split('\n')[last.line - 1] ?? ''
  return /\bargv\b/.test(line) || (last.function === '<module>' && /^\s*(raise|assert)\b/.test(line))
}
