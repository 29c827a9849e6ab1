/**
 * The ways in which tests find the sources instead of what is installed (or find nothing, when they are kept from it
 * too harshly). Every way has a module of its own, `sample.deep.WAY`. In the broken package the wheel lacks them all
 * and the checkout has them: each way has to be red. In the twin the wheel is whole: every test has to pass.
 */
import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { type CliRun, commit, type Files, git, newFolder, project, runCli, write } from './support/project.ts'
import { selfBuilt } from './support/self-built.ts'

const execute = promisify(execFile)

const PYTEST = 'test = ["pytest==8.4.2", "pytest-xdist==3.8.0"]'
const groups = `[dependency-groups]\n${PYTEST}\n`

const deep = (ways: readonly string[], root = ''): Files =>
  Object.fromEntries([
    [`${root}sample/deep/__init__.py`, ''],
    ...ways.map((way) => [`${root}sample/deep/${way}.py`, `WAY = "${way}"\n`]),
  ])

/** The ways that a report shows as broken: by the module that is missing, or by the test that fails. */
function redWays({ report }: CliRun, ways: readonly string[]): string[] {
  const findings = report?.packages.flatMap((one) => one.findings) ?? []
  return ways.filter((way) =>
    findings.some(({ rule, severity, facts }) => {
      if (severity !== 'error') return false
      const { module, neededBy, nodeid } = facts as { module?: string; neededBy?: string[]; nodeid?: string }
      if (rule === 'module-missing')
        return module === `sample.deep.${way}` || neededBy?.some((needs) => needs.includes(`test_${way}`))
      return rule === 'tests-failed' && nodeid?.includes(`test_${way}`)
    }),
  )
}

const explain = ({ code, stdout, stderr }: CliRun) => `exit ${code}\n${stdout}\n${stderr}`

function expectPassed(run: CliRun, tests: number) {
  if (run.code !== 0) throw new Error(`The twin, which is whole, should pass. ${explain(run)}`)
  for (const { checks, findings } of run.report?.packages ?? []) {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(checks.find(({ check }) => check === 'tests')).toMatchObject({ status: 'pass' })
    expect(checks.find(({ check }) => check === 'tests')?.reason).toMatch(new RegExp(`^${tests} passed`))
  }
}

function expectRed(run: CliRun, ways: readonly string[]) {
  if (run.code !== 1) throw new Error(`The broken package should fail. ${explain(run)}`)
  expect(redWays(run, ways)).toEqual(ways)
}

/** One test in a file of its own, named after its way. */
const testOf = (way: string, body: string, folder = 'tests') => ({
  [`${folder}/test_${way}.py`]: `import os, subprocess, sys
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
def python(*args, **more):
    return subprocess.run([sys.executable, *args], cwd=ROOT, check=True, **more)
def test_${way}():
    ${body}
`,
})

const FLAT = {
  direct: 'import sample.deep.direct',
  named_from: 'from sample.deep import named_from',
  minus_m: 'python("-m", "sample.deep.minus_m")',
  minus_c: 'python("-c", "import sample.deep.minus_c")',
  piped: 'python("-", input=b"import sample.deep.piped")',
  isolated: 'python("-I", "-c", "import sample.deep.isolated")',
  program: 'python("program.py")',
  by_path: 'open(os.path.join(ROOT, "sample", "deep", "by_path.py")).close()',
  python_path: 'python("-c", "import sample.deep.python_path", env={**os.environ, "PYTHONPATH": ROOT})',
  bare_environment: 'python("-c", "import sample.deep.bare_environment", env={})',
  helped: 'from tests import helpers; helpers.reach()',
  root_helper: 'import root_helper; root_helper.reach()',
  changed_folder: 'os.chdir(ROOT); sys.path.insert(0, ""); import sample.deep.changed_folder',
  pyargs:
    'python("-m", "pytest", "-q", "-p", "no:cacheprovider", "--pyargs", "sample.deep.pyargs", "--doctest-modules")',
} as const

const flat: Files = {
  ...deep([...Object.keys(FLAT), 'spawned', 'documented']),
  ...Object.assign({}, ...Object.entries(FLAT).map(([way, body]) => testOf(way, body))),
  'sample/deep/pyargs.py': '"""\n>>> 1\n1\n"""\n',
  'tests/__init__.py': '',
  'tests/helpers.py': 'def reach():\n    import sample.deep.helped\n',
  'root_helper.py': 'def reach():\n    import sample.deep.root_helper\n',
  'program.py': 'import sample.deep.program\n',
  'conftest.py': 'import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\n',
  'tests/test_spawned.py': `import multiprocessing
def work():
    import sample.deep.spawned
def test_spawned():
    process = multiprocessing.get_context("spawn").Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == 0
`,
  'tests/test_version.py': `from importlib import metadata
def test_version():
    assert metadata.version("sample") == "1.0"
`,
  'sample/test_documented.py': '"""\n>>> import sample.deep.documented\n"""\n',
  'sample.egg-info/PKG-INFO': 'Metadata-Version: 2.1\nName: sample\nVersion: 99\n',
}
const FLAT_PYTEST = `${groups}
[tool.pytest.ini_options]
pythonpath = ["."]
testpaths = ["tests", "sample"]
addopts = "--doctest-modules"
`
const FLAT_WAYS = [...Object.keys(FLAT), 'spawned', 'documented']

const SRC = {
  worker: 'assert os.environ["PYTEST_XDIST_WORKER"]; import sample.deep.worker',
  from_src:
    'subprocess.run([sys.executable, "-m", "sample.deep.from_src"], cwd=os.path.join(ROOT, "src"), check=True)',
  path_of_src: 'python("-c", "import sample.deep.path_of_src", env={**os.environ, "PYTHONPATH": "src"})',
  inserted: 'sys.path.insert(0, os.path.join(ROOT, "src")); import sample.deep.inserted',
} as const

const src: Files = {
  ...deep(Object.keys(SRC), 'src/'),
  ...Object.assign({}, ...Object.entries(SRC).map(([way, body]) => testOf(way, body))),
  'tests/conftest.py': 'import sys\nsys.path.insert(0, "src")\n',
  'tests/test_version.py': String(flat['tests/test_version.py']),
  'src/sample.egg-info/PKG-INFO': String(flat['sample.egg-info/PKG-INFO']),
}
const SRC_PYTEST = `${groups}
[tool.pytest.ini_options]
pythonpath = ["src"]
addopts = "-n2"
`

/** Tests inside the package, which the wheel ships or leaves out. */
const inside: Files = {
  ...deep(['relative', 'fixture', 'absolute']),
  'conftest.py': 'import pytest\n@pytest.fixture\ndef of_root():\n    return 1\n',
  'sample/tests/__init__.py': '',
  'sample/tests/conftest.py':
    'import pytest\n@pytest.fixture\ndef of_package(of_root):\n    from sample.deep import fixture\n',
  'sample/tests/test_relative.py': 'def test_relative():\n    from ..deep import relative\n',
  'sample/tests/test_fixture.py': 'def test_fixture(of_package):\n    pass\n',
  'sample/tests/test_absolute.py': 'def test_absolute():\n    import sample.deep.absolute\n',
}
const INSIDE_WAYS = ['relative', 'fixture', 'absolute']

/** A package of a namespace that other distributions share. */
const namespace = (root: string): Files => ({
  [`${root}acme/core/__init__.py`]: '',
  [`${root}acme/forgotten/__init__.py`]: '',
  'tests/__init__.py': '',
  'tests/test_core.py': 'def test_core():\n    import acme.core\n',
  'tests/test_forgotten.py': 'def test_forgotten():\n    import acme.forgotten\n',
})

const cases = [
  {
    name: 'a flat layout with every habit',
    package: { files: flat, pyproject: FLAT_PYTEST },
    ways: FLAT_WAYS,
    // Also that of the version, and the doctest of a way.
    tests: FLAT_WAYS.length + 2,
  },
  {
    name: 'a src layout, with xdist',
    package: { files: src, pyproject: SRC_PYTEST, source: 'src' },
    ways: Object.keys(SRC),
    tests: Object.keys(SRC).length + 1,
  },
  {
    name: 'tests inside the package, shipped',
    package: { files: inside, pyproject: groups },
    ways: INSIDE_WAYS,
    tests: 3,
  },
  {
    name: 'tests inside the package, left out',
    package: { files: inside, pyproject: groups },
    leftOut: ['sample/tests/'],
    ways: INSIDE_WAYS,
    tests: 3,
  },
]

describe.each(cases)('$name', ({ package: spec, leftOut = [], ways, tests }) => {
  test.concurrent('broken', async () => {
    const cwd = await project(
      selfBuilt({ ...spec, forgets: [...ways.map((way) => `sample/deep/${way}.py`), ...leftOut] }),
    )
    expectRed(await runCli([], { cwd }), ways)
  })
  test.concurrent('whole', async () => {
    const cwd = await project(selfBuilt({ ...spec, forgets: leftOut }))
    expectPassed(await runCli([], { cwd }), tests)
  })
})

describe.each([
  ['flat', ''],
  ['src', 'src/'],
])('a namespace package, %s', (_, root) => {
  const spec = { files: namespace(root), pyproject: groups, source: root === '' ? '.' : 'src' }
  test.concurrent('half of it in the checkout', async () => {
    const run = await runCli([], { cwd: await project(selfBuilt({ ...spec, ships: ['acme/core'] })) })

    if (run.code !== 1) throw new Error(`The broken package should fail. ${explain(run)}`)
    expect(run.report?.packages[0]?.findings).toContainEqual(
      expect.objectContaining({
        rule: expect.stringMatching(/^(module-missing|tests-failed)$/),
        severity: 'error',
      }),
    )
  })
  test.concurrent('whole', async () => {
    expectPassed(await runCli([], { cwd: await project(selfBuilt({ ...spec, ships: ['acme'] })) }), 2)
  })
})

test.concurrent('a module beside the package, which only the package imports, and late', async () => {
  const cwd = await project(
    selfBuilt({
      pyproject: groups,
      files: {
        'forgotten.py': '',
        'sample/lazy.py': 'def work():\n    import forgotten\n',
        'tests/test_lazy.py': 'def test_lazy():\n    from sample import lazy\n    lazy.work()\n',
      },
    }),
  )
  const run = await runCli([], { cwd })

  if (run.code !== 1) throw new Error(`The broken package should fail. ${explain(run)}`)
  expect(run.report?.packages[0]?.findings).toContainEqual(
    expect.objectContaining({ rule: 'module-missing', severity: 'error', file: 'forgotten.py' }),
  )
})

/** A checkout whose tests go back to it by its absolute path. */
const goingBack = (body: (checkout: string) => Files) => async () => {
  const cwd = await project(
    selfBuilt({ pyproject: groups, files: { 'sample/own.py': 'X = 1\n', 'tests/test_own.py': '' } }),
  )
  await write(cwd, body(JSON.stringify(cwd)))
  await commit(cwd)
  const run = await runCli([], { cwd })

  if (run.code !== 1) throw new Error(`Tests that use the checkout should fail. ${explain(run)}`)
  expect(run.report?.packages[0]?.findings).toContainEqual(
    expect.objectContaining({ rule: 'tests-import-checkout', severity: 'error' }),
  )
}

describe('tests that go back to the checkout', () => {
  const importOwn = { 'tests/test_own.py': 'def test_own():\n    import sample.own\n' }
  test.concurrent(
    'by sys.path in a conftest',
    goingBack((checkout) => ({
      ...importOwn,
      'conftest.py': `import sys\nsys.path.insert(0, ${checkout})\n`,
    })),
  )
  test.concurrent(
    'by the folder of a child',
    goingBack((checkout) => ({
      'tests/test_own.py': `import subprocess, sys
def test_own():
    subprocess.run([sys.executable, "-m", "sample.own"], cwd=${checkout}, env={}, check=True)
`,
    })),
  )
})

describe('what lies around on the machine', () => {
  const setuptools = (packages: readonly string[]): Files => ({
    ...deep(['direct', 'minus_m']),
    ...testOf('direct', FLAT.direct),
    ...testOf('minus_m', FLAT.minus_m),
    'sample/__init__.py': '',
    'requirements-dev.txt': 'pytest==8.4.2\n-e .\n',
    'pyproject.toml': `[build-system]
requires = ["setuptools>=80,<81"]
build-backend = "setuptools.build_meta"

[project]
name = "sample"
version = "1.0"

[tool.setuptools]
packages = ${JSON.stringify(packages)}
`,
  })

  /** The machine of a developer, with the package installed from the checkout, and variables of all kinds set. */
  async function untidy(checkout: string) {
    const venv = await newFolder()
    await execute('python3', ['-m', 'venv', venv])
    const python = join(venv, 'bin', 'python')
    await execute(python, ['-m', 'pip', 'install', '--quiet', '-e', checkout]).catch((error) => {
      throw new Error(`The package index of this machine did not give setuptools: ${error.stderr}`)
    })
    const shadow = await newFolder()
    await write(shadow, {
      'sitecustomize.py': 'import sys; sys.exit("sitecustomize of the caller")',
      'sample/__init__.py': 'raise SystemExit("shadow of the caller")',
    })
    return {
      python,
      env: {
        PATH: [join(venv, 'bin'), process.env.PATH].join(delimiter),
        PYTHONPATH: [checkout, shadow, ''].join(delimiter),
        PYTHONHOME: '/no/such/home',
        PYTHONSTARTUP: join(shadow, 'sitecustomize.py'),
        PYTHONDONTWRITEBYTECODE: '1',
        PYTEST_ADDOPTS: '--no-such-option',
        PYTEST_PLUGINS: 'no_such_plugin',
        VIRTUAL_ENV: venv,
        CONDA_PREFIX: '/no/such/conda',
        PIP_TARGET: join(shadow, 'target'),
        PIP_USER: '1',
        PIP_NO_DEPS: '1',
        PIP_REQUIRE_VIRTUALENV: '1',
        UV_PYTHON: '2.7',
        UV_SYSTEM_PYTHON: '1',
      },
    }
  }

  test.concurrent('broken', async () => {
    const cwd = await project(setuptools(['sample']))
    const { python, env } = await untidy(cwd)
    expectRed(await runCli(['--python', python], { cwd, env }), ['direct', 'minus_m'])
  })
  test.concurrent('whole, by the Python on PATH', async () => {
    const cwd = await project(setuptools(['sample', 'sample.deep']))
    const { env } = await untidy(cwd)
    const before = await git(cwd, 'status', '--porcelain', '--ignored')
    expectPassed(await runCli([], { cwd, env }), 2)
    expect(await git(cwd, 'status', '--porcelain', '--ignored')).toBe(before)
  })
})
