import { afterAll, expect, test } from '@jest/globals'
import type { TestEvidence } from '../../../src/checks/tests/facts.ts'
import { isNoWorse, withUsageOf } from '../../../src/checks/tests/repeated-run.ts'
import { WheelIndex } from '../../contract/wheel-index.ts'
import { type CliOptions, type CliRun, project, runCli, temporaryDirectory } from '../../support/project.ts'
import { samplePackage } from '../../support/sample-package.ts'
import { leak, testFailure, testRun } from '../facts.ts'
import { limit } from '../limit.ts'

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

const atMost = limit(2)

/** Verifies a package whose tests need six, with this requirement in its extra `compat`. */
function verify(requirement: string, inTest: string, options: Partial<CliOptions> = {}): Promise<CliRun> {
  const files = {
    'sample/compat.py': 'def kind():\n    import six\n    return six.PY3\n',
    'tests/test_compat.py': `import sample.compat\n\ndef test_compat():\n    assert sample.compat.kind()\n    ${inTest}\n`,
    'tests/test_plain.py': 'import sample\n\ndef test_plain():\n    pass\n',
  }
  const pyproject = '[dependency-groups]\ntest = ["pytest==8.4.2"]\n'
  const spec = samplePackage({ extras: { compat: requirement }, pyproject, files })
  return atMost(async () => runCli(['--installer', 'pip'], { cwd: await project(spec), ...options }))
}

const testsOf = ({ report }: CliRun) => report?.packages[0]?.checks.find(({ check }) => check === 'tests')
const errorsOf = ({ report }: CliRun) =>
  report?.packages[0]?.findings.filter(({ severity }) => severity === 'error')

test.concurrent('tests pass with the missing extra, and the report names it', async () => {
  const run = await verify('six==1.17.0', 'pass')
  expect(errorsOf(run)).toEqual([])
  expect(testsOf(run)).toMatchObject({
    status: 'pass',
    reason: expect.stringMatching(/^2 passed.*, and the extra compat/),
  })
})

test.concurrent.each([
  [
    'the extra does not help, and the last run is reported',
    'six==1.17.0',
    'import no_such_thing',
    'no_such_thing',
  ],
  ['the extra cannot be installed', 'six==99999', 'pass', 'six'],
])('tests still fail if %s', async (_, requirement, inTest, module) => {
  const run = await verify(requirement, inTest)
  expect(errorsOf(run)).toMatchObject([
    { rule: 'tests-failed', message: expect.stringContaining(`No module named '${module}'`) },
  ])
  expect(run.code).toBe(1)
  expect(testsOf(run)?.status).toBe('fail')
})

const indexes: WheelIndex[] = []
afterAll(() => Promise.all(indexes.map((index) => index.stop())))

/** An index that has pytest, and does not respond to requests for the requirement of the extra. */
async function indexWithoutExtra(): Promise<Partial<CliOptions>> {
  const index = await WheelIndex.start(await temporaryDirectory(), [['pytest==8.4.2']])
  index.down.add('six')
  indexes.push(index)
  return { env: { ...index.variables, PIP_EXTRA_INDEX_URL: undefined, PIP_RETRIES: '0' } }
}

test.concurrent('the index is down when the extra is downloaded', async () => {
  const options = await indexWithoutExtra()
  const run = await verify('six==1.17.0', 'pass', options)
  expect(testsOf(run)).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(/^The package index did not answer while installing/),
  })
  expect(errorsOf(run)).toEqual([])
  expect(run.code).toBe(3)
})

test.concurrent('the index is down when the extra is downloaded, and a test fails for another reason', async () => {
  const options = await indexWithoutExtra()
  const run = await verify('six==1.17.0', 'pass\n\ndef test_own():\n    assert False', options)
  expect(testsOf(run)?.status).toBe('fail')
  expect(run.code).toBe(1)
})
