/** Test failures are attributed to their causes: to the wheel only what is its fault. */
import { expect, test } from '@jest/globals'
import { limit } from '../checks/limit.ts'
import { type CliRun, type Files, project, runCli } from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'
import { pathWithUv } from '../support/uv.ts'

const atMost = limit(2)

const verify = (files: Files, pyproject = '[dependency-groups]\ntest = ["pytest==8.4.2"]\n') =>
  atMost(async () =>
    runCli([], {
      cwd: await project(samplePackage({ pyproject, files })),
      env: { PATH: await pathWithUv() },
    }),
  )

const testsOf = ({ report }: CliRun) => report?.packages[0]?.checks.find(({ check }) => check === 'tests')
const findingsOf = ({ report }: CliRun) =>
  report?.packages[0]?.findings.filter(({ severity }) => severity !== 'note') ?? []

test.concurrent('a plugin of another distribution that cannot be loaded is inconclusive', async () => {
  const run = await verify(
    { 'tests/test_sample.py': 'import sample\n\ndef test_sample():\n    pass\n' },
    '[dependency-groups]\ntest = ["pytest==8.0.1", "pytest-html==2.0.1"]\n',
  )
  expect(findingsOf(run)).toEqual([])
  expect(testsOf(run)).toMatchObject({
    status: 'error',
    reason: expect.stringMatching(/^pytest 8\.0\.1 cannot run: its plugin pytest-html 2\.0\.1 raises/),
  })
  expect(run.code).toBe(3)
})

test.concurrent('a service that is not there is inconclusive, and one finding names all its tests', async () => {
  const body = '    socket.create_connection(("127.0.0.1", 9))\n'
  const names = ['a', 'b', 'c', 'd']
  const tests = names.map((name) => `def test_${name}():\n${body}`).join('\n')
  const run = await verify({ 'tests/test_sample.py': `import socket\nimport sample\n\n${tests}` })
  expect(findingsOf(run)).toMatchObject([
    { rule: 'tests-failed', severity: 'warning', facts: { count: 4, cause: { kind: 'service' } } },
  ])
  expect(testsOf(run)).toMatchObject({
    status: 'error',
    reason: '4 tests need a server, which does not respond',
  })
  expect(run.code).toBe(3)
})

test.concurrent('a service that is not there, and a failing test', async () => {
  const run = await verify({
    'tests/test_sample.py':
      'import socket\nimport sample\n\ndef test_a():\n    socket.create_connection(("127.0.0.1", 9))\n\ndef test_b():\n    assert False\n',
  })
  expect(findingsOf(run).map(({ severity }) => severity)).toEqual(['error', 'warning'])
  expect(run.code).toBe(1)
})

test.concurrent('what several sources declare is installed until nothing more is missing', async () => {
  const run = await verify(
    {
      'tests/test_sample.py':
        'import sample\n\ndef test_a():\n    import six\n    import iniconfig_\n\ndef test_b():\n    import toml\n',
      'iniconfig_/__init__.py': 'import typing_extensions\n',
      'requirements-dev.txt': 'toml==0.10.2\n',
    },
    '[dependency-groups]\ntest = ["pytest==8.4.2"]\ndev = ["six==1.17.0"]\ndocs = ["typing_extensions"]\n',
  )
  const failed = findingsOf(run).filter(({ rule }) => rule === 'tests-failed')
  expect(failed).toEqual([])
  expect(testsOf(run)?.reason).toMatch(/^2 passed.*"docs"/)
})

test.concurrent('plugins that only the settings of pytest name are installed', async () => {
  const run = await verify(
    { 'tests/test_sample.py': 'import sample\n\ndef test_a():\n    pass\n' },
    '[dependency-groups]\ntest = ["pytest==8.4.2"]\n[tool.pytest.ini_options]\naddopts = "--timeout=60"\n',
  )
  expect(testsOf(run)).toMatchObject({
    status: 'pass',
    reason: expect.stringContaining('pytest-timeout, which the settings of pytest name'),
  })
})

test.concurrent('failing tests run again against the checkout', async () => {
  const run = await verify({
    'LICENSE.txt': 'text\n',
    'sample/reader.py': 'def wrong():\n    raise ValueError("wrong")\n',
    'tests/test_sample.py': `from pathlib import Path
import sample.reader

def test_a():
    parents = Path(sample.reader.__file__).resolve().parents
    assert any((one / "LICENSE.txt").exists() for one in parents)

def test_b():
    sample.reader.wrong()

def test_c():
    sample.reader.wrong()
`,
  })
  const facts = findingsOf(run).flatMap((one) => (one.rule === 'tests-failed' ? [one.facts] : []))
  expect(facts).toMatchObject([
    { tests: ['tests/test_sample.py::test_a'], repeated: 'passes-in-checkout', alsoInCheckout: false },
    { count: 2, repeated: 'fails-in-checkout', alsoInCheckout: true, at: 'sample/reader.py:2' },
  ])
})

test.concurrent('a test that fails once is unstable', async () => {
  const run = await verify({
    'tests/test_sample.py': `import os, sys
import sample

def test_a():
    marker = os.path.join(sys.prefix, "ran")
    if not os.path.exists(marker):
        open(marker, "w").close()
        assert False
`,
  })
  expect(findingsOf(run)).toMatchObject([{ severity: 'error', facts: { repeated: 'passes-again' } }])
})

test.concurrent('a module beside the package that tests import from the working directory is missing', async () => {
  const run = await verify({
    'companion/__init__.py': 'X = 1\n',
    'tools/__init__.py': 'X = 1\n',
    'tests/helper.py': 'X = 1\n',
    'tests/test_sample.py':
      'import companion, helper, sample, tools\n\ndef test_a():\n    assert companion.X\n',
  })
  expect(findingsOf(run)).toMatchObject([
    {
      rule: 'module-missing',
      severity: 'error',
      facts: { module: 'companion', neededBy: ['tests/test_sample.py:1'] },
    },
  ])
})
