/**
 * Settings of pytest and its plugins that name files and directories must have the same effect in the test sandbox,
 * where the package's source is a link to the installed package.
 */
import { expect, test } from '@jest/globals'
import { limit } from '../checks/limit.ts'
import { type CliRun, type Files, project, runCli } from '../support/project.ts'
import { type SamplePackage, samplePackage } from '../support/sample-package.ts'
import { pathWithUv } from '../support/uv.ts'

const atMost = limit(2)

/** Installs by uv, which is faster: the installer has no part in the settings. */
const verify = (files: Files, path = '.', env: Readonly<Record<string, string>> = {}): Promise<CliRun> =>
  atMost(async () => runCli([path], { cwd: await project(files), env: { PATH: await pathWithUv(), ...env } }))

const needs = (...requirements: string[]) =>
  `[dependency-groups]\ntest = ${JSON.stringify(['pytest==8.4.2', ...requirements])}\n`
const COVERED = needs('pytest-cov==7.0.0', 'pytest-xdist==3.8.0')

/** A package with a module that each of two tests covers by half. */
const code = (root: string): Files => ({
  [`${root}sample/steps.py`]: 'def one():\n    return 1\n\n\ndef two():\n    return 2\n',
  'tests/test_one.py': 'from sample import steps\n\ndef test_one():\n    assert steps.one() == 1\n',
  'tests/test_two.py': 'from sample import steps\n\ndef test_two():\n    assert steps.two() == 2\n',
})

interface Case {
  readonly package: SamplePackage
  readonly passed: number
  readonly env?: Readonly<Record<string, string>>
}

const CASES: readonly [string, Case][] = [
  [
    'coverage of src, with all strict settings',
    {
      package: {
        source: 'src',
        files: code('src/'),
        pyproject: `${COVERED}
[tool.pytest.ini_options]
addopts = "--cov=src --cov-fail-under=100 --strict-markers --strict-config -ra"
filterwarnings = ["error"]
xfail_strict = true
required_plugins = ["pytest-cov"]
`,
      },
      passed: 2,
    },
  ],
  [
    'coverage of the source in the settings of coverage, with xdist workers',
    {
      package: {
        source: 'src',
        files: code('src/'),
        pyproject: `${COVERED}
[tool.pytest.ini_options]
addopts = "--cov --cov-branch -n2"
[tool.coverage.run]
source = ["src"]
[tool.coverage.report]
fail_under = 100
`,
      },
      passed: 2,
    },
  ],
  [
    'coverage of the directory of the package',
    {
      package: {
        source: 'src',
        files: code('src/'),
        pyproject: `${COVERED}\n[tool.pytest.ini_options]\naddopts = "--cov=src/sample --cov-fail-under=100"\n`,
      },
      passed: 2,
    },
  ],
  [
    'coverage of the package by its name, in a flat layout',
    {
      package: {
        files: { ...code(''), '.coveragerc': '[run]\nbranch = True\n[report]\nfail_under = 100\n' },
        pyproject: `${COVERED}\n[tool.pytest.ini_options]\naddopts = "--cov=sample --cov-config=.coveragerc"\n`,
      },
      passed: 2,
    },
  ],
  [
    'doctests of sources and documents, and collect_ignore in conftest.py',
    {
      package: {
        source: 'src',
        files: {
          'src/sample/documented.py':
            '"""\n>>> from sample import documented\n>>> documented.X\n1\n"""\n\nX = 1\n',
          'src/sample/ignored.py': '"""\n>>> 1\n2\n"""\n',
          'docs/guide.md': '>>> from sample.documented import X\n>>> X\n1\n',
          'conftest.py': 'collect_ignore = ["src/sample/ignored.py"]\ncollect_ignore_glob = ["old_*"]\n',
          'old_tests/test_old.py': 'def test_old():\n    assert False\n',
          'pytest.ini':
            '[pytest]\naddopts = --doctest-modules --doctest-glob=*.md\ntestpaths = src docs old_tests\n',
        },
        pyproject: needs(),
      },
      passed: 2,
    },
  ],
  [
    'importlib mode, python_files, and tests next to the code, in tox.ini',
    {
      package: {
        source: 'src',
        files: {
          'src/sample/steps.py': 'def one():\n    return 1\n',
          'src/sample/check_steps.py': 'from .steps import one\n\ndef test_one():\n    assert one() == 1\n',
          'checks/check_more.py':
            'from sample.steps import one\n\ndef should_one():\n    assert one() == 1\n',
          'tox.ini':
            '[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\npython_files = check_*.py\npython_functions = test_* should_*\npythonpath = src\n',
        },
        pyproject: needs(),
      },
      passed: 2,
    },
  ],
  [
    'pytest.toml, and no autoloaded plugins',
    {
      package: {
        files: {
          ...code(''),
          'pytest.toml':
            '[pytest]\naddopts = ["-p", "no:cacheprovider", "--strict-config"]\ntestpaths = ["tests"]\n',
        },
        pyproject: `[dependency-groups]\ntest = ["pytest==9.0.2", "pytest-cov==7.0.0"]\n[tool.as-installed]\npass-env = ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]\n`,
        requiresPython: '>=3.10',
      },
      passed: 2,
      env: { PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1' },
    },
  ],
]

test.concurrent.each(CASES)('%s', async (_, { package: spec, passed, env = {} }) => {
  const run = await verify(samplePackage(spec), '.', env)
  const [one] = run.report?.packages ?? []
  expect({ findings: one?.findings, stderr: run.stderr }).toMatchObject({ findings: [] })
  expect(one?.checks.find(({ check }) => check === 'tests')).toMatchObject({
    status: 'pass',
    reason: expect.stringMatching(new RegExp(`^${passed} passed; \\d+/\\d+ modules? imported`)),
  })
})

test.concurrent('a package of a monorepo, with settings and a conftest.py above it', async () => {
  const inPackage = Object.entries(
    samplePackage({ source: 'src', files: code('src/'), pyproject: COVERED }),
  ).map(([path, content]) => [`packages/sample/${path}`, content])
  const files = {
    ...Object.fromEntries(inPackage),
    'pytest.ini': '[pytest]\naddopts = --cov=src --cov-fail-under=100 -p shared_plugin\npythonpath = tools\n',
    'conftest.py': 'import pytest\n@pytest.fixture\ndef of_root(of_plugin):\n    return of_plugin\n',
    'tools/shared_plugin.py': 'import pytest\n@pytest.fixture\ndef of_plugin():\n    return 1\n',
    'packages/sample/tests/test_root.py': 'def test_root(of_root):\n    assert of_root == 1\n',
  }
  const run = await verify(files, 'packages/sample')
  expect({ packages: run.report?.packages, stderr: run.stderr }).toMatchObject({
    packages: [{ verdict: 'pass', findings: [] }],
  })
})

test.concurrent('too low coverage is a warning', async () => {
  const files = { ...code(''), 'tests/test_two.py': '' }
  const pyproject = `${COVERED}\n[tool.pytest.ini_options]\naddopts = "--cov=sample --cov-fail-under=100"\n`
  const run = await verify(samplePackage({ files, pyproject }))
  expect(run.report?.packages).toMatchObject([
    {
      verdict: 'pass',
      findings: [
        { rule: 'tests-failed', severity: 'warning', message: expect.stringMatching(/fail-under=100/) },
      ],
    },
  ])
})
