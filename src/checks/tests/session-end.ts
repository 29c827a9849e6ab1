import { describeEnding } from '../../process/ending.ts'
import { count } from '../../program/sentence.ts'
import type { TestEvidence } from './facts.ts'

/** A session of pytest that ended before all collected tests had a result. */
export interface EarlyEnd {
  /** What ended it, as a clause. */
  readonly reason: string
  /** What is lost by it, to append to the clause. */
  readonly lost: string
  /** The test that ran when it ended. */
  readonly test: string | null
}

/**
 * Returns how the session ended early; undefined if every collected test has a result, or if pytest stopped because of
 * a failure, as with `--maxfail`. The exit status is no evidence: `pytest.exit(returncode=0)` and `os._exit(0)` choose it.
 */
export function earlyEnd({ ending, session, failures, internalErrors }: TestEvidence): EarlyEnd | undefined {
  const { state, notRun, stopped, interrupt, lastTest } = session
  if (ending.kind !== 'exited') return undefined
  const test = lastTest ?? null
  const lost = notRun === 0 ? '' : `; ${count(notRun, 'collected test')} did not run`
  // pytest itself interrupts a session with errors during collection, and reports these.
  const isOwn = interrupt?.type === 'Interrupted' && failures.length > 0
  if (interrupt !== undefined && !isOwn) {
    const call = interrupt.type === 'Exit' ? 'pytest.exit()' : interrupt.type
    const message = interrupt.message === '' ? '' : ` ("${interrupt.message.split('\n')[0]}")`
    return { reason: `${call} ended the test session${message}`, lost, test }
  }
  if (state === 'unfinished') {
    const reason = `the process ${describeEnding(ending)} during the test session, as with os._exit()`
    return { reason, lost, test }
  }
  if (notRun === 0 || stopped !== undefined || failures.length > 0 || internalErrors.length > 0)
    return undefined
  return { reason: `the test session ended with status ${ending.code}`, lost, test: null }
}
