import type { ImportAttempt } from '../../python/import-modules.ts'
import { isSyntaxError } from '../../python/traceback.ts'

/** Returns a key that is the same for failures with the same error at the same line, which have one cause. */
export function failureKey(module: string, { outcome, error }: ImportAttempt): string {
  if (error === undefined) return `${outcome}\n${module}`
  // The file that cannot be compiled has no frame.
  if (isSyntaxError(error)) return [outcome, error.type, error.message, error.path].join('\n')
  const place = error.frames.at(-1)
  return [outcome, error.type, error.message, place?.file, place?.line].join('\n')
}
