import type { RootContent } from 'mdast'
import type { PackageReport } from '../report.ts'
import { ganttOf, timingsInWords } from '../timings.ts'
import { codeBlock, escapeHtml, folded } from './markdown.ts'

/** The stages as a chart, folded, below the critical path. */
export function timingsChart({ timings }: PackageReport): RootContent[] {
  if (timings === undefined) return []
  return folded(escapeHtml(timingsInWords(timings)), [codeBlock(ganttOf(timings), 'mermaid')])
}
