import { expect, test } from '@jest/globals'
import type { TestEvidence } from '../../../src/checks/tests/facts.ts'
import { NotInstallable } from '../../../src/checks/tests/install-tests.ts'
import {
  isNoWorse,
  type Round,
  runUntilNothingIsMissing,
  withUsageOf,
} from '../../../src/checks/tests/rounds.ts'
import { Inconclusive } from '../../../src/program/errors.ts'
import type { TestDependencies } from '../../../src/project/test-dependencies.ts'
import { contentsOf, error, leak, testFailure, testRun, testSession } from '../facts.ts'

type Run = (requirements: TestDependencies) => TestEvidence

const GROUP = (name: string, ...lines: string[]) => ({ source: `group ${name}`, lines, extras: [] })
const START: TestDependencies = {
  ...GROUP('test', 'pytest'),
  alternatives: [
    GROUP('dev', 'freezegun==1.5', 'ruff'),
    GROUP('docs', 'PyYAML'),
    { source: 'requirements.txt', lines: ['pytest-mock', 'other'], extras: [] },
  ],
}

/** Tests that need these modules or fixtures (`mocker`), of distributions that are named by the same word or known. */
const needing =
  (...modules: string[]): Run =>
  ({ lines, extras }) => {
    const has = (module: string) =>
      extras.includes(module) ||
      lines.some((line) =>
        line
          .toLowerCase()
          .replace(/^pytest-mock/, 'mocker')
          .startsWith(module.replace('yaml', 'pyyaml')),
      )
    const failures = modules
      .filter((module) => !has(module))
      .slice(0, 1)
      .map((module) =>
        testFailure(`t.py::${module}`, {
          error:
            module === 'mocker'
              ? error("FixtureLookupError: ('mocker', <FixtureRequest>)")
              : error(`ModuleNotFoundError: No module named '${module}'`),
        }),
      )
    return testRun({
      ending: { kind: 'exited', code: failures.length > 0 ? 1 : 0 },
      totals: { passed: 1, failed: failures.length },
      failures,
    }).evidence
  }

/** Runs until no dependency is missing; returns the sources of the last run, the number of runs and of failures. */
async function runUntil(
  run: Run,
  {
    install = () => {},
    extras = {},
  }: { install?: Run | ((r: TestDependencies) => void); extras?: Readonly<Record<string, string>> } = {},
) {
  const contents = contentsOf({
    extras: Object.keys(extras),
    requires: Object.entries(extras).map(([extra, name]) => `${name}; extra == "${extra}"`),
  })
  const inventory = {} as Round['inventory']
  let runs = 1
  const last = await runUntilNothingIsMissing(
    { requirements: START, evidence: run(START), inventory },
    contents,
    async (requirements) => {
      install(requirements)
      runs++
      return { evidence: run(requirements), inventory }
    },
  )
  return {
    source: last.requirements.source,
    runs,
    failures: last.evidence.failures.length,
    lines: last.requirements.lines,
  }
}

test.each<
  [string, Run, Readonly<Record<string, string>>, { source: string; runs: number; failures: number }]
>([
  ['no dependency is missing', needing(), {}, { source: 'group test', runs: 1, failures: 0 }],
  ['a group has it', needing('freezegun'), {}, { source: 'group test, and group dev', runs: 2, failures: 0 }],
  [
    'one after another, of several sources',
    needing('freezegun', 'yaml', 'mocker'),
    {},
    { source: 'group test, and group dev, and group docs, and requirements.txt', runs: 4, failures: 0 },
  ],
  [
    'an extra has it',
    needing('numpy'),
    { numpy: 'numpy' },
    { source: 'group test, and the extra numpy', runs: 2, failures: 0 },
  ],
  ['no source has it', needing('no_such'), {}, { source: 'group test', runs: 1, failures: 1 }],
  [
    'one has a source and another has none: the last run counts',
    needing('freezegun', 'no_such'),
    {},
    { source: 'group test, and group dev', runs: 2, failures: 1 },
  ],
])('the tests run again until no dependency is missing: %s', async (_, run, extras, expected) => {
  expect(await runUntil(run, { extras })).toMatchObject(expected)
})

test.each<[string, string, string, string]>([
  ['the name of the test file', 'tests/_async/test_http2.py', 'http2', 'group test, and the extra http2'],
  ['the name of a directory', 't/unit/aws/sqs/test_connection.py', 'sqs', 'group test, and the extra sqs'],
  ['a part of a word only', 'tests/test_sqsx.py', 'sqs', 'group test'],
  ['an extra for developers', 'tests/test_docs.py', 'docs', 'group test'],
])('an extra may provide what no source names: %s', async (_, file, extra, expected) => {
  const run: Run = ({ extras }) =>
    testRun({
      failures: extras.includes(extra)
        ? []
        : [
            testFailure(file, {
              when: 'collect',
              error: error("ModuleNotFoundError: No module named 'hpack'"),
            }),
          ],
    }).evidence
  expect((await runUntil(run, { extras: { [extra]: 'other' } })).source).toBe(expected)
})

test.each<[string, string, string]>([
  [
    'it is not installed',
    'RuntimeError: signals need the blinker library, which is not installed',
    'the extra signals',
  ],
  ['an object of it cannot be imported', 'RuntimeError: cannot import blinker.signal', 'the extra signals'],
  ['other words', 'RuntimeError: blinker failed', ''],
])('an extra may provide what the message of an exception names: %s', async (_, message, source) => {
  const run: Run = ({ extras }) =>
    testRun({
      failures: extras.includes('signals') ? [] : [testFailure('t.py::a', { error: error(message) })],
    }).evidence
  const found = await runUntil(run, { extras: { signals: 'blinker' } })
  expect(found.source).toBe(source === '' ? 'group test' : `group test, and ${source}`)
})

test('a source that conflicts is reduced to what is missing', async () => {
  const { lines, failures } = await runUntil(needing('freezegun'), {
    install: (requirements) => {
      if (requirements.lines.includes('ruff')) throw new NotInstallable('conflict')
    },
  })
  expect({ lines, failures }).toEqual({ lines: ['pytest', 'freezegun==1.5'], failures: 0 })
})

test('the run before counts if no source can be installed', async () => {
  const install = () => {
    throw new NotInstallable('conflict')
  }
  expect(await runUntil(needing('freezegun'), { install })).toMatchObject({
    source: 'group test',
    failures: 1,
  })
})

test('an index that is down is inconclusive only if an extra may fix every failure', async () => {
  const install = () => {
    throw new Inconclusive('down')
  }
  expect(await runUntil(needing('freezegun'), { install })).toMatchObject({ failures: 1 })
  await expect(runUntil(needing('numpy'), { install, extras: { numpy: 'numpy' } })).rejects.toThrow('down')
})

test('a worse run does not count', async () => {
  const crash: Run = ({ lines }) =>
    lines.includes('ruff')
      ? testRun({ ending: { kind: 'timed-out', afterSeconds: 9 } }).evidence
      : needing('freezegun')(START)
  expect(await runUntil(crash)).toMatchObject({ source: 'group test', runs: 2, failures: 1 })
})

test('plugins that the settings of pytest name are installed', async () => {
  const usage: Run = ({ lines }) =>
    lines.includes('pytest-timeout')
      ? testRun().evidence
      : testRun({
          ending: { kind: 'exited', code: 4 },
          totals: {},
          session: testSession({ state: 'not-started' }),
          stderr: 'error: unrecognized arguments: --timeout=9',
        }).evidence
  expect(await runUntil(usage)).toMatchObject({
    source: 'group test, and pytest-timeout, which the settings of pytest name',
    failures: 0,
  })
})

test('the number of runs is limited', async () => {
  let number = 0
  const endless: Run = () => needing(`numpy${number++}`)(START)
  const extras = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`numpy${i}`, `numpy${i}`]))
  expect((await runUntil(endless, { extras })).runs).toBe(5)
})

type Given = NonNullable<Parameters<typeof testRun>[0]>

const failing = (number: number, passed: number, more: Given = {}): TestEvidence => {
  const failures = Array.from({ length: number }, (_, i) => testFailure(`tests/test_a.py::test_${i}`))
  return testRun({ failures, totals: { passed, failed: number }, ...more }).evidence
}

test.each<[string, TestEvidence, boolean]>([
  ['all pass', failing(0, 5), true],
  ['fewer fail', failing(1, 4), true],
  ['the failed tests are skipped', failing(0, 3, { totals: { passed: 3, skipped: 2 } }), true],
  ['as many fail, perhaps for the next reason', failing(2, 3), true],
  ['more fail', failing(3, 2), false],
  ['none fail, and fewer pass', failing(0, 2), false],
  ['it times out', failing(0, 3, { ending: { kind: 'timed-out', afterSeconds: 9 } }), false],
  ['it is killed', failing(0, 3, { ending: { kind: 'killed', signal: 'SIGSEGV' } }), false],
  ['pytest has an internal error', failing(0, 3, { internalErrors: ['no'] }), false],
  ['pytest rejects an option', failing(0, 0, { ending: { kind: 'exited', code: 4 } }), false],
])('a run after one in which 2 of 5 tests failed counts: %s', (_, evidence, expected) => {
  expect(isNoWorse(evidence, failing(2, 3))).toBe(expected)
})

test('files that only the first run used are kept', () => {
  const by = (file: string) => ({ file, line: 1 })
  const first = failing(2, 3, {
    leaks: [leak('exec', 'demo/a.py'), leak('exec', 'demo/both.py'), leak('open', 'b.txt')],
    sandboxModules: [{ path: '/sandbox/helper.py', importer: by('first') }],
    loaded: ['/site/demo/__init__.py', '/site/demo/plain.py'],
  })
  const second = failing(0, 5, {
    leaks: [leak('open', 'demo/both.py'), leak('open', 'b.txt'), leak('open', 'c.txt')],
    sandboxModules: [
      { path: '/sandbox/helper.py', importer: by('second') },
      { path: '/sandbox/other.py', importer: by('second') },
    ],
    loaded: ['/site/demo/__init__.py', '/site/demo/fast.py'],
  })
  const joined = withUsageOf(second, first)
  expect(joined.leaks.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'exec demo/a.py',
    'exec demo/both.py',
    'open b.txt',
    'open c.txt',
  ])
  expect(joined.sandboxModules.map(({ path, importer }) => `${path} ${importer.file}`)).toEqual([
    '/sandbox/helper.py second',
    '/sandbox/other.py second',
  ])
  expect([...joined.loaded].sort()).toEqual([
    '/site/demo/__init__.py',
    '/site/demo/fast.py',
    '/site/demo/plain.py',
  ])
  expect({ ...joined, leaks: [], sandboxModules: [], loaded: [] }).toEqual({
    ...second,
    leaks: [],
    sandboxModules: [],
    loaded: [],
  })
})
