/**
 * The ways in which tests import the source instead of the installed package, or fail if the test sandbox is too
 * strict. Every way has its own module `sample.deep.WAY`. The wheel of the broken package lacks them all, but the
 * checkout has them: each way must fail. The wheel of the complete package has them: every test must pass.
 */
import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { limit } from '../checks/limit.ts'
import {
  type CliOptions,
  type CliRun,
  commit,
  type Files,
  git,
  project,
  runCli,
  temporaryDirectory,
  write,
} from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'
import { pathWithUv } from '../support/uv.ts'

const execute = promisify(execFile)

/** Installs by uv, which is faster: the installer has no part in what the tests import. */
const verify = async (options: CliOptions) =>
  runCli([], { ...options, env: { PATH: await pathWithUv(), ...options.env } })

const PYTEST_LINES = 'pytest==8.4.2\npytest-xdist==3.8.0'
const PYTEST = 'test = ["pytest==8.4.2", "pytest-xdist==3.8.0"]'
const groups = `[dependency-groups]\n${PYTEST}\n`

const deep = (ways: readonly string[], root = ''): Files =>
  Object.fromEntries([
    [`${root}sample/deep/__init__.py`, ''],
    ...ways.map((way) => [`${root}sample/deep/${way}.py`, `WAY = "${way}"\n`]),
  ])

/** The ways that a report has as errors: by a missing module, or by a failed test. */
function failedWays({ report }: CliRun, ways: readonly string[]): string[] {
  const findings = report?.packages.flatMap((one) => one.findings) ?? []
  return ways.filter((way) =>
    findings.some(({ rule, severity, facts }) => {
      if (severity !== 'error') return false
      const { module, neededBy, nodeid, merged } = facts as {
        module?: string
        neededBy?: string[]
        nodeid?: string
        merged?: { tests: string[] }
      }
      if (rule === 'module-missing')
        return module === `sample.deep.${way}` || neededBy?.some((needs) => needs.includes(`test_${way}`))
      const tests = merged?.tests ?? [nodeid ?? '']
      return rule === 'tests-failed' && tests.some((test) => test.includes(`test_${way}`))
    }),
  )
}

const explain = ({ code, stdout, stderr }: CliRun) => `exit ${code}\n${stdout}\n${stderr}`

function expectPassed(run: CliRun, tests: number) {
  if (run.code !== 0) throw new Error(`The complete package should pass. ${explain(run)}`)
  for (const { checks, findings } of run.report?.packages ?? []) {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(checks.find(({ check }) => check === 'tests')).toMatchObject({ status: 'pass' })
    expect(checks.find(({ check }) => check === 'tests')?.reason).toMatch(new RegExp(`^${tests} passed`))
  }
}

function expectFailed(run: CliRun, ways: readonly string[]) {
  if (run.code !== 1) throw new Error(`The broken package should fail. ${explain(run)}`)
  expect(failedWays(run, ways)).toEqual(ways)
}

/** A file with one test, named after the way. */
const testOf = (way: string, body: string, directory = 'tests/') => ({
  [`${directory}test_${way}.py`]: `import os, subprocess, sys
ROOT = os.path.dirname(os.path.abspath(__file__))${directory === '' ? '' : '\nROOT = os.path.dirname(ROOT)'}
def python(*args, **more):
    return subprocess.run([sys.executable, *args], cwd=ROOT, check=True, **more)
def test_${way}():
    ${body}
`,
})

const testsOf = (ways: Readonly<Record<string, string>>, directory?: string): Files =>
  Object.assign({}, ...Object.entries(ways).map(([way, body]) => testOf(way, body, directory)))

/** A test that imports the module in a process spawned by multiprocessing. */
const spawning = (way: string) => `import multiprocessing
def work():
    import sample.deep.${way}
def test_${way}():
    process = multiprocessing.get_context("spawn").Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == 0
`

/** Metadata that an earlier build left in the checkout, with another version than the wheel. */
const PKG_INFO = 'Metadata-Version: 2.1\nName: sample\nVersion: 99\n'
const TEST_VERSION = `from importlib import metadata
def test_version():
    assert metadata.version("sample") == "1.0"
`

const BARE = {
  direct: 'import sample.deep.direct',
  named_from: 'from sample.deep import named_from',
  minus_m: 'python("-m", "sample.deep.minus_m")',
  minus_c: 'python("-c", "import sample.deep.minus_c")',
  piped: 'python("-", input=b"import sample.deep.piped")',
  isolated: 'python("-I", "-c", "import sample.deep.isolated")',
  program: 'python("program.py")',
  by_name: 'subprocess.run(["python", "-c", "import sample.deep.by_name"], cwd=ROOT, check=True)',
  by_path: 'open(os.path.join(ROOT, "sample", "deep", "by_path.py")).close()',
  python_path: 'python("-c", "import sample.deep.python_path", env={**os.environ, "PYTHONPATH": ROOT})',
  bare_environment: 'python("-c", "import sample.deep.bare_environment", env={})',
  helped: 'import helpers; helpers.reach()',
  helped_by_folder: 'from tests.helpers import reach_by_folder; reach_by_folder()',
  root_helper: 'import root_helper; root_helper.reach()',
  changed_folder: 'os.chdir(ROOT); sys.path.insert(0, ""); import sample.deep.changed_folder',
  shell_folder: 'sys.path.insert(0, os.environ["PWD"]); import sample.deep.shell_folder',
  git_root:
    'sys.path.insert(0, subprocess.check_output(["git", "rev-parse", "--show-toplevel"], text=True).strip()); import sample.deep.git_root',
} as const
const BARE_WAYS = [...Object.keys(BARE), 'in_root', 'spawned']

/** A flat layout without settings, without `tests/__init__.py` and conftest.py. */
const bare: Files = {
  ...deep(BARE_WAYS),
  ...testsOf(BARE),
  ...testOf('in_root', 'import sample.deep.in_root', ''),
  'tests/helpers.py':
    'def reach():\n    import sample.deep.helped\ndef reach_by_folder():\n    import sample.deep.helped_by_folder\n',
  'root_helper.py': 'def reach():\n    import sample.deep.root_helper\n',
  'program.py': 'import sample.deep.program\n',
  'tests/test_spawned.py': spawning('spawned'),
}

const PACKAGED = {
  direct: 'import sample.deep.direct',
  helped: 'from tests.helpers import reach; reach()',
  pyargs:
    'python("-m", "pytest", "-q", "-p", "no:cacheprovider", "--pyargs", "sample.deep.pyargs", "--doctest-modules")',
} as const
const PACKAGED_WAYS = [...Object.keys(PACKAGED), 'spawned', 'documented', 'of_root']

/** A flat layout with tests/__init__.py, conftest.py at the root, `pythonpath`, and doctests. */
const packaged: Files = {
  ...deep(PACKAGED_WAYS),
  ...testsOf(PACKAGED),
  'sample/deep/pyargs.py': '"""\n>>> 1\n1\n"""\n',
  'tests/__init__.py': '',
  'tests/helpers.py': 'def reach():\n    import sample.deep.helped\n',
  'conftest.py': `import os, sys
import pytest
sys.path.insert(0, os.path.dirname(__file__))
@pytest.fixture
def root():
    import sample.deep.of_root
`,
  'tests/test_of_root.py': 'def test_of_root(root):\n    pass\n',
  'tests/test_spawned.py': spawning('spawned'),
  'tests/test_version.py': TEST_VERSION,
  'sample/test_documented.py': '"""\n>>> import sample.deep.documented\n"""\n',
  'sample.egg-info/PKG-INFO': PKG_INFO,
}
const PACKAGED_PYTEST = `${groups}
[tool.pytest.ini_options]
pythonpath = ["."]
testpaths = ["tests", "sample"]
addopts = "--doctest-modules"
`

/** xdist workers, with tests in a package and outside of packages. */
const inWorker = (way: string) => `assert os.environ["PYTEST_XDIST_WORKER"]; import sample.deep.${way}`
const workers: Files = {
  ...deep(['worker', 'packaged_worker', 'spawned_by_worker']),
  ...testOf('worker', inWorker('worker')),
  'checks/__init__.py': '',
  ...testOf('packaged_worker', inWorker('packaged_worker'), 'checks/'),
  'tests/test_spawned_by_worker.py': spawning('spawned_by_worker'),
}

const SRC = {
  direct: 'import sample.deep.direct',
  worker: inWorker('worker'),
  from_src:
    'subprocess.run([sys.executable, "-m", "sample.deep.from_src"], cwd=os.path.join(ROOT, "src"), check=True)',
  path_of_src: 'python("-c", "import sample.deep.path_of_src", env={**os.environ, "PYTHONPATH": "src"})',
  inserted: 'sys.path.insert(0, os.path.join(ROOT, "src")); import sample.deep.inserted',
} as const
const SRC_WAYS = [...Object.keys(SRC), 'of_root', 'documented']

/** A src layout with xdist, conftest.py files, `pythonpath` and doctests, verified with PYTHONPATH set. */
const src: Files = {
  ...deep(SRC_WAYS, 'src/'),
  ...testsOf(SRC),
  'conftest.py': 'import pytest\n@pytest.fixture\ndef root():\n    import sample.deep.of_root\n',
  'tests/__init__.py': '',
  'tests/conftest.py': 'import sys\nsys.path.insert(0, "src")\n',
  'tests/test_of_root.py': 'def test_of_root(root):\n    pass\n',
  'tests/test_version.py': TEST_VERSION,
  'src/sample/test_documented.py': '"""\n>>> import sample.deep.documented\n"""\n',
  'src/sample.egg-info/PKG-INFO': PKG_INFO,
}
const SRC_PYTEST = `${groups}
[tool.pytest.ini_options]
pythonpath = ["src"]
testpaths = ["tests", "src"]
addopts = "-n2 --doctest-modules"
`

/** Tests inside the package, which the wheel contains or not. */
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

/** A namespace package (PEP 420). */
const namespace = (root: string): Files => ({
  [`${root}acme/core/__init__.py`]: '',
  [`${root}acme/forgotten/__init__.py`]: '',
  'tests/__init__.py': '',
  'tests/test_core.py': 'def test_core():\n    import acme.core\n',
  'tests/test_forgotten.py': 'def test_forgotten():\n    import acme.forgotten\n',
})

interface Layout {
  readonly package: Parameters<typeof samplePackage>[0]
  /** Modules that the wheel of the broken package lacks. */
  readonly ways: readonly string[]
  /** Paths that both wheels lack. */
  readonly leftOut?: readonly string[]
  /** Number of tests. */
  readonly tests: number
  readonly env?: Readonly<Record<string, string>>
}

const LAYOUTS = {
  bare: { package: { files: bare, pyproject: groups }, ways: BARE_WAYS, tests: BARE_WAYS.length },
  packaged: {
    package: { files: packaged, pyproject: PACKAGED_PYTEST },
    ways: PACKAGED_WAYS,
    // And the test of the version, and the doctest of a way.
    tests: PACKAGED_WAYS.length + 2,
  },
  workers: {
    package: { files: workers, pyproject: `${groups}\n[tool.pytest.ini_options]\naddopts = "-n2"\n` },
    ways: ['worker', 'packaged_worker', 'spawned_by_worker'],
    tests: 3,
  },
  src: {
    package: { files: src, pyproject: SRC_PYTEST, source: 'src' },
    ways: SRC_WAYS,
    tests: SRC_WAYS.length + 1,
    env: { PYTHONPATH: 'src' },
  },
  importlib: {
    package: {
      files: { ...deep(['direct', 'minus_m']), ...testsOf({ direct: BARE.direct, minus_m: BARE.minus_m }) },
      pyproject: `${groups}\n[tool.pytest.ini_options]\naddopts = "--import-mode=importlib"\npythonpath = ["."]\n`,
    },
    ways: ['direct', 'minus_m'],
    tests: 2,
  },
  early: {
    package: {
      files: {
        ...deep(['early']),
        'tests/test_early.py': 'def test_early(of_plugin):\n    pass\n',
        'sample/deep/early.py': 'import pytest\n@pytest.fixture\ndef of_plugin():\n    pass\n',
      },
      pyproject: `${groups}\n[tool.pytest.ini_options]\naddopts = "-p sample.deep.early"\n`,
    },
    ways: ['early'],
    tests: 1,
  },
  inside: { package: { files: inside, pyproject: groups }, ways: INSIDE_WAYS, tests: 3 },
  leftOut: {
    package: { files: inside, pyproject: groups },
    leftOut: ['sample/tests/'],
    ways: INSIDE_WAYS,
    tests: 3,
  },
} satisfies Record<string, Layout>

const atMost = limit(2)

/** Verifies each project only once. */
const once = (make: (layout: Layout) => Promise<CliRun>) => {
  const runs = new Map<Layout, Promise<CliRun>>()
  return (layout: Layout) => {
    const run = runs.get(layout) ?? atMost(() => make(layout))
    runs.set(layout, run)
    return run
  }
}
const broken = once(async ({ package: spec, ways, leftOut = [], env = {} }) => {
  const forgets = [...ways.map((way) => `sample/deep/${way}.py`), ...leftOut]
  return verify({ cwd: await project(samplePackage({ ...spec, excludes: forgets })), env })
})
const complete = once(async ({ package: spec, leftOut = [], env = {} }) =>
  verify({ cwd: await project(samplePackage({ ...spec, excludes: leftOut })), env }),
)

/**
 * The scenarios, and the module that each imports. Scenarios of one layout share a project, so that changes of sys.path
 * affect all of them.
 */
describe.each<[string, keyof typeof LAYOUTS, string]>([
  ['flat, tests/ without __init__', 'bare', 'direct'],
  ['flat, tests/__init__.py', 'packaged', 'direct'],
  ['flat, conftest.py at the root', 'packaged', 'of_root'],
  ['flat, a test file at the root', 'bare', 'in_root'],
  ['flat, tests inside the package, in the wheel', 'inside', 'relative'],
  ['flat, tests inside the package, not in the wheel', 'leftOut', 'relative'],
  ['flat, pythonpath = ["."], and sys.path.insert in a conftest.py', 'packaged', 'documented'],
  ['src, tests/__init__.py and conftest.py at the root', 'src', 'of_root'],
  ['src, pythonpath = src', 'src', 'direct'],
  ['src, PYTHONPATH=src of the caller', 'src', 'worker'],
  ['src, sys.path.insert of src in a conftest.py', 'src', 'inserted'],
  ['a child, -m', 'bare', 'minus_m'],
  ['a child, -c', 'bare', 'minus_c'],
  ['a child, a script at the root', 'bare', 'program'],
  ['multiprocessing, spawn', 'bare', 'spawned'],
  ['multiprocessing, spawn, and tests/__init__.py', 'packaged', 'spawned'],
  ['doctests of the package', 'packaged', 'documented'],
  ['doctests of src/', 'src', 'documented'],
  ['xdist', 'workers', 'worker'],
  ['xdist and tests/__init__.py', 'workers', 'packaged_worker'],
  ['import helpers', 'bare', 'helped'],
  ['from tests.helpers, a package', 'packaged', 'helped'],
  ['from tests.helpers, no package', 'bare', 'helped_by_folder'],
  ['a module at the root', 'bare', 'root_helper'],
  ['an early plugin of -p', 'early', 'early'],
  ['--pyargs and conftest.py at the root', 'packaged', 'pyargs'],
  ['importlib mode', 'importlib', 'direct'],
])('%s', (_, layout, way) => {
  test.concurrent('broken', async () => expectFailed(await broken(LAYOUTS[layout]), [way]))
  test.concurrent('complete', async () => {
    expectPassed(await complete(LAYOUTS[layout]), LAYOUTS[layout].tests)
  })
})

test.concurrent.each(Object.entries<Layout>(LAYOUTS))('every way of %s', async (_, layout) => {
  expectFailed(await broken(layout), layout.ways)
})

describe.each([
  ['flat', ''],
  ['src', 'src/'],
])('a namespace package, %s', (_, root) => {
  const spec = { files: namespace(root), pyproject: groups, source: root === '' ? '.' : 'src' }
  test.concurrent('one package only in the checkout', async () => {
    const run = await verify({ cwd: await project(samplePackage({ ...spec, includes: ['acme/core'] })) })

    if (run.code !== 1) throw new Error(`The broken package should fail. ${explain(run)}`)
    expect(run.report?.packages[0]?.findings).toContainEqual(
      expect.objectContaining({
        rule: expect.stringMatching(/^(module-missing|tests-failed)$/),
        severity: 'error',
      }),
    )
  })
  test.concurrent('complete', async () => {
    expectPassed(await verify({ cwd: await project(samplePackage({ ...spec, includes: ['acme'] })) }), 2)
  })
})

test.concurrent('a module next to the package, which the package imports in a function', async () => {
  const cwd = await project(
    samplePackage({
      pyproject: groups,
      files: {
        'forgotten.py': '',
        'sample/lazy.py': 'def work():\n    import forgotten\n',
        'tests/test_lazy.py': 'def test_lazy():\n    from sample import lazy\n    lazy.work()\n',
      },
    }),
  )
  const run = await verify({ cwd })

  if (run.code !== 1) throw new Error(`The broken package should fail. ${explain(run)}`)
  expect(run.report?.packages[0]?.findings).toContainEqual(
    expect.objectContaining({ rule: 'module-missing', severity: 'error', file: 'forgotten.py' }),
  )
})

const FOUND_AT = 'import importlib.util\nimport os, subprocess, sys\n'
const OWN = 'def test_own():\n    import sample.own\n'

/** Ways to import from a checkout by its absolute path, and the cause that each finding has. */
describe('tests that import from the checkout', () => {
  test.concurrent.each<[string, (checkout: string) => Files, object]>([
    [
      'by sys.path in a conftest',
      (checkout) => ({
        'tests/test_own.py': OWN,
        'tests/conftest.py': `import sys\n\nsys.path.insert(0, ${checkout})\n`,
      }),
      { way: 'code', by: { file: 'tests/conftest.py', line: 3 } },
    ],
    [
      'by sys.path in one of two modules that change it',
      (checkout) => ({
        'tests/test_own.py': `import sys, os\nsys.path.insert(0, os.path.dirname(__file__))\nimport helpers\n${OWN}`,
        'tests/helpers.py': `import sys\nsys.path[:0] = [${checkout}]\n`,
      }),
      { way: 'code', by: { file: 'tests/helpers.py', line: 2 } },
    ],
    [
      'by sys.path, in a worker of xdist',
      (checkout) => ({
        'pytest.ini': '[pytest]\naddopts = -n2\n',
        'tests/test_own.py': `def test_own():\n    import sys\n    sys.path.insert(0, ${checkout})\n    import sample.own\n`,
      }),
      { way: 'code', by: { file: 'tests/test_own.py', line: 3 } },
    ],
    [
      'by an environment variable',
      () => ({
        'tests/test_own.py': `import os, sys\nsys.path.insert(0, os.environ["MY_CHECKOUT"])\n${OWN}`,
      }),
      { way: 'code', by: { file: 'tests/test_own.py', line: 2 } },
    ],
    [
      "by pytest's settings",
      (checkout) => ({
        'tests/test_own.py': OWN,
        'pytest.ini': `[pytest]\npythonpath = ${JSON.parse(checkout)}\n`,
      }),
      { way: 'setting', by: { file: 'pytest.ini', line: null } },
    ],
    [
      'by a .pth file',
      (checkout) => ({
        'tests/test_own.py': `${FOUND_AT}def test_own():
    subprocess.run([sys.executable, "-I", "-c", "import sample.own"], check=True)
`,
        'requirements-test.txt': `${PYTEST_LINES}\n./pathy\n`,
        'pyproject.toml': String(samplePackage({ pyproject: '' })['pyproject.toml']),
        'pathy/pathy.pth': `import sys; sys.path.insert(0, ${checkout})\n`,
        'pathy/pyproject.toml': `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "pathy"
version = "1"
[tool.hatch.build.targets.wheel.force-include]
"pathy.pth" = "pathy.pth"
`,
      }),
      { way: 'pth', by: { file: 'pathy.pth', line: null } },
    ],
    [
      'by the working directory of a child process',
      (checkout) => ({
        'tests/test_own.py': `${FOUND_AT}def test_own():
    subprocess.run([sys.executable, "-m", "sample.own"], cwd=${checkout}, env={}, check=True)
`,
      }),
      { way: 'program', by: { file: 'tests/test_own.py', line: 4 } },
    ],
    [
      'by PYTHONPATH of a child process',
      (checkout) => ({
        'tests/test_own.py': `${FOUND_AT}def test_own():
    env = {**os.environ, "PYTHONPATH": ${checkout}}
    subprocess.run([sys.executable, "-c", "import sample.own"], cwd="tests", env=env, check=True)
`,
      }),
      { way: 'PYTHONPATH', by: { file: 'tests/test_own.py', line: 5 } },
    ],
    [
      'by a program in the checkout',
      (checkout) => ({
        'program.py': 'import sample.own\n',
        'tests/test_own.py': `${FOUND_AT}def test_own():
    subprocess.run([sys.executable, os.path.join(${checkout}, "program.py")], check=True)
`,
      }),
      { way: 'program', by: { file: 'tests/test_own.py', line: 4 } },
    ],
    [
      'by the path of a module',
      (checkout) => ({
        'tests/test_own.py': `${FOUND_AT}def test_own():
    spec = importlib.util.spec_from_file_location("own", os.path.join(${checkout}, "sample", "own.py"))
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
`,
      }),
      { way: 'path', entry: null, by: { file: 'tests/test_own.py', line: 5 } },
    ],
  ])('%s', async (_, files, culprit) => {
    const cwd = await project(samplePackage({ pyproject: groups, files: { 'sample/own.py': 'X = 1\n' } }))
    await write(cwd, files(JSON.stringify(cwd)))
    await commit(cwd)
    const run = await verify({ cwd, env: { MY_CHECKOUT: cwd } })

    if (run.code !== 1) throw new Error(`Tests that use the checkout should fail. ${explain(run)}`)
    const leaks = run.report?.packages[0]?.findings.filter(({ rule }) => rule === 'tests-import-checkout')
    expect(leaks).toContainEqual(
      expect.objectContaining({ severity: 'error', facts: expect.objectContaining(culprit) }),
    )
  })
})

describe('leftovers on the machine: an editable install, a .pth file, PYTHONPATH', () => {
  const setuptools = (packages: readonly string[]): Files => ({
    ...deep(['direct', 'minus_m', 'by_name']),
    ...testsOf({ direct: BARE.direct, minus_m: BARE.minus_m, by_name: BARE.by_name }),
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

  /** A machine with an editable install, a .pth file and many environment variables. */
  async function untidyMachine(checkout: string) {
    const venv = await temporaryDirectory()
    await execute('python3', ['-m', 'venv', venv])
    const python = join(venv, 'bin', 'python')
    await execute(python, ['-m', 'pip', 'install', '--quiet', '-e', checkout]).catch((error) => {
      throw new Error(`The package index of this machine did not give setuptools: ${error.stderr}`)
    })
    const site = await execute(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'])
    await write(site.stdout.trim(), { 'left.pth': checkout })
    const shadow = await temporaryDirectory()
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
    const { python, env } = await untidyMachine(cwd)
    expectFailed(await runCli(['--python', python], { cwd, env }), ['direct', 'minus_m', 'by_name'])
  })
  test.concurrent('complete, with the Python on PATH', async () => {
    const cwd = await project(setuptools(['sample', 'sample.deep']))
    const { env } = await untidyMachine(cwd)
    const before = await git(cwd, 'status', '--porcelain', '--ignored')
    expectPassed(await runCli([], { cwd, env }), 3)
    expect(await git(cwd, 'status', '--porcelain', '--ignored')).toBe(before)
  })
})
