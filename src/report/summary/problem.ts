import type { PhrasingContent, RootContent } from 'mdast'
import { RULES, type Severity } from '../../checks/rules.ts'
import { onlyWith } from '../across-pythons.ts'
import { STATUS } from '../fixes-text.ts'
import { placeToEdit } from '../place-to-edit.ts'
import type { ReportedFinding } from '../report.ts'
import { foreignText, linesOf } from './foreign-text.ts'
import { code, codeBlock, heading, paragraph, plain, ruleLink, strong } from './markdown.ts'

export const SEVERITY_MARKS: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', note: '💡' }

/** The fixes that are in the summary already, with the title of the finding that shows them. */
type ShownFixes = Map<string, string>

/** What the summary of a package or of several has in common for its problems. */
export interface ProblemContext {
  readonly shown: ShownFixes
  /** Of the headings. */
  readonly depth: 3 | 4
}

/**
 * A finding: what is wrong, whom it affects, where; and its fix.
 *
 * @param prefix where it was found, such as the name of the package
 */
export function problem(
  finding: ReportedFinding,
  { shown, depth }: ProblemContext,
  prefix: readonly PhrasingContent[] = [],
): RootContent[] {
  const { rule, severity, message, effect, ignored } = finding
  const { title, why } = RULES[rule]
  return [
    heading(depth, plain(`${SEVERITY_MARKS[severity]} `), ...prefix, plain(title)),
    paragraph(foreignText(message), foreignText(effect ?? why), place(finding)),
    ...(ignored === undefined
      ? fix(finding, title, shown)
      : [paragraph([strong('Ignored:'), plain(' '), ...foreignText(ignored)])]),
  ]
}

/** `pyproject.toml:20` · rule · only with Python 3.9 */
function place(finding: ReportedFinding): PhrasingContent[] {
  const { rule } = finding
  const { file, line } = placeToEdit(finding)
  const only = onlyWith(finding)
  return [
    ...(file === undefined ? [] : [position(file, line), plain(' · ')]),
    ruleLink(rule),
    ...(only === '' ? [] : [plain(' · '), ...foreignText(only)]),
  ]
}

/** `pyproject.toml:20` */
export function position(file: string, line: number | undefined): PhrasingContent {
  return code(line === undefined ? file : `${file}:${line}`)
}

/** The diff; without one, the fix in words. What fixes several findings is shown once. */
function fix({ fix, patch }: ReportedFinding, title: string, shown: ShownFixes): RootContent[] {
  const key = patch?.diff ?? fix
  if (key === undefined) return []
  const first = shown.get(key)
  if (first !== undefined) return [paragraph([strong('Fix:'), plain(` the same as for “${first}” above.`)])]
  shown.set(key, title)
  if (patch === undefined) return fixInWords(key)
  const label = [strong('Fix'), plain(` (${STATUS[patch.status]}): `)]
  return [paragraph([...label, ...foreignText(patch.summary)]), codeBlock(patch.diff, 'diff')]
}

/** Sentences as paragraphs, and the lines below a sentence with a colon as a code block. */
function fixInWords(text: string): RootContent[] {
  const lines = linesOf(text).filter((line, i) => i > 0 || line !== '')
  const [first = '', ...rest] = lines
  const sentence = paragraph([strong('Fix:'), plain(' '), ...foreignText(first)])
  if (rest.length === 0) return [sentence]
  const snippet = rest.join('\n')
  return [sentence, codeBlock(snippet, /^\[.+\]$/m.test(snippet) ? 'toml' : undefined)]
}
