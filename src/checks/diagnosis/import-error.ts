import type { ImportAttempt } from '../../python/import-modules.ts'

/** Returns a one-line description of a failed import. */
export function describeImportError({ outcome, error }: ImportAttempt): string {
  if (error !== undefined) return `${error.type}: ${error.message.split('\n')[0]?.slice(0, 300)}`
  return outcome === 'imported' ? 'it imports' : OUTCOME_TEXTS[outcome]
}

const OUTCOME_TEXTS = {
  failed: 'it fails',
  exited: 'it ends the process',
  killed: 'it crashes',
  'timed-out': 'it does not end',
}
