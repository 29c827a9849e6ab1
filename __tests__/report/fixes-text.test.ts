import { expect, test } from '@jest/globals'
import { fixesText } from '../../src/report/fixes-text.ts'
import type { ReportedPatch } from '../../src/report/report.ts'
import { finding, packageReport, report } from './reports.ts'

const PATCH: ReportedPatch = {
  status: 'tried',
  summary: 'Add the missing packages.',
  diff: 'diff --git a/x.toml b/x.toml\n--- a/x.toml\n+++ b/x.toml\n@@ -1,1 +1,1 @@\n-a\n+b\n',
  edits: [{ file: 'x.toml', startLine: 1, endLine: 1, text: 'b\n' }],
}

test.each<[name: string, findings: Parameters<typeof finding>[0][], expected: string]>([
  [
    'what was tried, in place of the text',
    [{ rule: 'module-missing', fix: 'Find the packages.', patch: PATCH }],
    `
Fix for module-missing (tried: this makes the finding go away)
Add the missing packages.

${PATCH.diff}
`,
  ],
  [
    'one fix of several findings',
    [
      { rule: 'module-missing', patch: PATCH },
      { rule: 'data-missing', patch: PATCH },
    ],
    `
Fix for module-missing and data-missing (tried: this makes the finding go away)
Add the missing packages.

${PATCH.diff}
`,
  ],
  [
    'a suggestion, below the text',
    [{ rule: 'module-missing', fix: 'Find the packages.', patch: { ...PATCH, status: 'suggested' } }],
    `
Fix for module-missing (a suggestion: review it before you apply it)
Find the packages.

${PATCH.diff}
`,
  ],
  [
    'the text, with its place',
    [{ rule: 'tests-failed', fix: 'Read it.', file: 'src/a.py', line: 3 }],
    '\nFix for tests-failed at src/a.py:3\nRead it.\n\n',
  ],
  ['nothing for a warning', [{ severity: 'warning', fix: 'Bump it.' }], ''],
  ['nothing for an ignored error', [{ fix: 'Bump it.', ignored: 'known' }], ''],
])('%s', (_, findings, expected) => {
  const text = fixesText(report(packageReport({ verdict: 'fail', findings: findings.map(finding) })), {
    color: false,
    width: 100,
  })
  expect(text).toBe(expected)
})
