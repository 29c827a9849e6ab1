import { list } from '../../program/sentence.ts'
import { describeRepeated } from '../diagnosis/repeated-results.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns what was repeated with the lower bounds. */
export function summarizeLowerBounds({ lowest }: PackageFacts): string | undefined {
  const value = lowest && completed(lowest)
  return value?.kind === 'ran' ? `${describeRepeated(value)} with ${list(value.dependencies)}` : undefined
}
