import type { ImportAttempt } from '../../python/import-modules.ts'

/** Returns a key that is the same for failures with the same error at the same line, which have one cause. */
export function failureKey(module: string, { outcome, error }: ImportAttempt): string {
  if (error === undefined) return `${outcome}\n${module}`
  const place = error.frames.at(-1)
  return [outcome, error.type, error.message, place?.file, place?.line].join('\n')
}
