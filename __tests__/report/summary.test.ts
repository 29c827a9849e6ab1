import { expect, test } from '@jest/globals'
import { docsPage, RULES } from '../../src/checks/rules.ts'
import { annotationsOf } from '../../src/report/annotations.ts'
import { summaryOf } from '../../src/report/summary.ts'
import { finding, packageReport, report } from './reports.ts'

const of = (given: Parameters<typeof packageReport>[0]) => summaryOf(report(packageReport(given)))
const withMessage = (message: string) => of({ findings: [finding({ message })] })

test('the summary has the verdict, the checks, the findings and the contents of the wheel', () => {
  const text = of({
    verdict: 'fail',
    previousVersion: '0.9',
    checks: [
      { check: 'build', status: 'pass', seconds: 1.234, reason: 'demo.whl' },
      { check: 'tests', status: 'skip', seconds: 0 },
    ],
    findings: [
      finding({
        message: 'It fails.',
        effect: '2 tests fail because of this.',
        fix: 'Fix it.',
        file: 'a.py',
        line: 3,
      }),
      finding({
        rule: 'tests-failed',
        severity: 'warning',
        message: 'One.',
        fix: 'Hidden.',
        ignored: 'known',
      }),
    ],
    artifacts: [{ file: '/out/demo-1.0.whl', kind: 'wheel', sha256: 'abc', bytes: 1234 }],
  })
  expect(text.split('\n').filter(Boolean)).toEqual([
    '## ❌ demo 1.0: broken',
    '### 1 error',
    `**${RULES['script-failed'].title}** · [\`script-failed\`](${docsPage('script-failed')}) · <code>a.py:3</code>`,
    '> It fails.',
    '>',
    '> 2 tests fail because of this.',
    '<details open><summary>Fix</summary>',
    '```',
    'Fix it.',
    '```',
    '</details>',
    '| Check | Result | Seconds | |',
    '|---|---|--:|---|',
    '| build | ✅ pass | 1.2 | demo.whl |',
    '| tests | ➖ skipped | 0.0 |  |',
    '### Ignored',
    expect.stringContaining('[`tests-failed`]'),
    '> One.',
    'Ignored: known',
    '### Distributions',
    '- <code>demo-1.0.whl</code>, 1.2 kB, sha256 <code>abc</code>',
    '- import packages and modules: <code>demo</code>',
    '- last release: 0.9',
  ])
})

test.each([
  ['a script', '<script>alert(1)</script>', '<script'],
  ['an image', '<img src=x onerror=y>', '<img'],
  ['a Markdown image', '![x](https://host/x.png)', '![x]'],
  ['a link', '[click](https://host)', '[click]'],
  ['emphasis', '**bold** _it_ ~~no~~', '**bold**'],
  ['code', '`code`', '`code`'],
  ['a heading', '# heading', '> # '],
  ['a heading below', 'heading\n===', '> ==='],
  ['a rule', 'x\n---', '> ---'],
  ['a list', 'x\n- item', '> - '],
  ['a numbered list', 'x\n1. item', '> 1. '],
  ['a table', 'a | b\n|---|', '|---|\n'],
  ['a mention', 'thanks @octocat', '@octocat'],
  ['an issue', 'see #1', ' #1'],
  ['mathematics', '$x$', '$x$'],
  ['an entity', '&lt;b&gt;', '&lt;'],
  ['an escape', '\\<b>', '\\'],
  ['the end of the quote', 'x\n\n## mine', '\n## mine'],
  ['the end of the quote by CR', 'x\r\r## mine', '\r'],
])('%s in a message is escaped', (_, message, active) => {
  const text = withMessage(message)
  const words = text.slice(text.indexOf('\n> '))
  expect(words).not.toContain(active)
  for (const line of words.trim().split('\n')) expect(line).toMatch(/^>/)
})

const VERSIONS = [
  { source: 'METADATA of the wheel', version: '1.0', agrees: true },
  { source: 'uv.lock', version: null, agrees: null, file: 'uv.lock', line: 7 },
]

test('the versions are folded if they agree', () => {
  const text = of({ versions: VERSIONS })
  expect(text).toContain(`<details><summary>All version sources agree</summary>

| Source | Version | Agrees |
|---|---|---|
| METADATA of the wheel | 1.0 | ✅ |
| uv.lock · <code>uv.lock:7</code> |  | ➖ |

</details>
`)
})

test('the versions are unfolded if one disagrees, and are escaped', () => {
  const text = of({
    versions: [...VERSIONS, { source: 'a|b --version', version: '<b>\n|0.9', agrees: false }],
  })
  expect(text).toContain('<details open><summary>The version sources disagree</summary>')
  expect(text).toContain('\n| a&#124;b --version | &#60;b&#62;<br>&#124;0.9 | ❌ |\n')
})

test('without versions there is no table', () => {
  expect(of({})).not.toContain('| Source |')
})

test('a reason stays in its table cell', () => {
  const text = of({
    checks: [{ check: 'build', status: 'error', seconds: 0, reason: 'a | b\r\nc\rd\n| e |' }],
  })
  expect(text).toContain('| a &#124; b<br>c<br>d<br>&#124; e &#124; |\n')
})

test('names and versions of packages are escaped', () => {
  const text = of({
    name: '<b>x</b>',
    version: '[1](y)',
    previousVersion: '*2*',
    ships: ['<i>'],
    artifacts: [{ file: 'C:\\out\\<x>.whl', kind: 'wheel', sha256: 'a', bytes: 1 }],
  })
  expect(text).not.toMatch(/<b>|\[1\]|\*2\*|<i>|<x>|out/)
})

test.each([
  ['no backtick', 'x', '```'],
  ['a fence', '```\nx\n```', '````'],
  ['a longer fence', 'x ````` y', '``````'],
  ['html', '</details><script>', '```'],
])('a fix with %s stays in its code block', (_, fix, fence) => {
  expect(of({ findings: [finding({ fix })] })).toContain(`\n${fence}\n${fix}\n${fence}\n`)
})

test.each([
  ['ASCII', 'x'],
  ['characters of three bytes', '█'],
  ['characters of four bytes', '🐍'],
  ['escaped characters', '<'],
])('a summary of more than 1 MiB in %s is truncated at a line, with a note', (_, character) => {
  const findings = Array.from({ length: 40_000 }, (_, i) =>
    finding({ message: `${i} ${character.repeat(20)}` }),
  )
  const text = of({ findings })
  const bytes = Buffer.byteLength(text)
  expect(bytes).toBeGreaterThan(800_000)
  expect(bytes).toBeLessThan(1_048_576)
  expect(text).not.toContain('\ufffd')
  expect(text.endsWith('\n\n*The rest does not fit into the job summary; see the report.*\n')).toBe(true)
})

test('a summary that is truncated in a code block closes the block', () => {
  const text = of({ findings: [finding({ fix: 'a line with ```` backticks\n'.repeat(50_000) })] })
  expect(
    text.endsWith('backticks\n`````\n\n*The rest does not fit into the job summary; see the report.*\n'),
  ).toBe(true)
})

test('with several Pythons a check has one row, and findings have their Pythons', () => {
  const text = of({
    verdict: 'fail',
    checks: [
      { check: 'tests', status: 'pass', seconds: 2, reason: '2 passed', pythons: ['3.9', '3.12'] },
      { check: 'tests', status: 'fail', seconds: 3, reason: '1 error', pythons: ['3.13'] },
    ],
    findings: [finding({ pythons: ['3.13'] }), finding()],
    pythons: [{ python: '3.8', leftOut: 'Requires-Python >=3.9 does not allow it' }],
  })
  const lines = text.split('\n')
  expect(lines).toContain('| tests | ❌ fail | 3.0 | 3.13: 1 error; 3.9, 3.12: 2 passed |')
  expect(lines.filter((line) => line.endsWith(' · only with Python 3.13'))).toHaveLength(1)
  expect(lines).toContain('- not verified with Python 3.8: Requires-Python &#62;=3.9 does not allow it')
})

test('300 packages: the broken half is reported in detail, without charts, the others in one line each', () => {
  const timings = { seconds: 9, own: 1, stages: [{ stage: 'build', start: 0, seconds: 9 }], critical: [] }
  const packages = Array.from({ length: 300 }, (_, i) =>
    packageReport({
      name: `p${i}`,
      path: `packages/p${i}`,
      timings,
      ...(i % 2 === 0 ? {} : { verdict: 'fail', findings: [finding({ message: 'words '.repeat(100) })] }),
    }),
  )
  const all = { ...report(...packages), timings: { seconds: 541.2, own: 1.46 } }

  expect(summaryOf(all)).toContain('\nTotal 541.2 s. Overhead 1.5 s\n')
  expect(summaryOf(all).match(/^\| p\d+ /gm)).toHaveLength(300)
  expect(summaryOf(all).match(/^## ❌/gm)).toHaveLength(150)
  expect(Buffer.byteLength(summaryOf(all))).toBeLessThan(300_000)
  expect(summaryOf(all)).not.toContain('mermaid')
  expect(summaryOf(report(...packages.slice(0, 5)))).toContain('mermaid')
  // GitHub shows ten errors of a step; the tenth is the message that fails the step.
  expect(annotationsOf(all)).toHaveLength(9)
  expect(annotationsOf(all).at(-1)?.message).toBe(
    '142 more errors not annotated (GitHub shows 10 per step); see the job summary.',
  )
})
