import { describe, expect, test } from '@jest/globals'
import { docsPage, RULES, type Rule } from '../../src/checks/rules.ts'
import { joinedSummary } from '../../src/matrix/joined-summary.ts'
import { planSummary } from '../../src/matrix/plan-text.ts'
import { annotationsOf } from '../../src/report/annotations.ts'
import type { Report } from '../../src/report/report.ts'
import { summaryOf } from '../../src/report/summary.ts'
import { planned, planOf, shard } from '../matrix/plans.ts'
import { linkableText, renderMarkdown, tagsOf } from '../support/github-markdown.ts'
import { finding, packageReport, report } from './reports.ts'

const of = (given: Parameters<typeof packageReport>[0]) => summaryOf(report(packageReport(given)))
const RULE_NAMES = Object.keys(RULES) as Rule[]
const withMessage = (message: string) => of({ findings: [finding({ message })] })

test('the summary has the verdict, the problems, the checks in one line, and details', () => {
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
        effect: 'This breaks 2 tests.',
        fix: 'Fix it.',
        file: 'a.py',
        line: 3,
      }),
      finding({ rule: 'data-missing', severity: 'warning', message: 'Two.', pythons: ['3.9'] }),
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
  expect(text.replaceAll('\u00a0', ' ').split('\n').filter(Boolean)).toEqual([
    '## as-installed: ❌ demo 1.0: broken (1 error, 1 warning)',
    `### ❌ ${RULES['script-failed'].title}`,
    'It fails.\\',
    'This breaks 2 tests.\\',
    `\`a.py:3\` · [\`script-failed\`](${docsPage('script-failed')})`,
    '**Fix:** Fix it.',
    `### ⚠️ ${RULES['data-missing'].title}`,
    'Two.\\',
    `${RULES['data-missing'].why}\\`,
    `[\`data-missing\`](${docsPage('data-missing')}) · only with Python 3.9`,
    'build ✅ · 1 skipped',
    '<details><summary>1 ignored</summary>',
    `### ⚠️ ${RULES['tests-failed'].title}`,
    'One.\\',
    `${RULES['tests-failed'].why}\\`,
    expect.stringContaining('[`tests-failed`]'),
    '**Ignored:** known',
    '</details>',
    '<details><summary>Checks: times and details</summary>',
    '| Check | Result | Time | Details |',
    '| - | - | -: | - |',
    '| build | ✅ pass | 1.2 s | `demo.whl` |',
    '| tests | ➖ skipped | | |',
    '</details>',
    '<details><summary>Wheel <code>demo-1.0.whl</code> · 1.2 kB</summary>',
    'Import packages and modules: `demo`\\',
    'Last release: `0.9`\\',
    'SHA-256: `abc`',
    '</details>',
  ])
})

/** What GitHub makes of text outside of code: mentions, issues, commits, URLs, mathematics, emoji. */
const MADE_OF_TEXT = /(^|\W)@\w|#\d|\bGH-\d|:\/\/|www\.|\$|:\w+:|\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b|\w@\w/i

const HOSTILE: [string, string][] = [
  ['a script', '<script>alert(1)</script>'],
  ['an image', '<img src=x onerror=y>'],
  ['an image after text', 'x<img src=x onerror=y>'],
  ['a comment', '<!-- x'],
  ['a Markdown image', '![x](https://host/x.png)'],
  ['a link', '[click](https://host)'],
  ['a link of several words', '[click me here](https://host "a title")'],
  ['a reference', '[x]: https://host'],
  ['a footnote', '[^1]'],
  ['an autolink', '<https://host>'],
  ['a URL', 'see https://host/x_y_z. It'],
  ['a URL without scheme', 'see www.host.org'],
  ['an e-mail address', 'mail me@host.org'],
  ['emphasis', '**bold** _it_ ~~no~~ __init__'],
  ['code', '`code`'],
  ['half of code', 'a ` b @octocat ` c'],
  ['code around a mention', '` @octocat `@octocat``'],
  ['a heading', '# heading'],
  ['a heading below', 'heading\n==='],
  ['a rule', 'x\n---'],
  ['a list', 'x\n- item'],
  ['a numbered list', 'x\n1. item'],
  ['a quote', '> x'],
  ['a table', 'a | b\n|---|---|\n|c|d|'],
  ['a code block', '```\nx'],
  ['an indented code block', 'x\n\n      y'],
  ['a mention', 'thanks @octocat'],
  ['a mention in brackets', '(@octocat), "@octocat" and \'@octocat\''],
  ['a mention after a quote', '"x"@octocat'],
  ['an issue', 'see #1, (#2), and owner/repo#3 or GH-4'],
  ['a commit', 'since 1a2b3c4d5e (1a2b3c4d5e)'],
  ['mathematics', '$x$ $$y$$'],
  ['emoji', ':tada: x:tada:'],
  ['an entity', '&lt;b&gt; &#64;octocat'],
  ['an escape', '\\<b> \\@octocat'],
  ['another block', 'x\n\n## mine'],
  ['another block by CR', 'x\r\r## mine'],
  ['the end of details', '</summary></details><img src=x>'],
  ['control characters', 'x\u001b[31m\u0000@octocat'],
]

/** A package of which all texts are the same words. */
const packageOf = (words: string) =>
  packageReport({
    name: words,
    version: words,
    previousVersion: words,
    verdict: 'fail',
    ships: [words],
    checks: [{ check: 'tests', status: 'error', seconds: 0, reason: words }],
    findings: [
      finding({ message: words, effect: words, fix: words, file: words, pythons: [words] }),
      finding({ message: words, fix: 'Add:\nx', ignored: words }),
      finding({
        severity: 'note',
        patch: { status: 'tried', summary: words, diff: `+${words}`, edits: [] },
      }),
    ],
    versions: [{ source: words, version: words, agrees: true, file: words }],
    artifacts: [{ file: words, kind: 'wheel', sha256: 'a', bytes: 1, files: [{ path: words, bytes: 1 }] }],
    pythons: [{ python: words, leftOut: words }],
  })

const workspaceOf = (words: string) =>
  report(
    packageOf(words),
    { ...packageOf(words), verdict: 'pass', findings: [], path: 'b' },
    { ...packageOf(words), verdict: 'error', path: 'c' },
    { ...packageOf(words), leftOut: words, path: 'd' },
  )

/** A joined report of one job. */
const gateOf = (words: string): Report => ({
  ...report({ ...packageOf(words), run: { cell: '1' } }),
  verdict: 'fail',
  selection: words,
  gate: {
    plan: null,
    cells: [
      {
        id: '1',
        name: words,
        os: words,
        python: words,
        packages: [{ path: '.', name: words }],
        status: 'fail',
      },
    ],
    problems: [{ kind: 'cell-missing', message: words }],
    leftOut: [{ path: 'b', name: words, reason: words }],
  },
})

const planOfWords = (words: string) =>
  planSummary(
    planOf([shard({ os: words, python: words, packages: [planned(words)] })], {
      leftOut: [{ path: 'b', name: words, reason: words }],
      selection: words,
    }),
  )

describe.each<[string, (words: string) => string]>([
  ['a package', (words) => summaryOf(report(packageOf(words)))],
  ['a workspace', (words) => summaryOf({ ...workspaceOf(words), selection: words })],
  ['the gate', (words) => joinedSummary(gateOf(words))],
  ['a plan', planOfWords],
])('in the summary of %s', (_, summary) => {
  const harmless = renderMarkdown(summary('harmless'))
  const expected = new Set(['code', 'pre', ...tagsOf(harmless)])
  const structure = (html: string) => html.match(/<(h\d|strong|details|table|tr|li)\b/g)

  test.each(HOSTILE)('%s stays text', (_, hostile) => {
    const html = renderMarkdown(summary(hostile))
    expect(
      tagsOf(html).filter((tag) => !expected.has(tag) && !/^(br|a (id|href)="#?user-content-)/.test(tag)),
    ).toEqual([])
    expect(structure(html)).toEqual(structure(harmless))
    expect(linkableText(html)).not.toMatch(MADE_OF_TEXT)
  })
})

test('names stay readable where Markdown is not rendered', () => {
  const text = withMessage('src/my_package/__init__.py is in my_package-1.0.whl, not my_other_package.')
  expect(text).toContain('`src/my_package/__init__.py` is in `my_package-1.0.whl`, not `my_other_package`.')
  expect(of({ name: 'my_package' })).toMatch(/^## as-installed: ✅ my_package 1\.0: works as installed\n/)
})

test.each([
  [
    'words in quotes are code',
    '"packages" (pyproject.toml:20) lists "a b".',
    '`packages` (`pyproject.toml:20`) lists `a b`.',
  ],
  ['words in backticks stay code', 'Delete `x = "y"`, and `z`.', 'Delete `x = "y"`, and `z`.'],
  ['a word in parentheses', 'It fails (demo.cli).', 'It fails (`demo.cli`).'],
  ['a call', 'By pytest.exit().', 'By pytest.exit().'],
  ['versions are text', 'Since 1.2.0, e.g. here, for Python 3.9.', 'Since 1.2.0, e.g. here, for Python 3.9.'],
  [
    'statements and commands are code',
    'It needs import demo, import demo.cli and python -m demo, not the import of it.',
    'It needs `import demo`, `import demo.cli` and `python -m demo`, not the import of it.',
  ],
  [
    'settings and commands are code',
    'Add greet = "greeter.cli:main" or x = ["a b", "c"], and run python -c "import demo".',
    'Add `greet = "greeter.cli:main"` or `x = ["a b", "c"]`, and run `python -c "import demo"`.',
  ],
  ['quotes of a program', "No module named 'a_b'", "No module named '`a_b`'"],
])('%s', (_, message, expected) => {
  expect(withMessage(message)).toContain(`\n\n${expected}\\\n`)
})

const VERSIONS = [
  { source: 'METADATA of the wheel', version: '1.0', agrees: true },
  { source: 'uv.lock', version: null, agrees: null, file: 'uv.lock', line: 7 },
]

test('the versions are folded if they agree', () => {
  expect(of({ versions: VERSIONS })).toContain(`<details><summary>Versions: all sources agree</summary>

| Source | Version | Agrees |
| - | - | - |
| METADATA of the wheel | 1.0 | ✅ |
| \`uv.lock:7\` | | ➖ |

</details>
`)
})

test('the versions are unfolded if one disagrees, and stay in their table cells', () => {
  const text = of({
    versions: [...VERSIONS, { source: 'a|b --version', version: '<b>\n|0.9', agrees: false }],
  })
  expect(text).toContain('<details open><summary>The version sources disagree</summary>')
  expect(text).toContain('\n| `a\\|b` --version | `<b>`<br>`\\|0.9` | ❌ |\n')
})

test('without versions there is no table', () => {
  expect(of({})).not.toContain('| Source |')
})

test('a reason stays in its table cell', () => {
  const text = of({
    checks: [{ check: 'build', status: 'error', seconds: 0, reason: 'a | b\r\nc\rd\n| e |' }],
  })
  expect(text).toContain('| a `\\|` b<br>c<br>d<br>`\\|` e `\\|` |\n')
})

test('the file names of distributions have no directory', () => {
  const artifacts = [{ file: 'C:\\out\\<x>.whl', kind: 'wheel', sha256: 'a', bytes: 1 }] as const
  expect(of({ artifacts })).toContain('Wheel <code>&#60;x&#62;.whl</code>')
  expect(of({ artifacts })).not.toContain('out')
})

const patch = (diff: string) => ({ status: 'tried', summary: 'Do it.', diff, edits: [] }) as const

test.each([
  ['no backtick', 'x', '```'],
  ['a fence', '```\nx\n```', '````'],
  ['a longer fence', 'x\n`````\ny', '``````'],
  ['html', '</details><script>', '```'],
])('a diff with %s stays in its code block', (_, diff, fence) => {
  expect(of({ findings: [finding({ patch: patch(diff) })] })).toContain(`\n${fence}diff\n${diff}\n${fence}\n`)
})

test('a fix in words has its lines as a code block', () => {
  const text = of({ findings: [finding({ fix: 'Add to pyproject.toml:\n[tool.x]\ny = "z"' })] })
  expect(text).toContain('**Fix:** Add to `pyproject.toml`:\n\n```toml\n[tool.x]\ny = "z"\n```\n')
})

test('what fixes several findings is shown once', () => {
  const findings = [finding({ patch: patch('+a') }), finding({ patch: patch('+a') })]
  const text = of({ findings: [...findings, finding({ fix: 'Do this.' }), finding({ fix: 'Do this.' })] })
  expect(text.match(/Do this/g)).toHaveLength(1)
  expect(text.match(/```diff/g)).toHaveLength(1)
  expect(text).toContain(`**Fix:** the same as for “${RULES['script-failed'].title}” above.`)
})

test('of many findings of a rule the first are shown, and the others folded', () => {
  const findings = [
    ...Array.from({ length: 15 }, (_, i) => finding({ rule: 'data-missing', message: `file ${i}` })),
    finding({ rule: 'dependency-undeclared', message: 'Another.' }),
  ]
  const text = of({ verdict: 'fail', findings })
  expect(text).toContain('<details><summary>12 more of <code>data-missing</code></summary>')
  expect(text.indexOf('file 2')).toBeLessThan(text.indexOf('12 more'))
  expect(text.indexOf('Another.')).toBeGreaterThan(text.indexOf('</details>'))
})

test('an inconclusive check has its reason before the checks', () => {
  const text = of({
    verdict: 'error',
    checks: [{ check: 'tests', status: 'error', seconds: 1, reason: 'No network.', pythons: ['3.9'] }],
  })
  expect(text).toContain('### ❔ tests: inconclusive (only with Python 3.9)\n\nNo network.\n\ntests')
})

test.each([
  ['ASCII', 'x'],
  ['characters of three bytes', '█'],
  ['characters of four bytes', '🐍'],
  ['characters in code', '<'],
])('a summary of more than 1 MiB in %s lacks its details and its last problems', (_, character) => {
  const findings = Array.from({ length: 4_000 }, (_, i) =>
    finding({ rule: RULE_NAMES[i % RULE_NAMES.length] as Rule, message: `${i} ${character.repeat(600)}` }),
  )
  const text = of({ findings, checks: [{ check: 'build', status: 'pass', seconds: 1, reason: 'Detail.' }] })
  const bytes = Buffer.byteLength(text)
  expect(bytes).toBeLessThan(1_048_576)
  expect(text).not.toContain('\ufffd')
  expect(text).not.toContain('Detail.')
  expect(text.endsWith('\n\n*The rest does not fit into the job summary (1 MiB); see the report.*\n')).toBe(
    true,
  )
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
})

test('details are dropped before problems', () => {
  const findings = Array.from({ length: 200 }, (_, i) =>
    finding({
      severity: i < 100 ? 'error' : 'warning',
      rule: RULE_NAMES[i % 40] as Rule,
      message: `${i} ${'x'.repeat(7000)}`,
    }),
  )
  const text = of({ findings, checks: [{ check: 'build', status: 'pass', seconds: 1, reason: 'Detail.' }] })
  expect(text.match(/^### ❌/gm)).toHaveLength(100)
  expect(text).not.toContain('Detail.')
})

test('long lines and long texts in code blocks are cut', () => {
  const text = of({ findings: [finding({ patch: patch('+ a line with ```` backticks\n'.repeat(50_000)) })] })
  expect(text).toContain('backticks\n… 49600 more lines\n')
  expect(of({ findings: [finding({ patch: patch('x'.repeat(5000)) })] }).length).toBeLessThan(3000)
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
  const lines = text.replaceAll('\u00a0', ' ').split('\n')
  expect(lines).toContain('| tests | ❌ fail | 3.0 s | 3.13: 1 error; 3.9, 3.12: 2 passed |')
  expect(lines.filter((line) => line.endsWith(' · only with Python 3.13'))).toHaveLength(1)
  expect(lines).toContain('- not verified with Python 3.8: Requires-Python `>=3.9` does not allow it')
})

test('a workspace: an overview with links, what fails first, what passes folded', () => {
  const workspace = report(
    packageReport({ name: 'passes', path: 'packages/passes' }),
    packageReport({
      name: 'warns',
      path: 'packages/warns',
      findings: [finding({ rule: 'data-missing', severity: 'warning' })],
    }),
    packageReport({
      name: 'unclear',
      path: 'packages/unclear',
      verdict: 'error',
      checks: [{ check: 'tests', status: 'error', seconds: 1, reason: 'No network.' }],
    }),
    packageReport({
      name: 'fails',
      path: 'packages/Fails_1',
      verdict: 'fail',
      findings: [finding(), finding()],
    }),
    packageReport({ name: 'same', path: 'packages/same', leftOut: 'nothing in it has changed' }),
  )
  const text = summaryOf({ ...workspace, verdict: 'fail' }).replaceAll('\u00a0', ' ')
  const anchors = [...text.matchAll(/<a id="(.+)"><\/a>(\S+ \S+)/g)].map(([, id, title]) => [id, title])
  expect(anchors).toEqual([
    ['user-content-packages-fails-1', '❌ fails'],
    ['user-content-packages-unclear', '❔ unclear'],
    ['user-content-packages-warns', '✅ warns'],
  ])
  expect(text.split('\n').filter((line) => line.startsWith('| ['))).toEqual([
    `| [fails](#user-content-packages-fails-1) | 1.0 | ❌ broken | ${RULES['script-failed'].title} (2 errors) |`,
    '| [unclear](#user-content-packages-unclear) | 1.0 | ❔ inconclusive | tests: No network. |',
    `| [warns](#user-content-packages-warns) | 1.0 | ✅ works as installed | ⚠️ ${RULES['data-missing'].title} |`,
  ])
  expect(text).toContain('<details><summary>✅ 1 package works as installed</summary>')
  expect(text).toContain('| passes | 1.0 |')
  expect(text).toContain('Not verified: same (nothing in it has changed).')
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

  expect(summaryOf(all)).toContain('\nTotal 541 s · overhead 1.5 s\n')
  expect(summaryOf(all).match(/^\| (p\d+|\[p\d+\]\S+) /gm)).toHaveLength(300)
  expect(summaryOf(all).match(/^### <a id="\S+"><\/a>❌/gm)).toHaveLength(150)
  expect(Buffer.byteLength(summaryOf(all))).toBeLessThan(300_000)
  expect(summaryOf(all)).not.toContain('mermaid')
  expect(summaryOf(report(...packages.slice(0, 10)))).toContain('mermaid')
  // GitHub shows ten errors of a step; the tenth is the message that fails the step.
  expect(annotationsOf(all)).toHaveLength(9)
  expect(annotationsOf(all).at(-1)?.message).toBe(
    '142 more errors not annotated, as GitHub shows 10 per step: 142 script-failed. See the job summary.',
  )
})

test('the dependencies are pinned requirements, of each Python', () => {
  const environment = {
    python: '3.9.7',
    implementation: 'cpython',
    installer: { name: 'uv', version: '0.13.8' },
  }
  const dependencies = [
    { name: 'packaging', version: '24.0' },
    { name: 'requests', version: '2.32.0' },
  ]
  expect(of({ environment, dependencies })).toContain(
    '<details><summary>Environment: Python 3.9.7 · uv 0.13.8 · 2 dependencies</summary>\n\n```\npackaging==24.0\nrequests==2.32.0\n```\n',
  )
  const pythons = [
    { python: '3.9', verdict: 'pass', environment, dependencies },
    {
      python: '3.13',
      verdict: 'pass',
      environment: { ...environment, python: '3.13.1', platform: 'linux-x86_64' },
    },
    { python: '3.14', leftOut: 'It is not there.' },
  ] as const
  const titles = [
    ...of({ environment, dependencies, pythons }).matchAll(/<summary>(Environment.*)<\/summary>/g),
  ]
  expect(titles.map(([, title]) => title)).toEqual([
    'Environment: Python 3.9.7 · uv 0.13.8 · 2 dependencies',
    'Environment: Python 3.13.1 (linux-x86_64) · uv 0.13.8 · 0 dependencies',
  ])
})

test('the wheel has its contents as a tree, and the modules that users import', () => {
  const files = [{ path: 'demo/__init__.py', bytes: 12 }]
  const text = of({
    artifacts: [{ file: '/out/demo-1.0.whl', kind: 'wheel', sha256: 'abc', bytes: 1234, files }],
    ships: Array.from({ length: 22 }, (_, i) => `m${i}`),
    previousVersion: '0.9.0',
    bump: 'major',
  })
  expect(text).toContain('<summary>Wheel <code>demo-1.0.whl</code> · 1 file · 1.2 kB</summary>')
  expect(text).toContain('`m19` and 2 more\\\nLast release: `0.9.0` (major step)\\\nSHA-256: `abc`\n')
  expect(text).toContain('```\ndemo/\n  __init__.py      12 B\n```\n')
})

test('a package that was not verified has no checks', () => {
  const one = packageReport({ leftOut: 'unchanged since main' })
  expect(summaryOf({ ...report(one), selection: '0 of 1 package changed.' })).toBe(
    '## as-installed: ✅ 1 package, all unchanged\n\n0 of 1 package changed.\n\nNot verified: demo (unchanged since main).\n',
  )
})

test('how a package was selected is below its details', () => {
  const text = summaryOf({ ...report(packageReport()), selection: '1 of 9 packages changed.' })
  expect(text.endsWith('\n\n1 of 9 packages changed.\n')).toBe(true)
})

test.each(['.', ')', '(', '"', '`', ':', 'a.', 'a:', '_', '@', '0', '{', ' = [', ' import a'])(
  'a text of 100,000 times %j does not take long',
  (part) => {
    const text = part.repeat(100_000)
    const start = performance.now()
    expect(of({ name: text, findings: [finding({ message: `x ${text}y` })] }).length).toBeGreaterThan(100)
    expect(performance.now() - start).toBeLessThan(5000)
  },
)
