import type { ImportAttempt } from '../../python/import-modules.ts'

/** What was seen of an import that fails, in a few words. */
export function wordsFor({ outcome, error }: ImportAttempt): string {
  if (error !== undefined) return `${error.type}: ${error.message.split('\n')[0]?.slice(0, 300)}`
  return outcome === 'imported' ? 'it imports' : OUTCOMES[outcome]
}

export const OUTCOMES = {
  failed: 'it fails',
  exited: 'it ends the program',
  killed: 'it kills the program',
  'timed-out': 'it does not end',
}
