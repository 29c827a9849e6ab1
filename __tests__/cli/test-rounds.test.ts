/** Tests run again with dependencies that another source of the project declares. */
import { afterAll, expect, test } from '@jest/globals'
import { limit } from '../checks/limit.ts'
import { WheelIndex } from '../contract/wheel-index.ts'
import { type CliOptions, type CliRun, project, runCli, temporaryDirectory } from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'

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
    reason: expect.stringMatching(/^The package index is unavailable while installing/),
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
