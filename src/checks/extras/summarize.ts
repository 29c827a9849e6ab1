import { list } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'

export function summarizeExtras({ extras }: PackageFacts): string {
  const all = (extras && completed(extras)) ?? []
  return `${list(all.map(({ extra }) => extra))} installed, each alone`
}
