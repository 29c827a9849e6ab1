import { expect, test } from '@jest/globals'
import { judgeFix, type RunResult } from '../../../src/checks/fixes/acceptance.ts'
import type { ComparedFinding } from '../../../src/checks/fixes/compared-finding.ts'

const error = (rule: string, message = rule): ComparedFinding => ({ rule, severity: 'error', message })
const warning = (rule: string, message = rule): ComparedFinding => ({
  ...error(rule, message),
  severity: 'warning',
})
const note = (rule: string): ComparedFinding => ({ ...error(rule), severity: 'note' })
const run = (
  findings: readonly ComparedFinding[],
  wheel: readonly string[] | undefined = WHEEL,
): RunResult => {
  return { findings, wheel }
}
const WHEEL = ['demo/__init__.py', 'demo-1.0.dist-info/METADATA']
const withoutWheel = (findings: readonly ComparedFinding[]): RunResult => ({ findings, wheel: undefined })

const missing = (file: string, cause: string): ComparedFinding => ({
  ...error('data-missing', `${file} is missing. ${cause}.`),
  facts: { files: [file], builtFrom: 'sdist' },
})

const TARGET = error('data-missing', 'a.css is missing (pyproject.toml:12)')

test.each<[name: string, before: RunResult, after: RunResult, expected: string | undefined]>([
  ['the finding is gone', run([TARGET]), run([]), undefined],
  ['another finding stays', run([TARGET, error('x')]), run([error('x')]), undefined],
  ['the finding stays', run([TARGET]), run([TARGET]), 'data-missing remains'],
  [
    'the finding stays at another line',
    run([TARGET]),
    run([error('data-missing', 'a.css is missing (pyproject.toml:14)')]),
    'data-missing remains',
  ],
  [
    'another finding stays, with the temporary directory of the other run',
    run([TARGET, error('x', 'fails: /tmp/as-1/bin/demo [command], <object at 0x7f01>')]),
    run([error('x', 'fails: /tmp/as-2/fixes/0/bin/demo [command], <object at 0x7f02>')]),
    undefined,
  ],
  [
    'a finding about another directory comes',
    run([TARGET, warning('x', 'src/a/b.css')]),
    run([warning('x', 'src/c/b.css')]),
    'it causes x: src/c/b.css',
  ],
  [
    'the finding stays as a warning',
    run([TARGET]),
    run([{ ...TARGET, severity: 'warning' }]),
    'data-missing remains',
  ],
  [
    'another finding about missing files has another cause',
    run([TARGET, missing('b.js', 'there is no MANIFEST.in')]),
    run([missing('b.js', 'package-data has no pattern for it')]),
    undefined,
  ],
  ['a warning comes', run([TARGET]), run([warning('x')]), 'it causes x: x'],
  ['a note comes', run([TARGET]), run([note('x')]), undefined],
  ['an ignored error comes', run([TARGET]), run([{ ...error('x'), ignored: 'known' }]), undefined],
  [
    'a top-level that was installed before is reported',
    run([TARGET], [...WHEEL, 'utils/a.py']),
    run([{ ...warning('stray-top-level'), facts: { name: 'utils' } }], [...WHEEL, 'utils/a.py']),
    undefined,
  ],
  [
    'a top-level comes',
    run([TARGET]),
    run([{ ...warning('stray-top-level'), facts: { name: 'utils' } }], [...WHEEL, 'utils/a.py']),
    'it causes stray-top-level: stray-top-level',
  ],
  ['no wheel is built', run([TARGET]), withoutWheel([]), 'no wheel is built'],
  ['a file comes', run([TARGET]), run([], [...WHEEL, 'demo/a.css']), undefined],
  [
    'a file is lost',
    run([TARGET]),
    run([], ['demo-1.0.dist-info/METADATA']),
    'the wheel loses demo/__init__.py',
  ],
  [
    'a file moves into its package',
    run([TARGET], ['io/a.py']),
    run([], ['demo/io/a.py', 'demo/__init__.py']),
    undefined,
  ],
  [
    'a file is lost, and another one with its name stays',
    run([TARGET], ['a.py', 'demo/a.py']),
    run([], ['demo/a.py']),
    'the wheel loses a.py',
  ],
  ['an unwanted file is lost', run([TARGET], [...WHEEL, 'junk.txt']), run([]), undefined],
  [
    'the version changes',
    run([TARGET]),
    run([], ['demo/__init__.py', 'demo-1.1.dist-info/METADATA']),
    undefined,
  ],
  [
    'another version of the backend puts the license elsewhere',
    run([TARGET], [...WHEEL, 'demo-1.0.dist-info/LICENSE']),
    run([], [...WHEEL, 'demo-1.0.dist-info/licenses/LICENSE']),
    undefined,
  ],
  [
    'another file changed since the last release',
    run([TARGET, error('version-not-bumped', 'a.py changed')]),
    run([error('version-not-bumped', 'a.py and b.py changed')]),
    undefined,
  ],
  ['there was no wheel', withoutWheel([TARGET]), run([]), undefined],
  [
    'a check has no result',
    run([TARGET]),
    { ...run([]), inconclusive: ['tests'] },
    'the check tests is inconclusive',
  ],
  [
    'a check had none before',
    { ...run([TARGET]), inconclusive: ['tests'] },
    { ...run([]), inconclusive: ['tests'] },
    undefined,
  ],
])('%s', (_, before, after, reason) => {
  const expected = reason === undefined ? { kind: 'accepted' } : { kind: 'rejected', reason }
  expect(judgeFix(before, after, [TARGET], (file) => file === 'junk.txt')).toEqual(expected)
})

test('a dependency that lacks the same name in another version remains', () => {
  const lacking = (version: string): ComparedFinding => ({
    ...error('dependency-incompatible', `MarkupSafe ${version} has no soft_unicode`),
    facts: { distribution: 'MarkupSafe', version, module: 'markupsafe', name: 'soft_unicode' },
  })
  expect(judgeFix(run([lacking('3.0.4')]), run([lacking('3.0.3')]), [lacking('3.0.4')], () => false)).toEqual(
    {
      kind: 'rejected',
      reason: 'dependency-incompatible remains',
    },
  )
})

test('a finding that states another cause remains', () => {
  const before = missing('a.css', 'there is no MANIFEST.in')
  const after = missing('a.css', 'package-data has no pattern for it')
  expect(judgeFix(run([before]), run([after]), [before], () => false)).toEqual({
    kind: 'rejected',
    reason: 'data-missing remains',
  })
})

test.each([
  ['an error comes', error('x')],
  ['a part of the finding stays', error('data-missing', 'b.css is missing')],
])('%s', (_, added) => {
  const errors = [added]
  expect(judgeFix(run([TARGET]), run([added, warning('y')]), [TARGET], () => false)).toEqual({
    kind: 'revealing',
    errors,
  })
})

test('a warning becomes an error', () => {
  const errors = [error('x')]
  expect(judgeFix(run([TARGET, warning('x')]), run(errors), [TARGET], () => false)).toEqual({
    kind: 'worsening',
    errors,
  })
})

test.each([
  ['a build that failed', withoutWheel([error('build-failed')])],
  ['an empty wheel', run([error('wheel-empty')])],
])('%s hides warnings', (_, before) => {
  expect(judgeFix(before, run([warning('x')]), before.findings, () => false)).toEqual({ kind: 'accepted' })
})

test('failing tests are not new errors if the finding kept all of them from running', () => {
  const target = { ...error('dependency-undeclared'), causes: [{ check: 'tests' }] }
  const errors = [error('tests-failed')]
  const judge = (testsRan: boolean) =>
    judgeFix({ ...run([target]), testsRan }, run(errors), [target], () => false)
  expect(judge(false)).toEqual({ kind: 'worsening', errors })
  expect(judge(true)).toEqual({ kind: 'revealing', errors })
})

test('fewer tests that fail on many lines are not new errors', () => {
  const failing = (...tests: string[]) => ({
    ...error('tests-failed'),
    message: tests.join(),
    facts: {
      tests: tests.slice(0, 3),
      ...(tests.length > 3 ? { merged: { lines: tests.length, tests } } : {}),
    },
  })
  const target = error('data-missing')
  const judge = (...left: string[]) =>
    judgeFix(run([target, failing('a', 'b', 'c', 'd', 'e')]), run([failing(...left)]), [target], () => false)
      .kind
  expect(judge('b')).toBe('accepted')
  expect(judge('b', 'c', 'd', 'e')).toBe('accepted')
  expect(judge('b', 'f')).toBe('revealing')
})
