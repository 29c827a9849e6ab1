import { expect, test } from '@jest/globals'
import { docsPage, RULES, type Severity } from '../../src/checks/rules.ts'
import { annotationsOf, annotationsOfProblems } from '../../src/report/annotations.ts'
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
  else expect(last).toBe(`${rest} not annotated (GitHub shows 10 per step); see the job summary.`)
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

test.each([
  ['without a location', {}, []],
  ['with only a file', { file: 'a.py' }, ['file']],
])('a finding %s', (_, given, keys) => {
  const [annotation] = annotationsOf(report(packageReport({ findings: [finding(given)] })))
  expect(Object.keys(annotation ?? {}).filter((key) => key === 'file' || key === 'startLine')).toEqual(keys)
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
  expect(annotationsOfProblems(Array(30).fill(problem))).toHaveLength(9)
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

test('of each file only the worst finding is annotated, with the rules of the others', () => {
  const findings = [
    finding({ rule: 'tests-failed', file: 'a.py', line: 1, harm: 'tests' }),
    finding({ rule: 'data-missing', severity: 'warning', file: 'a.py', line: 2, harm: 'import' }),
    finding({ rule: 'import-failed', file: 'a.py', line: 3, harm: 'import', message: 'Worst.' }),
    finding({ rule: 'tests-failed', file: 'a.py', line: 4, harm: 'tests' }),
    finding({ rule: 'install-failed', harm: 'install' }),
    finding({ rule: 'version-taken', harm: 'version' }),
  ]
  const annotations = annotationsOf(report(packageReport({ findings })))
  expect(annotations.map(({ title, startLine }) => [title.split(':')[0], startLine])).toEqual([
    ['install-failed', undefined],
    ['import-failed', 3],
    ['version-taken', undefined],
  ])
  expect(annotations[1]?.message).toBe(
    `Worst.\nSee ${docsPage('import-failed')}\n3 more findings in this file: tests-failed and data-missing.`,
  )
})
