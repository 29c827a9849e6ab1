import { expect, test } from '@jest/globals'
import type { ImportEvidence } from '../../../src/checks/imports/facts.ts'
import { checkImportMessages } from '../../../src/checks/imports/messages.ts'
import { RULES } from '../../../src/checks/rules.ts'
import { completedWith, factsOf, imported } from '../facts.ts'

const SHIPPED = ['demo/__init__.py', 'demo/a.py']
const warning = (file: string, line: number, category = 'SyntaxWarning', message = 'no') => ({
  file,
  line,
  category,
  message,
})
const text = (stream: 'stdout' | 'stderr', said: string) => ({
  file: 'demo/a.py',
  line: 7,
  module: 'demo/a.py',
  stream,
  text: said,
})
const ESCAPE = "invalid escape sequence '\\d'"

function check(evidence: Partial<ImportEvidence>, pyproject = '[project]\nname = "demo"', limit?: number) {
  const given = factsOf({ shipped: SHIPPED, pyproject })
  const facts = {
    ...given,
    project: {
      ...given.project,
      settings: { ...given.project.settings, imports: limit === undefined ? {} : { 'max-seconds': limit } },
    },
    imports: completedWith([
      { ...imported('demo', 'imported'), ...evidence },
      imported('demo.a', 'imported'),
    ]),
  }
  return checkImportMessages(facts).map((finding) => {
    if (finding.rule !== 'import-warning') throw new Error(finding.rule)
    const { message, fix } = RULES['import-warning']
    return {
      severity: finding.severity,
      where: finding.where,
      message: message(finding.facts),
      fix: fix(finding.facts),
    }
  })
}

test('a package without messages has no finding', () => {
  expect(check({})).toEqual([])
  expect(check({ time: { seconds: 9, slowest: [] } })).toEqual([])
})

test.each<[string, Partial<ImportEvidence>, string, RegExp]>([
  [
    'one warning',
    { warnings: [warning('demo/a.py', 3, 'SyntaxWarning', ESCAPE)] },
    "Importing the package emits 1 warning: SyntaxWarning: invalid escape sequence '\\d' (src/demo/a.py:3).",
    /^Escape the backslash, or use a raw string: r"\\d"\.$/,
  ],
  [
    'the same escape sequence in earlier Pythons',
    { warnings: [warning('demo/a.py', 3, 'DeprecationWarning', 'invalid escape sequence \\d')] },
    'Importing the package emits 1 warning: DeprecationWarning: invalid escape sequence \\d (src/demo/a.py:3).',
    /^Escape the backslash/,
  ],
  [
    'many warnings',
    { warnings: [1, 2, 3, 4, 5].map((line) => warning('demo/a.py', line)) },
    'Importing the package emits 5 warnings: SyntaxWarning: no (src/demo/a.py:1); SyntaxWarning: no (src/demo/a.py:2); SyntaxWarning: no (src/demo/a.py:3); 2 more.',
    /^Replace the deprecated code that the warning names\.$/,
  ],
  [
    'output',
    { printed: [text('stdout', 'hello')] },
    'Importing the package prints output: "hello" on stdout (src/demo/a.py:7).',
    /^Remove the output/,
  ],
  [
    'a warning and output',
    {
      warnings: [warning('demo/a.py', 3, 'FutureWarning', 'use b')],
      printed: [text('stderr', 'hello')],
    },
    'Importing the package emits 1 warning and prints output: FutureWarning: use b (src/demo/a.py:3); "hello" on stderr (src/demo/a.py:7).',
    /^Replace the deprecated code that the warning names\. Remove the output/,
  ],
])('%s', (_, evidence, message, fix) => {
  const [finding, ...others] = check(evidence)
  expect(others).toEqual([])
  expect(finding).toMatchObject({ severity: 'note', message, fix: expect.stringMatching(fix) })
})

test('the place is the source of the first message', () => {
  const warnings = [warning('demo/a.py', 3), warning('demo/__init__.py', 1)]
  expect(check({ warnings })[0]?.where).toEqual({ file: 'src/demo/a.py', line: 3 })
  expect(check({ warnings: [warning('demo/generated.py', 3)] })[0]?.where).toBeUndefined()
})

test('an import that takes too long is a warning at the setting', () => {
  const pyproject = '[project]\nname = "demo"\n[tool.as-installed.imports]\nmax-seconds = 0.5\n'
  const slowest = [
    { module: 'pandas', seconds: 0.9 },
    { module: 'numpy', seconds: 0.124 },
  ]
  expect(check({ time: { seconds: 1.234, slowest } }, pyproject, 0.5)).toEqual([
    {
      severity: 'warning',
      where: { file: 'pyproject.toml', line: 4 },
      message:
        '"import demo" takes 1.23 s, longer than max-seconds (0.5 s). Slowest imports: pandas 0.90 s and numpy 0.12 s.',
      fix: expect.stringMatching(/python -X importtime -c "import demo"$/),
    },
  ])
  expect(check({ time: { seconds: 0.5, slowest: [] } }, pyproject, 0.5)).toEqual([])
})
