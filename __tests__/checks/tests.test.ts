import { expect, test } from '@jest/globals'
import { checkTests } from '../../src/checks/tests.ts'
import type { TestRun } from '../../src/evidence/test-run.ts'
import { error, factsOf, type Given, leak, seen, short, testFailure, testRun } from './facts.ts'

const exited = (code: number) => ({ kind: 'exited', code }) as const
const GONE = error("ModuleNotFoundError: No module named 'demo.gone'")
const TIMED_OUT = { kind: 'timed-out', afterSeconds: 9 } as const

test.each<[string, TestRun, string[]]>([
  ['all pass', testRun(), []],
  [
    'one fails',
    testRun({ ending: exited(1), totals: { failed: 1 }, failures: [testFailure('t.py::t')] }),
    ['error tests-failed'],
  ],
  [
    'two fail',
    testRun({
      ending: exited(1),
      totals: { failed: 2 },
      failures: [testFailure('t.py::a'), testFailure('t.py::b')],
    }),
    ['error tests-failed', 'error tests-failed'],
  ],
  [
    'one cannot be collected',
    testRun({
      ending: exited(2),
      totals: { errors: 1 },
      failures: [testFailure('t.py', { when: 'collect' })],
    }),
    ['error tests-failed'],
  ],
  [
    'one fails for a missing module, which is told elsewhere',
    testRun({
      ending: exited(1),
      totals: { failed: 1 },
      failures: [testFailure('t.py::t', { error: GONE })],
    }),
    [],
  ],
  ['some are skipped', testRun({ totals: { passed: 1, skipped: 9 } }), []],
  ['all fail as they should', testRun({ totals: { xfailed: 1 } }), []],
  ['none is collected', testRun({ ending: exited(5), totals: {} }), ['error tests-missing']],
  [
    'none is there',
    testRun({ ending: exited(5), totals: {} }, { hasTests: false }),
    ['warning tests-missing'],
  ],
  ['all are skipped', testRun({ ending: exited(0), totals: { skipped: 2 } }), ['error tests-missing']],
  ['all are deselected', testRun({ ending: exited(5), totals: { deselected: 2 } }), ['error tests-missing']],
  [
    'pytest does not know an option',
    testRun({ ending: exited(4), totals: {}, stderr: 'error: unrecognized arguments: --cov' }),
    ['error tests-failed'],
  ],
  [
    'the coverage is too low',
    testRun({ ending: exited(1), stderr: 'Coverage failure' }),
    ['error tests-failed'],
  ],
  [
    'pytest has an error of its own',
    testRun({ ending: exited(3), totals: {}, internalErrors: ['INTERNALERROR\nValueError: x'] }),
    ['error tests-failed'],
  ],
  ['it does not end', testRun({ ending: TIMED_OUT }), ['error tests-failed']],
  ['it does not end, and nothing ran', testRun({ ending: TIMED_OUT, totals: {} }), ['error tests-failed']],
  ['it crashes', testRun({ ending: { kind: 'killed', signal: 'SIGSEGV' } }), ['error tests-failed']],
  [
    'code of the checkout was run',
    testRun({ leaks: [leak('exec', 'src/demo/a.py')] }),
    ['error tests-import-checkout'],
  ],
  [
    'an extension of the checkout was loaded',
    testRun({ leaks: [leak('extension', 'src/demo/a.so')] }),
    ['error tests-import-checkout'],
  ],
  [
    'a file of the checkout was read',
    testRun({ leaks: [leak('open', 'README.md')] }),
    ['warning tests-import-checkout'],
  ],
  [
    'a module was read and run',
    testRun({ leaks: [leak('open', 'src/demo/a.py'), leak('exec', 'src/demo/a.py')] }),
    ['error tests-import-checkout'],
  ],
  [
    'a module was run and read',
    testRun({ leaks: [leak('exec', 'src/demo/a.py'), leak('open', 'src/demo/a.py')] }),
    ['error tests-import-checkout'],
  ],
  [
    'a leak and a failure',
    testRun({ ending: exited(1), failures: [testFailure('t.py::t')], leaks: [leak('exec', 'a.py')] }),
    ['error tests-import-checkout', 'error tests-failed'],
  ],
])('tests: %s', (_, run, expected) => {
  const given: Given = { missing: ['demo/gone.py'], facts: { tests: seen(run) } }
  expect(short(checkTests(factsOf(given)))).toEqual(expected)
})

test('leaks of one kind are not told without end', () => {
  const leaks = Array.from({ length: 500 }, (_, i) => leak('exec', `src/demo/m${i}.py`))
  expect(checkTests(factsOf({ facts: { tests: seen(testRun({ leaks })) } })).length).toBeLessThanOrEqual(10)
})

test('a run of code from the checkout is told before files that were only read', () => {
  const leaks = [
    ...Array.from({ length: 50 }, (_, i) => leak('open', `docs/${i}.md`)),
    leak('exec', 'src/demo/a.py'),
  ]
  expect(short(checkTests(factsOf({ facts: { tests: seen(testRun({ leaks })) } })))).toContain(
    'error tests-import-checkout',
  )
})

test('a failure says which, where and why', () => {
  const run = testRun({
    ending: exited(1),
    failures: [testFailure('tests/t.py::t', { when: 'setup', message: 'no' })],
  })
  expect(checkTests(factsOf({ facts: { tests: seen(run) } }))).toMatchObject([
    {
      facts: { nodeid: 'tests/t.py::t', when: 'setup', message: 'no' },
      where: { file: 'tests/t.py', line: 3 },
    },
  ])
})

test('a leak names its culprit', () => {
  const importer = { file: 'tests/conftest.py', line: 2 }
  const leaks = [leak('exec', 'src/demo/a.py', { importer, sys_path: ['/checkout/src'] })]
  const [finding] = checkTests(factsOf({ facts: { tests: seen(testRun({ leaks })) } }))
  expect(finding?.facts).toEqual({
    path: 'src/demo/a.py',
    kind: 'exec',
    culprit: '/checkout/src is on sys.path from tests/conftest.py:2',
  })
})
