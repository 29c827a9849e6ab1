import { afterAll, expect, test } from '@jest/globals'
import type { TestEvidence } from '../../../src/checks/tests/facts.ts'
import { hasHelped, withUses } from '../../../src/checks/tests/repeated-run.ts'
import { WheelIndex } from '../../contract/wheel-index.ts'
import { type CliOptions, type CliRun, newFolder, project, runCli } from '../../support/project.ts'
import { selfBuilt } from '../../support/self-built.ts'
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
  ['what failed is skipped', failing(0, 3, { totals: { passed: 3, skipped: 2 } }), true],
  ['as many fail', failing(2, 3), false],
  ['more fail', failing(3, 2), false],
  ['none fail, and some are lost', failing(0, 2), false],
  ['it does not end', failing(0, 3, { ending: { kind: 'timed-out', afterSeconds: 9 } }), false],
  ['it is killed', failing(0, 3, { ending: { kind: 'killed', signal: 'SIGSEGV' } }), false],
  ['pytest fails', failing(0, 3, { internalErrors: ['no'] }), false],
  ['pytest is told what it does not know', failing(0, 0, { ending: { kind: 'exited', code: 4 } }), false],
])('where two failed of five, an extra helps: %s', (_, evidence, expected) => {
  expect(hasHelped(evidence, failing(2, 3))).toBe(expected)
})

test('what was used in the first run alone is used', () => {
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
  const joined = withUses(second, first)
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

/** A package whose tests need six, which this requirement of its extra `compat` may bring. */
function verify(requirement: string, inTest: string, options: Partial<CliOptions> = {}): Promise<CliRun> {
  const files = {
    'sample/compat.py': 'def kind():\n    import six\n    return six.PY3\n',
    'tests/test_compat.py': `import sample.compat\n\ndef test_compat():\n    assert sample.compat.kind()\n    ${inTest}\n`,
    'tests/test_plain.py': 'import sample\n\ndef test_plain():\n    pass\n',
  }
  const pyproject = '[dependency-groups]\ntest = ["pytest==8.4.2"]\n'
  const spec = selfBuilt({ extras: { compat: requirement }, pyproject, files })
  return atMost(async () => runCli(['--installer', 'pip'], { cwd: await project(spec), ...options }))
}

const testsOf = ({ report }: CliRun) => report?.packages[0]?.checks.find(({ check }) => check === 'tests')
const errorsOf = ({ report }: CliRun) =>
  report?.packages[0]?.findings.filter(({ severity }) => severity === 'error')
const LACKS_SIX = [
  { rule: 'tests-failed', message: expect.stringContaining("ModuleNotFoundError: No module named 'six'") },
]

test.concurrent('tests pass with the extra that they lacked, and the report names it', async () => {
  const run = await verify('six==1.17.0', 'pass')
  expect(errorsOf(run)).toEqual([])
  expect(testsOf(run)).toMatchObject({
    status: 'pass',
    reason: expect.stringMatching(/^2 passed.*, and the extra compat/),
  })
})

test.concurrent.each([
  ['the extra does not help', 'six==1.17.0', 'import no_such_thing'],
  ['the extra cannot be installed', 'six==99999', 'pass'],
])('tests fail as they did where %s', async (_, requirement, inTest) => {
  const run = await verify(requirement, inTest)
  expect(errorsOf(run)).toMatchObject(LACKS_SIX)
  expect(run.code).toBe(1)
  expect(testsOf(run)?.status).toBe('fail')
})

const indexes: WheelIndex[] = []
afterAll(() => Promise.all(indexes.map((index) => index.stop())))

/** An index that has pytest, and does not answer when it is asked for what the extra brings. */
async function withoutExtra(): Promise<Partial<CliOptions>> {
  const index = await WheelIndex.start(await newFolder(), [['pytest==8.4.2']])
  index.down.add('six')
  indexes.push(index)
  return { env: { ...index.variables, PIP_EXTRA_INDEX_URL: undefined, PIP_RETRIES: '0' } }
}

test.concurrent('the index is down when the extra is asked for', async () => {
  const options = await withoutExtra()
  const run = await verify('six==1.17.0', 'pass', options)
  expect(testsOf(run)).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(/^The package index did not answer while installing/),
  })
  expect(errorsOf(run)).toEqual([])
  expect(run.code).toBe(3)
})

test.concurrent('the index is down when the extra is asked for, and a test fails for reasons of its own', async () => {
  const options = await withoutExtra()
  const run = await verify('six==1.17.0', 'pass\n\ndef test_own():\n    assert False', options)
  expect(testsOf(run)?.status).toBe('fail')
  expect(run.code).toBe(1)
})
