import { listSome } from '../program/sentence.ts'
import type { Report, ReportedPatch } from './report.ts'
import { BOLD, GREEN, painter, RED, stripControls, type TerminalStyle } from './terminal.ts'

/** The patches of a report as text for a terminal or a log, printed below it; empty without patches. */
export function fixesText(report: Report, style: Pick<TerminalStyle, 'colour'>): string {
  const paint = painter(style)
  const rules = new Map<string, { patch: ReportedPatch; rules: Set<string> }>()
  for (const { findings } of report.packages)
    for (const { rule, patch } of findings) {
      if (patch === undefined) continue
      const same = rules.get(patch.diff) ?? { patch, rules: new Set() }
      same.rules.add(rule)
      rules.set(patch.diff, same)
    }
  const colourOf = (line: string) => (line.startsWith('+') ? GREEN : line.startsWith('-') ? RED : undefined)
  const diffLine = (line: string) => {
    const colour = colourOf(line)
    return colour === undefined ? line : paint(colour, line)
  }
  return [...rules.values()]
    .map(({ patch, rules }) => {
      const head = `${paint(BOLD, `Fix for ${listSome([...rules], 3)}`)} (${STATUS[patch.status]})`
      const diff = stripControls(patch.diff).trimEnd().split('\n').map(diffLine)
      return `${[head, stripControls(patch.summary), '', ...diff].join('\n')}\n`
    })
    .join('\n')
}

/** What is known about a patch. */
export const STATUS: Readonly<Record<ReportedPatch['status'], string>> = {
  tried: 'tried: this makes the finding go away',
  suggested: 'a suggestion, which was not tried',
}
