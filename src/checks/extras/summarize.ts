import { list } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the names of the installed extras, for a passed check. */
export function summarizeExtras({ extras }: PackageFacts): string {
  const all = (extras && completed(extras)) ?? []
  return `installed separately: ${list(all.map(({ extra }) => extra))}`
}
