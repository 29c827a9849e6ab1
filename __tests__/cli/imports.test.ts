/** Findings about the modules, entry points, extras and lower bounds of small packages. */
import { delimiter } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { ReportedFinding } from '../../src/report/report.ts'
import { limit } from '../checks/limit.ts'
import { type Files, project, runCli, temporaryDirectory } from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'
import { installUv } from '../support/uv.ts'
import { writeWheel } from '../support/wheel.ts'

const atMost = limit(2)

interface Outcome {
  readonly findings: readonly ReportedFinding[]
  readonly verdict: string | undefined
  readonly reasons: Readonly<Record<string, string | undefined>>
  readonly stderr: string
}

function verify(
  files: Files,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Outcome> {
  return atMost(async () => {
    const run = await runCli(args, { cwd: await project(files), env })
    const [one] = run.report?.packages ?? []
    return {
      findings: one?.findings ?? [],
      verdict: one?.verdict,
      reasons: Object.fromEntries((one?.checks ?? []).map(({ check, reason }) => [check, reason])),
      stderr: run.stderr,
    }
  })
}

const summary = ({ findings }: Outcome) => findings.map(({ rule, severity }) => `${severity} ${rule}`)

/** Fails without the missing data files, with an error that names no file. */
const REGISTRY = `from pathlib import Path

NAMES = [file.stem for file in (Path(__file__).parent / "plugins").glob("*.plugin")]
if not NAMES:
    raise LookupError("there is nothing to choose from")
`

describe('modules', () => {
  test.concurrent('a module that can be imported only in the checkout is an error', async () => {
    const files = {
      'sample/registry.py': REGISTRY,
      'sample/plugins/one.plugin': '1',
      'tests/__init__.py': '',
    }
    const result = await verify(samplePackage({ excludes: ['sample/plugins'], files }))
    const failed = result.findings.filter(({ rule }) => rule === 'import-failed')
    expect(failed).toMatchObject([
      {
        severity: 'error',
        file: 'sample/registry.py',
        line: 5,
        facts: { module: 'sample.registry', why: 'checkout', others: [] },
      },
    ])
    const whole = await verify(samplePackage({ files }))
    expect(summary(whole)).toEqual([])
    expect(whole.reasons.imports).toBe('2 modules imported')
  })

  test.concurrent('modules with other requirements are one note, and hide nothing', async () => {
    const result = await verify(
      samplePackage({
        files: {
          'sample/_registry.py': 'import winreg',
          'sample/soft.py': 'import no_such_distribution',
          'sample/settings.py': 'raise RuntimeError("configure me")',
          'sample/leaving.py': 'import os; os._exit(3)',
          'sample/itself.py': 'raise ModuleNotFoundError("removed", name="sample.itself")',
          'sample/at_home.py':
            'import os; assert os.listdir(os.path.expanduser("~")) == os.listdir(".") == []',
          'sample/reading.py': 'import sys; assert sys.stdin.read() == ""',
          // Next to the package in the checkout, where the installed package must not find it.
          'sample/rooted.py':
            'import os; assert os.path.exists(os.path.join(os.path.dirname(__file__), "..", "README"))',
          README: '',
        },
      }),
    )
    expect(result.verdict).toBe('pass')
    expect(result.reasons.imports).toBe(
      '3 modules imported; 6 optional modules could not be imported here: sample._registry, sample.itself, sample.leaving and 3 more',
    )
    expect(result.findings).toMatchObject([
      { rule: 'dependency-undeclared', severity: 'note', facts: { module: 'no_such_distribution' } },
      { rule: 'import-failed', severity: 'note', facts: { why: 'elsewhere', module: 'sample._registry' } },
    ])
  })

  test.concurrent('missing own modules and names are errors', async () => {
    const result = await verify(
      samplePackage({
        files: {
          'sample/a.py': 'from sample.b import gone',
          'sample/b.py': 'from . import c',
          'sample/c.py': 'import sys\nif sys.platform == "amiga":\n    conditional = 1',
          'sample/d.py': 'from sample.c import conditional',
          'sample/e.py': 'import sample.nowhere',
          'sample/f.py': 'from sample.g import one\ntwo = 2',
          'sample/g.py': 'from sample.f import two\none = 1',
        },
      }),
    )
    expect(result.findings.map(({ facts }) => facts)).toMatchObject([
      { module: 'sample.a', why: 'own-name' },
      { module: 'sample.e', why: 'own-module' },
      { module: 'sample.d', why: 'elsewhere', others: [{ module: 'sample.f' }, { module: 'sample.g' }] },
    ])
  })
})

const FLIT = `[build-system]
requires = ["flit_core>=3.9,<5"]
build-backend = "flit_core.buildapi"

[project]
name = "greeter"
version = "1.0.0"
description = "Greets people."
`
const WITHOUT_TESTS = '\n[tool.as-installed.tests]\nskip = "not what this is about"\n'

describe('entry points', () => {
  test.concurrent('of every group are loaded, and a missing host is tolerated', async () => {
    const result = await verify({
      'pyproject.toml': `${FLIT}
[project.scripts]
greet = "greeter:main"
[project.gui-scripts]
greet-window = "greeter:gone"
[project.entry-points.pytest11]
greeter = "greeter.plugin"
[project.entry-points."greeter.hooks"]
good = "greeter:main"
bad = "greeter:Absent.x"
${WITHOUT_TESTS}`,
      'greeter/__init__.py': 'def main(): print("usage: greet")\n',
      'greeter/plugin.py': 'import no_such_host\n',
    })
    const broken = result.findings.filter(({ rule }) => rule === 'entry-point-broken')
    expect(broken.map(({ facts }) => facts)).toMatchObject([
      {
        group: 'greeter.hooks',
        script: 'bad',
        problem: 'points to Absent.x, which does not exist in greeter',
      },
      {
        group: 'gui_scripts',
        script: 'greet-window',
        problem: 'points to gone, which does not exist in greeter',
      },
    ])
    expect(broken.every(({ file }) => file === 'pyproject.toml')).toBe(true)
  })

  test.concurrent('a script that would overwrite Python is reported before the installation', async () => {
    const result = await verify({
      'pyproject.toml': `${FLIT}\n[project.scripts]\npython = "greeter:main"\n${WITHOUT_TESTS}`,
      'greeter/__init__.py': 'def main(): pass\n',
    })
    expect(summary(result)).toEqual(['error entry-point-broken'])
    expect(result.reasons.install).toBe('a script in the wheel would replace the interpreter')
  })
})

const WITH_EXTRAS = `${FLIT}
[project.optional-dependencies]
versions = ["packaging>=20"]
broken = ["iniconfig>=3,<2"]
${WITHOUT_TESTS}`

describe('extras', () => {
  const files = {
    'pyproject.toml': WITH_EXTRAS,
    'greeter/__init__.py': '',
    'greeter/versions.py': 'import packaging.version\n',
    'greeter/wrong.py': 'import packaging.version\nimport greeter.nowhere\n',
  }

  test.concurrent('a module that needs an extra is imported with it', async () => {
    const result = await verify(files)
    expect(result.reasons.imports).toBe('1 error')
    expect(result.findings.map(({ facts }) => facts)).toMatchObject([
      { module: 'greeter.wrong', why: 'own-module', extras: ['versions'] },
    ])
  })

  test.concurrent('each is installed separately, if configured', async () => {
    const result = await verify({ ...files, 'greeter/wrong.py': '' }, ['--extras', 'each'])
    expect(result.findings).toMatchObject([
      { rule: 'install-failed', severity: 'error', facts: { extra: 'broken' } },
    ])
    expect(result.reasons.imports).toBe('3 modules imported (1 with an extra)')
  })
})

describe('the lowest versions', () => {
  test.concurrent('need uv', async () => {
    const result = await verify(samplePackage({ requires: ['packaging>=20'] }), [
      '--resolution',
      'lowest-direct',
      '--installer',
      'pip',
    ])
    expect(result.stderr).toMatch(/resolution is lowest-direct, which requires uv, but the installer is pip /)
  })

  test.concurrent('are installed and used', async () => {
    const uv = await installUv()
    const env = { PATH: [uv, process.env.PATH].join(delimiter) }
    const files = (bound: string): Files => ({
      'pyproject.toml': `${FLIT}dependencies = ["packaging>=${bound}"]
[project.scripts]
greet = "greeter:main"
[dependency-groups]
test = ["pytest"]
`,
      'greeter/__init__.py': `from packaging.utils import canonicalize_name, is_normalized_name

def main():
    print(canonicalize_name("A_b"))
`,
      'tests/test_greeter.py': 'def test():\n    import greeter\n    greeter.main()\n',
    })
    const [low, high] = await Promise.all(
      ['20.0', '23.2'].map((bound) => verify(files(bound), ['--resolution', 'lowest-direct'], env)),
    )
    expect(low?.findings).toMatchObject([
      {
        rule: 'lower-bound-false',
        severity: 'error',
        file: 'pyproject.toml',
        facts: {
          dependencies: ['packaging==20.0'],
          failures: [
            { what: 'import greeter' },
            { what: 'the script greet' },
            { what: 'tests/test_greeter.py::test' },
          ],
        },
      },
    ])
    expect(high?.findings).toEqual([])
    expect(high?.reasons.lowest).toBe(
      '1 module imported, 1 console script run, 1 passed with packaging==23.2',
    )
  })
})

describe('pre-releases of dependencies', () => {
  const OLD = 'def old():\n    return 1\n'
  const files = (specifier: string): Files => ({
    'pyproject.toml': `${FLIT}dependencies = ["words-for-tests${specifier}"]
[project.scripts]
greet = "greeter:main"
[dependency-groups]
test = ["pytest"]
`,
    'greeter/__init__.py': 'from words_for_tests import old\n\n\ndef main():\n    print(old())\n',
    'tests/test_greeter.py': 'def test():\n    import greeter\n    greeter.main()\n',
  })

  /** @param module the module of the dependency's pre-release 2.0rc1 */
  async function run(module: string, installer: 'pip' | 'uv', specifier = '>=1', resolution = 'prerelease') {
    const wheels = await temporaryDirectory()
    await writeWheel(wheels, 'words-for-tests', '1.0', { 'words_for_tests.py': OLD })
    await writeWheel(wheels, 'words-for-tests', '2.0rc1', { 'words_for_tests.py': module })
    const env = {
      PATH: [await installUv(), process.env.PATH].join(delimiter),
      PIP_FIND_LINKS: wheels,
      UV_FIND_LINKS: wheels,
    }
    return verify(files(specifier), ['--resolution', resolution, '--installer', installer], env)
  }

  test.concurrent.each(['pip', 'uv'] as const)('what they lack is a warning (%s)', async (installer) => {
    const result = await run('def new():\n    return 1\n', installer)
    expect(result.findings).toMatchObject([
      {
        rule: 'dependency-incompatible',
        severity: 'warning',
        file: 'pyproject.toml',
        facts: {
          distribution: 'words-for-tests',
          version: '2.0rc1',
          module: 'words_for_tests',
          name: 'old',
          prereleases: [{ name: 'words-for-tests', version: '2.0rc1', final: '1.0' }],
        },
      },
    ])
    expect(result.findings[0]?.message).toBe(
      'The pre-release words-for-tests 2.0rc1 has no old in words_for_tests. "import greeter", the script greet and tests/test_greeter.py::test fail with it, but work with words-for-tests 1.0.',
    )
    expect(result.findings[0]?.fix).toMatch(/"words-for-tests>=1,<2\.0"$/)
    expect(result.verdict).toBe('pass')
  })

  test.concurrent('what works with them has no finding', async () => {
    const result = await run(OLD, 'uv')
    expect(result.findings).toEqual([])
    expect(result.reasons.prerelease).toBe(
      '1 module imported, 1 console script run, 1 passed with words-for-tests==2.0rc1',
    )
  })

  test.concurrent('those that a requirement excludes are not installed', async () => {
    const result = await run('', 'uv', '>=1,<2.0')
    expect(result.findings).toEqual([])
    expect(result.reasons.prerelease).toMatch(/no dependency has a newer pre-release/)
  })

  test.concurrent('are not installed by default', async () => {
    const result = await run('', 'uv', '>=1', 'highest')
    expect(result.findings).toEqual([])
    expect(result.reasons).not.toHaveProperty('prerelease')
  })
})
