import { expect, test } from '@jest/globals'
import { type FactsOf, RULES } from '../../../src/checks/rules.ts'
import { checkTests } from '../../../src/checks/tests/decide.ts'
import type { Culprit, TestRun } from '../../../src/checks/tests/facts.ts'
import {
  completedWith,
  error,
  factsOf,
  type Given,
  leak,
  short,
  testFailure,
  testRun,
  testSession,
} from '../facts.ts'

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
    'one fails because of a missing module, which another rule reports',
    testRun({
      ending: exited(1),
      totals: { failed: 1 },
      failures: [testFailure('t.py::t', { error: GONE })],
    }),
    [],
  ],
  ['some are skipped', testRun({ totals: { passed: 1, skipped: 9 } }), []],
  ['all are expected failures', testRun({ totals: { xfailed: 1 } }), ['warning tests-missing']],
  [
    'all are skipped or expected failures',
    testRun({ totals: { xfailed: 1, skipped: 2 } }),
    ['warning tests-missing'],
  ],
  ['an expected failure and an unexpected pass', testRun({ totals: { xfailed: 1, xpassed: 1 } }), []],
  [
    'a test calls pytest.exit(returncode=0)',
    testRun({ session: testSession({ notRun: 2, interrupt: error('Exit: done', ['/w/tests/t.py:4']) }) }),
    ['error tests-failed'],
  ],
  [
    'the first test calls pytest.exit(returncode=0)',
    testRun({ totals: {}, session: testSession({ notRun: 3, interrupt: error('Exit: done') }) }),
    ['error tests-failed'],
  ],
  [
    'a test module calls pytest.exit(returncode=0)',
    testRun({ totals: {}, session: testSession({ interrupt: error('Exit: done') }) }),
    ['error tests-failed'],
  ],
  [
    'an xdist worker calls pytest.exit',
    testRun({
      ending: exited(3),
      internalErrors: ['AssertionError'],
      session: testSession({ notRun: 3, interrupt: error('Exit: done') }),
    }),
    ['error tests-failed'],
  ],
  [
    'a test calls os._exit(0)',
    testRun({ session: testSession({ state: 'unfinished', lastTest: 't.py::t' }) }),
    ['error tests-failed'],
  ],
  [
    'a test calls os._exit(1) after another failed',
    testRun({
      ending: exited(1),
      failures: [testFailure('t.py::t')],
      session: testSession({ state: 'unfinished', lastTest: 't.py::u' }),
    }),
    ['error tests-failed', 'error tests-failed'],
  ],
  [
    'a plugin ends the session after some tests, with status 0',
    testRun({ session: testSession({ notRun: 2 }) }),
    ['error tests-failed'],
  ],
  [
    'pytest stops after the first failure',
    testRun({
      ending: exited(1),
      failures: [testFailure('t.py::t')],
      session: testSession({ notRun: 2, stopped: 'stopping after 1 failures' }),
    }),
    ['error tests-failed'],
  ],
  [
    'pytest interrupts the session after an error during collection',
    testRun({
      ending: exited(2),
      failures: [testFailure('t.py', { when: 'collect' })],
      session: testSession({ notRun: 2, interrupt: error('Interrupted: 1 error during collection') }),
    }),
    ['error tests-failed'],
  ],
  [
    'code at exit hides the status of pytest',
    testRun({ session: testSession({ exitStatus: 1 }) }),
    ['error tests-failed'],
  ],
  [
    'conftest.py ends the process',
    testRun({ totals: {}, session: testSession({ state: 'not-started' }) }),
    ['error tests-missing'],
  ],
  ['none is collected', testRun({ ending: exited(5), totals: {} }), ['error tests-missing']],
  [
    'there are none',
    testRun({ ending: exited(5), totals: {} }, { hasTests: false }),
    ['warning tests-missing'],
  ],
  [
    'another test runner runs them',
    testRun({ ending: exited(5), totals: {} }, { hasTests: false, otherTests: 'tests/run.py' }),
    ['warning tests-missing'],
  ],
  ['all are skipped', testRun({ ending: exited(0), totals: { skipped: 2 } }), ['error tests-missing']],
  [
    'all modules are skipped',
    testRun({ ending: exited(5), totals: { collection_skips: 2 } }),
    ['error tests-missing'],
  ],
  ['all are deselected', testRun({ ending: exited(5), totals: { deselected: 2 } }), ['error tests-missing']],
  [
    'pytest rejects an option',
    testRun({ ending: exited(4), totals: {}, stderr: 'error: unrecognized arguments: --cov' }),
    ['error tests-failed'],
  ],
  [
    'the coverage is too low',
    testRun({
      ending: exited(1),
      transcript: 'ERROR: Coverage failure: total of 50 is less than fail-under=90',
    }),
    ['warning tests-failed'],
  ],
  [
    'the coverage is too low, in the message of older releases',
    testRun({ ending: exited(1), transcript: 'FAIL Required test coverage of 90% not reached. Total: 50%' }),
    ['warning tests-failed'],
  ],
  [
    'the coverage is too low, and a test fails',
    testRun({
      ending: exited(1),
      totals: { failed: 1 },
      failures: [testFailure('t.py::t')],
      transcript: 'ERROR: Coverage failure: total of 50 is less than fail-under=90',
    }),
    ['error tests-failed'],
  ],
  [
    'no module is loaded',
    testRun({}, { modules: { loaded: [], notLoaded: ['demo'] } }),
    ['warning tests-missing'],
  ],
  ['there is no module', testRun({}, { modules: { loaded: [], notLoaded: [] } }), []],
  [
    'no module is loaded, and a test fails',
    testRun(
      { ending: exited(1), totals: { passed: 1, failed: 1 }, failures: [testFailure('t.py::t')] },
      { modules: { loaded: [], notLoaded: ['demo'] } },
    ),
    ['error tests-failed'],
  ],
  [
    'modules are loaded only from the checkout',
    testRun({ leaks: [leak('exec', 'src/demo/a.py')] }, { modules: { loaded: [], notLoaded: ['demo'] } }),
    ['error tests-import-checkout'],
  ],
  [
    'pytest has an internal error',
    testRun({ ending: exited(3), totals: {}, internalErrors: ['INTERNALERROR\nValueError: x'] }),
    ['error tests-failed'],
  ],
  ['it times out', testRun({ ending: TIMED_OUT }), ['error tests-failed']],
  ['it times out before a test runs', testRun({ ending: TIMED_OUT, totals: {} }), ['error tests-failed']],
  ['it crashes', testRun({ ending: { kind: 'killed', signal: 'SIGSEGV' } }), ['error tests-failed']],
  [
    'code of the checkout was executed',
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
    'a leak and a failure',
    testRun({ ending: exited(1), failures: [testFailure('t.py::t')], leaks: [leak('exec', 'a.py')] }),
    ['error tests-import-checkout', 'error tests-failed'],
  ],
])('tests: %s', (_, run, expected) => {
  const given: Given = { missing: ['demo/gone.py'], facts: { tests: completedWith(run) } }
  expect(short(checkTests(factsOf(given)))).toEqual(expected)
})

test('the number of leak findings is limited', () => {
  const leaks = Array.from({ length: 500 }, (_, i) => leak('exec', `src/demo/m${i}.py`))
  expect(
    checkTests(factsOf({ facts: { tests: completedWith(testRun({ leaks })) } })).length,
  ).toBeLessThanOrEqual(10)
})

test('a failure has the test, the position and the message', () => {
  const run = testRun({
    ending: exited(1),
    failures: [testFailure('tests/t.py::t', { when: 'setup', message: 'no' })],
  })
  expect(checkTests(factsOf({ facts: { tests: completedWith(run) } }))).toMatchObject([
    {
      facts: { nodeid: 'tests/t.py::t', when: 'setup', message: 'no' },
      where: { file: 'tests/t.py', line: 3 },
    },
  ])
})

const AT_CONFTEST = { file: 'tests/conftest.py', line: 2 }

test.each<[string, Culprit, string]>([
  ['code', { way: 'code', entry: '/c/src', by: AT_CONFTEST }, 'tests/conftest.py:2 adds /c/src to sys.path'],
  ['unknown code', { way: 'code', entry: '/c', by: null }, 'unknown code adds /c to sys.path'],
  [
    'a setting',
    { way: 'setting', entry: '/c', by: { file: 'tox.ini', line: null } },
    'pythonpath in tox.ini contains /c',
  ],
  [
    'a .pth file',
    { way: 'pth', entry: '/c', by: { file: 'x.pth', line: null } },
    'x.pth in the environment adds /c to sys.path',
  ],
  [
    'PYTHONPATH',
    { way: 'PYTHONPATH', entry: '/c', by: AT_CONFTEST },
    'tests/conftest.py:2 runs Python with /c in PYTHONPATH',
  ],
  [
    'the working directory of a child process',
    { way: 'program', entry: '/c', by: AT_CONFTEST },
    'tests/conftest.py:2 runs Python in /c',
  ],
  ['a path', { way: 'path', entry: null, by: AT_CONFTEST }, 'tests/conftest.py:2 accesses it by its path'],
])('a leak names its culprit: %s', (_, culprit, words) => {
  const leaks = [leak('exec', 'src/demo/a.py', { culprit })]
  const [finding] = checkTests(factsOf({ facts: { tests: completedWith(testRun({ leaks })) } }))
  expect(finding?.facts).toEqual({ path: 'src/demo/a.py', others: 0, kind: 'exec', ...culprit })
  expect(RULES['tests-import-checkout'].message(finding?.facts as FactsOf['tests-import-checkout'])).toBe(
    `The tests executed src/demo/a.py of the checkout: ${words}.`,
  )
  const { file, line } = culprit.by ?? {}
  const where =
    file === undefined || culprit.way === 'pth' ? undefined : line === null ? { file } : { file, line }
  expect(finding?.where).toEqual(where)
})

test('files that were used by one line are one finding, except those that were only read', () => {
  const culprit: Culprit = { way: 'path', entry: null, by: AT_CONFTEST }
  const leaks = ['a', 'b', 'c'].map((name) => leak('exec', `src/demo/${name}.py`, { culprit }))
  const read = leak('open', 'src/demo/data.txt', { culprit })
  const run = testRun({ leaks: [...leaks, read] })
  const findings = checkTests(factsOf({ facts: { tests: completedWith(run) } }))
  expect(findings).toMatchObject([
    { severity: 'error', facts: { path: 'src/demo/a.py', others: 2 } },
    { severity: 'warning', facts: { path: 'src/demo/data.txt', others: 0 } },
  ])
  const facts = findings[0]?.facts as FactsOf['tests-import-checkout']
  expect(RULES['tests-import-checkout'].message(facts)).toBe(
    'The tests executed src/demo/a.py and 2 more files of the checkout: tests/conftest.py:2 accesses it by its path.',
  )
})
