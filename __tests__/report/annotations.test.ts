import { expect, test } from '@jest/globals'
import { docsPage, RULES, type Severity } from '../../src/checks/rules.ts'
import { annotationsOf, annotationsOfProblems } from '../../src/report/annotations.ts'
import type { ReportedEdit, ReportedFinding } from '../../src/report/report.ts'
import { finding, packageReport, report } from './reports.ts'

const many = (severity: Severity, count: number) =>
  Array.from({ length: count }, (_, i) => finding({ severity, message: `${severity} ${i}` }))

test.each<[Severity, number, number, string | undefined]>([
  ['error', 0, 0, undefined],
  ['error', 9, 9, undefined],
  ['error', 10, 9, '2 more errors'],
  ['error', 100, 9, '92 more errors'],
  ['warning', 10, 10, undefined],
  ['warning', 11, 10, '2 more warnings'],
  ['note', 10, 10, undefined],
  ['note', 25, 10, '16 more notices'],
])('for %s findings: %i give %i annotations', (severity, given, shown, rest) => {
  const annotations = annotationsOf(report(packageReport({ findings: many(severity, given) })))
  expect(annotations).toHaveLength(shown)
  const last = annotations.at(-1)?.message ?? ''
  if (rest === undefined) expect(last).not.toContain('more')
  else
    expect(last).toBe(
      `${rest} not annotated, as GitHub shows 10 per step: ${Number.parseInt(rest, 10)} script-failed. See the job summary.`,
    )
})

test('each level has its own limit, over all packages', () => {
  const one = packageReport({ findings: [...many('error', 8), ...many('warning', 8), ...many('note', 8)] })
  const levels = annotationsOf(report(one, one)).map(({ level }) => level)
  const count = (wanted: string) => levels.filter((level) => level === wanted).length
  expect([count('error'), count('warning'), count('notice')]).toEqual([9, 10, 10])
})

test('a finding has a message, a fix and a location', () => {
  const effect = 'This breaks the script demo.'
  const findings = [finding({ effect, fix: 'Fix it.', file: 'src/a.py', line: 3 })]
  expect(annotationsOf(report(packageReport({ findings })))).toEqual([
    {
      level: 'error',
      title: `script-failed: ${RULES['script-failed'].title}`,
      message: `It fails.\n${effect}\nFix: Fix it.\nSee ${docsPage('script-failed')}`,
      file: 'src/a.py',
      startLine: 3,
    },
  ])
})

const edit = (startLine: number, endLine = startLine) => ({
  file: 'pyproject.toml',
  startLine,
  endLine,
  text: 'x',
})
const patched = (...edits: ReportedEdit[]) =>
  ({ status: 'tried', summary: 'Do it.', diff: '+x', edits }) as const
const packaging = { backend: 'hatchling', configuration: 'setup.cfg', folder: 'packages/a' }

test.each<[string, Partial<ReportedFinding>, string | undefined, number | undefined]>([
  ['without a file', {}, undefined, undefined],
  ['with only a file', { file: 'a.py' }, 'a.py', undefined],
  ['with a line', { file: 'a.py', line: 3, patch: patched(edit(20)) }, 'a.py', 3],
  [
    'without a line, but with a fix',
    { file: 'missing.html', patch: patched(edit(20)) },
    'pyproject.toml',
    20,
  ],
  ['without a file, but with a fix', { patch: patched(edit(20, 22)) }, 'pyproject.toml', 20],
  ['whose fix inserts lines', { patch: patched(edit(20, 19)) }, 'pyproject.toml', 19],
  ['whose fix creates a file', { file: 'a.py', patch: patched(edit(1, 0)) }, 'a.py', undefined],
  ['whose fix creates a file and edits one', { patch: patched(edit(1, 0), edit(7)) }, 'pyproject.toml', 7],
  ['about a missing file', { file: 'missing.html', facts: packaging }, 'packages/a/setup.cfg', undefined],
  [
    'about a missing file with a fix',
    { file: 'missing.html', facts: packaging, patch: patched(edit(4)) },
    'pyproject.toml',
    4,
  ],
])('a finding %s', (_, given, file, startLine) => {
  const [annotation] = annotationsOf(report(packageReport({ findings: [finding(given)] })))
  expect([annotation?.file, annotation?.startLine]).toEqual([file, startLine])
})

test('ignored findings have no annotation', () => {
  expect(annotationsOf(report(packageReport({ findings: [finding({ ignored: 'known' })] })))).toEqual([])
})

test('an inconclusive check is an error', () => {
  const checks = [{ check: 'version', status: 'error' as const, seconds: 1, reason: 'shallow' }]
  expect(annotationsOf(report(packageReport({ checks })))).toEqual([
    { level: 'error', title: 'demo: version inconclusive', message: 'shallow' },
  ])
})

test('problems of the configuration are errors with their location, up to the limit', () => {
  const problem = { message: 'Wrong.', file: 'pyproject.toml', line: 3 }
  expect(annotationsOfProblems([problem, { message: 'Also.' }])).toEqual([
    {
      level: 'error',
      title: 'as-installed: configuration',
      message: 'Wrong.',
      file: 'pyproject.toml',
      startLine: 3,
    },
    { level: 'error', title: 'as-installed: configuration', message: 'Also.' },
  ])
  const many = annotationsOfProblems(Array(30).fill(problem))
  expect(many).toHaveLength(9)
  expect(many.at(-1)?.message).toBe('22 more errors not annotated, as GitHub shows 10 per step. See the log.')
})

test('titles have the Pythons if only some are affected', () => {
  const checks = [
    { check: 'install', status: 'error' as const, seconds: 0, reason: 'It is not there.', pythons: ['3.14'] },
  ]
  const one = packageReport({ findings: [finding({ pythons: ['3.9'] })], checks })
  expect(annotationsOf(report(one)).map(({ title }) => title)).toEqual([
    `script-failed: ${RULES['script-failed'].title} (only with Python 3.9)`,
    'demo: install inconclusive (only with Python 3.14)',
  ])
})

test('findings of a rule on the same line have one annotation, the worst rules first', () => {
  const missing = { rule: 'data-missing', file: 'pyproject.toml', line: 20, harm: 'import' } as const
  const findings = [
    finding({ rule: 'tests-failed', file: 'a.py', line: 1, harm: 'tests' }),
    finding({ ...missing, message: 'Worst.' }),
    finding(missing),
    finding({ ...missing, line: 21 }),
    finding({ ...missing, severity: 'warning' }),
    finding({ rule: 'module-missing', file: 'pyproject.toml', line: 20, harm: 'part' }),
    finding({ rule: 'install-failed', harm: 'install' }),
    finding({ rule: 'version-taken', harm: 'version' }),
  ]
  const annotations = annotationsOf(report(packageReport({ findings })))
  expect(annotations.map(({ level, title, startLine }) => [level, title.split(':')[0], startLine])).toEqual([
    ['error', 'install-failed', undefined],
    ['error', 'data-missing', 20],
    ['error', 'module-missing', 20],
    ['error', 'tests-failed', 1],
    ['error', 'version-taken', undefined],
    ['error', 'data-missing', 21],
    ['warning', 'data-missing', 20],
  ])
  expect(annotations[1]?.message).toBe(
    `Worst.\n1 more data-missing finding here.\nSee ${docsPage('data-missing')}`,
  )
})

test('a rule with many findings does not hide the others, and the last annotation names what is missing', () => {
  const findings = [
    ...Array.from({ length: 15 }, (_, i) =>
      finding({ rule: 'data-missing', file: `${i}.html`, harm: 'import' }),
    ),
    ...Array.from({ length: 20 }, (_, i) =>
      finding({ rule: 'tests-failed', message: `${i}`, harm: 'tests' }),
    ),
    finding({ rule: 'dependency-undeclared', file: 'a.py', line: 3, harm: 'part' }),
  ]
  const checks = [{ check: 'version', status: 'error' as const, seconds: 1, reason: 'shallow' }]
  const annotations = annotationsOf(report(packageReport({ findings, checks })))
  expect(annotations.map(({ title }) => title.split(':')[0])).toEqual([
    'data-missing',
    'dependency-undeclared',
    'tests-failed',
    'demo',
    'data-missing',
    'tests-failed',
    'data-missing',
    'tests-failed',
    'as-installed',
  ])
  expect(annotations.at(-1)?.message).toBe(
    '29 more errors not annotated, as GitHub shows 10 per step: 12 data-missing and 17 tests-failed. See the job summary.',
  )
})
