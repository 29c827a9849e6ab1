import { listSome } from '../program/sentence.ts'
import { stripControls } from '../terminal/strip-controls.ts'
import { BOLD, GREEN, painter, RED, type TextStyle } from '../terminal/style.ts'
import { wrap } from '../terminal/wrap.ts'
import { isFailing, type Report, type ReportedFinding, type ReportedPatch } from './report.ts'

/** A fix of one or several findings. */
interface Fix {
  readonly findings: readonly ReportedFinding[]
  readonly patch: ReportedPatch | undefined
}

/** The fixes of what fails as text for a terminal or a log, printed below the report; empty if no fix is known. */
export function fixesText(report: Report, style: TextStyle): string {
  const paint = painter(style)
  const colorOf = (line: string) => {
    if (/^(?:---|\+\+\+) (?:[ab]\/|\/dev\/null)/.test(line)) return BOLD
    return line.startsWith('+') ? GREEN : line.startsWith('-') ? RED : undefined
  }
  const diffLine = (line: string) => {
    const color = colorOf(line)
    return color === undefined ? line : paint(color, line)
  }
  const text = ({ findings, patch }: Fix) => {
    const status = patch === undefined ? '' : ` (${STATUS[patch.status]})`
    const head = `${paint(BOLD, `Fix for ${fixedFindings(findings)}`)}${status}`
    const words = patch?.status === 'tried' ? patch.summary : (findings[0]?.fix ?? patch?.summary ?? '')
    const diff = stripControls(patch?.diff ?? '').trimEnd()
    const lines = [
      head,
      wrap(stripControls(words), style),
      ...(diff === '' ? [] : ['', ...diff.split('\n').map(diffLine)]),
    ]
    return `${lines.join('\n')}\n`
  }
  const fixes = fixesOf(report).map((fix) => `\n${text(fix)}`)
  return fixes.length === 0 ? '' : `${fixes.join('')}\n`
}

/** The fixes of what fails, in the order of the findings; findings with the same patch have one fix. */
function fixesOf({ packages }: Report): Fix[] {
  const fixes = new Map<string | ReportedFinding, ReportedFinding[]>()
  for (const { findings, failOn } of packages)
    for (const finding of findings.filter((one) => isFailing(one, failOn))) {
      if (finding.patch === undefined && finding.fix === undefined) continue
      const key = finding.patch?.diff ?? finding
      fixes.set(key, [...(fixes.get(key) ?? []), finding])
    }
  return [...fixes.values()].map((findings) => ({ findings, patch: findings[0]?.patch }))
}

/** `module-missing`; with its location if there is only a text: `tests-failed at src/a.py:3`. */
function fixedFindings(findings: readonly ReportedFinding[]): string {
  const [first] = findings
  const place = first?.line === undefined ? first?.file : `${first.file}:${first.line}`
  const rules = listSome([...new Set(findings.map(({ rule }) => rule))], 3)
  return first?.patch !== undefined || place === undefined ? rules : `${rules} at ${place}`
}

/** What is known about a patch. */
export const STATUS: Readonly<Record<ReportedPatch['status'], string>> = {
  tried: 'tried: this makes the finding go away',
  suggested: 'a suggestion: review it before you apply it',
}
