import type { ImportAttempt } from '../../python/import-modules.ts'

/** What tells one failure from another: several modules that fail at one place in one way have one cause. */
export function failureKey(module: string, { outcome, error }: ImportAttempt): string {
  if (error === undefined) return `${outcome}\n${module}`
  const place = error.frames.at(-1)
  return [outcome, error.type, error.message, place?.file, place?.line].join('\n')
}
