/** Every rule, and how it is broken in the way of each backend. */
import type { Rule } from '../../src/checks/rules.ts'
import { append, type Backend, change, type Greeter, packaging, prepend, rootOf } from './greeter.ts'

export interface Defect {
  readonly rule: Rule
  /** Where one rule is broken in several ways. */
  readonly how?: string
  readonly severity?: 'warning' | 'note'
  /** The installer has a part in it: `npm test` takes it by both, too. */
  readonly installer?: true
  /** Undefined where it makes no sense for the backend or the layout. */
  readonly seed: (healthy: Greeter) => Greeter | undefined
  /** The mended project; the healthy one if not given. */
  readonly twin?: (healthy: Greeter) => Greeter
}

const CORE = 'source/greeter/core.py'
const INIT = 'source/greeter/__init__.py'
const TESTS = 'tests/test_greeter.py'

const without = (project: Greeter, pattern: string) =>
  change(project, { packaging: packaging(project.backend, project.layout, { without: [pattern] }) })

/** Ships a second top-level package, which lies beside the first. */
const shipping = (project: Greeter, name: string): Greeter | undefined =>
  project.backend === 'flit'
    ? undefined
    : change(project, {
        packaging: packaging(project.backend, project.layout, { packages: ['greeter', name] }),
        files: { [`source/${name}/__init__.py`]: 'NAME = "second"\n' },
      })

const only = (backends: readonly Backend[], seed: (healthy: Greeter) => Greeter) => (healthy: Greeter) =>
  backends.includes(healthy.backend) ? seed(healthy) : undefined

const depending = (project: Greeter, ...requirements: string[]) =>
  change(project, { project: { dependencies: JSON.stringify(requirements) } })

const onTag = (project: Greeter, tag: string) =>
  change(project, {
    tag,
    variables: { GITHUB_EVENT_NAME: 'push', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: tag },
  })

const TIMED_BUILD = `import time
from pathlib import Path

WRITE = f"AT = {time.time_ns()}\\n"
`

export const DEFECTS: readonly Defect[] = [
  {
    rule: 'build-failed',
    how: 'the version is none',
    seed: (healthy) => change(healthy, { project: { version: '"one"' } }),
  },
  {
    rule: 'sdist-incomplete',
    installer: true,
    seed: (healthy) => {
      const file = `${rootOf(healthy)}greeter/templates/greeting.txt`
      switch (healthy.backend) {
        case 'setuptools':
          return change(healthy, { files: { 'MANIFEST.in': `exclude ${file}\n` } })
        case 'hatchling':
          return withTable(healthy, `[tool.hatch.build.targets.sdist]\nexclude = ["/${file}"]`)
        case 'flit':
          return withTable(healthy, `[tool.flit.sdist]\nexclude = ["${file}"]`)
        default:
          // poetry-core, pdm-backend and uv_build leave out of the wheel what they leave out of the sdist.
          return undefined
      }
    },
  },
  {
    rule: 'not-reproducible',
    severity: 'warning',
    seed: (healthy) => {
      const written = `Path("${rootOf(healthy)}greeter/_built.py").write_text(WRITE)\n`
      switch (healthy.backend) {
        case 'setuptools':
          return change(healthy, {
            files: { 'setup.py': `${TIMED_BUILD}\n${written}\nfrom setuptools import setup\n\nsetup()\n` },
          })
        case 'hatchling':
          return withTable(
            change(healthy, {
              files: {
                'hatch_build.py': `${TIMED_BUILD}
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface):
    def initialize(self, version, build_data):
        if self.target_name == "wheel":
            Path(self.root, "built.py").write_text(WRITE)
            build_data["force_include"][str(Path(self.root, "built.py"))] = "greeter/_built.py"
`,
              },
            }),
            '[tool.hatch.build.hooks.custom]\npath = "hatch_build.py"',
          )
        case 'pdm-backend':
          return change(healthy, {
            files: {
              'pdm_build.py': `${TIMED_BUILD}

def pdm_build_initialize(context):
    if context.target == "wheel":
        folder = context.ensure_build_dir() / "greeter"
        folder.mkdir(exist_ok=True)
        (folder / "_built.py").write_text(WRITE)
`,
            },
          })
        default:
          // flit and uv_build run no code of the project; poetry-core's build scripts make platform wheels.
          return undefined
      }
    },
  },
  {
    rule: 'metadata-invalid',
    how: 'the README does not render',
    installer: true,
    seed: (healthy) =>
      change(healthy, {
        project: { readme: '"README.rst"' },
        files: { 'README.rst': 'Greeter\n=======\n\n.. image:: \n\n`broken <\n\n.. no-such-directive:: x\n' },
      }),
    twin: (healthy) =>
      change(healthy, {
        project: { readme: '"README.rst"' },
        files: { 'README.rst': 'Greeter\n=======\n\nGreets *people*.\n' },
      }),
  },
  {
    rule: 'junk-shipped',
    how: 'a leftover of a merge',
    severity: 'warning',
    seed: (healthy) => withData(healthy, 'greeter/core.py.orig', 'old = True\n'),
  },
  {
    rule: 'junk-shipped',
    how: 'credentials',
    seed: (healthy) => withData(healthy, 'greeter/.env', 'PASSWORD=hunter2-hunter2\n'),
  },
  { rule: 'stray-top-level', seed: (healthy) => shipping(healthy, 'tools') },
  { rule: 'stdlib-shadowed', seed: (healthy) => shipping(healthy, 'queue') },
  {
    rule: 'module-missing',
    seed: (healthy) => (healthy.backend === 'flit' ? undefined : without(healthy, 'greeter/polite/**')),
  },
  {
    rule: 'module-missing',
    how: 'git would ignore it',
    seed: only(['hatchling'], (healthy) => change(healthy, { files: { '.gitignore': 'polite/\n' } })),
  },
  {
    rule: 'data-missing',
    seed: (healthy) => (healthy.backend === 'flit' ? undefined : without(healthy, 'greeter/templates/*.txt')),
  },
  {
    rule: 'typing-marker-missing',
    severity: 'warning',
    seed: (healthy) => (healthy.backend === 'flit' ? undefined : without(healthy, 'greeter/py.typed')),
  },
  {
    rule: 'install-failed',
    installer: true,
    seed: (healthy) => depending(healthy, 'iniconfig>=2', 'iniconfig<1'),
    twin: (healthy) => depending(healthy, 'iniconfig>=2'),
  },
  {
    rule: 'requires-python-false',
    how: 'syntax',
    seed: (healthy) =>
      append(healthy, CORE, '\n\ndef kind(x):\n    match x:\n        case 1:\n            return "one"\n'),
    twin: (healthy) =>
      append(
        change(healthy, { project: { 'requires-python': '">=3.10"' } }),
        CORE,
        '\n\ndef kind(x):\n    match x:\n        case 1:\n            return "one"\n',
      ),
  },
  {
    rule: 'requires-python-false',
    how: 'standard library',
    installer: true,
    seed: (healthy) => prepend(healthy, CORE, 'import tomllib\n'),
    twin: (healthy) =>
      prepend(healthy, CORE, 'try:\n    import tomllib\nexcept ModuleNotFoundError:\n    tomllib = None\n'),
  },
  {
    rule: 'dependency-pinned',
    severity: 'note',
    seed: (healthy) => depending(change(healthy, { project: { scripts: '{}' } }), 'iniconfig==2.0.0'),
    twin: (healthy) => depending(change(healthy, { project: { scripts: '{}' } }), 'iniconfig>=2'),
  },
  {
    rule: 'lower-bound-false',
    seed: (healthy) => ({ ...needingNewIniconfig(healthy, 'iniconfig>=1.0'), options: LOWEST }),
    twin: (healthy) => ({ ...needingNewIniconfig(healthy, 'iniconfig>=2'), options: LOWEST }),
  },
  {
    rule: 'import-failed',
    how: 'it reads a file beside the project',
    seed: (healthy) =>
      append(
        healthy,
        CORE,
        `\nSETTINGS = (Path(__file__).parents[${healthy.layout === 'src' ? 2 : 1}] / "pyproject.toml").read_text()\n`,
      ),
  },
  {
    rule: 'import-failed',
    how: 'an own name is missing',
    seed: (healthy) =>
      change(healthy, { files: { 'source/greeter/rude.py': 'from greeter.core import rudely\n' } }),
    twin: (healthy) =>
      change(healthy, { files: { 'source/greeter/rude.py': 'from greeter.core import greeting\n' } }),
  },
  {
    rule: 'dependency-undeclared',
    how: 'pytest brings it',
    installer: true,
    seed: (healthy) => prepend(healthy, CORE, 'import iniconfig\n'),
    twin: (healthy) => depending(prepend(healthy, CORE, 'import iniconfig\n'), 'iniconfig'),
  },
  {
    rule: 'dependency-transitive',
    severity: 'warning',
    installer: true,
    seed: (healthy) => depending(prepend(healthy, CORE, 'import zipp\n'), 'importlib-metadata'),
    twin: (healthy) => depending(prepend(healthy, CORE, 'import zipp\n'), 'importlib-metadata', 'zipp'),
  },
  {
    rule: 'path-hack',
    seed: (healthy) =>
      prepend(
        healthy,
        INIT,
        'import os\nimport sys\n\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))\n',
      ),
  },
  {
    rule: 'entry-point-broken',
    how: 'a function that is not there',
    seed: (healthy) => change(healthy, { project: { scripts: '{ greet = "greeter.cli:run" }' } }),
  },
  {
    rule: 'entry-point-broken',
    how: 'a plugin that is not there',
    seed: (healthy) =>
      change(healthy, { project: { 'entry-points."greeter.plugins"': '{ loud = "greeter.loud:shout" }' } }),
    twin: (healthy) =>
      change(healthy, {
        project: { 'entry-points."greeter.plugins"': '{ loud = "greeter.core:greeting" }' },
      }),
  },
  {
    rule: 'script-failed',
    installer: true,
    seed: (healthy) =>
      change(healthy, { files: { 'source/greeter/cli.py': 'def main(argv):\n    print(argv)\n' } }),
  },
  {
    rule: 'script-timeout',
    severity: 'warning',
    seed: (healthy) =>
      change(healthy, {
        files: { 'source/greeter/cli.py': 'import time\n\n\ndef main():\n    time.sleep(600)\n' },
        tables: `${healthy.tables}\n\n[tool.as-installed.scripts.greet]\ntime-limit = 2`,
      }),
  },
  {
    rule: 'tests-failed',
    seed: (healthy) =>
      append(healthy, TESTS, '\n\ndef test_wrong():\n    assert greeting("Ada") == "Hello"\n'),
  },
  {
    rule: 'tests-missing',
    how: 'all are skipped',
    seed: (healthy) =>
      change(healthy, {
        files: { [TESTS]: 'import pytest\n\n\n@pytest.mark.skip\ndef test_greets():\n    pass\n' },
      }),
  },
  {
    rule: 'tests-import-checkout',
    seed: (healthy) =>
      change(healthy, {
        files: {
          'tests/conftest.py': `import os\nimport sys\n\nsys.path.insert(0, os.path.join(os.environ["CHECKOUT"], "${rootOf(healthy)}"))\n`,
        },
        options: ['--pass-env', 'CHECKOUT'],
      }),
  },
  {
    rule: 'version-invalid',
    seed: (healthy) => onTag(change(healthy, { project: { version: '"1.0.0.dev1"' } }), 'v1.0.0.dev1'),
    twin: (healthy) => onTag(healthy, 'v1.0.0'),
  },
  {
    rule: 'version-disagrees',
    seed: (healthy) => append(healthy, INIT, '__version__ = "0.9.0"\n'),
    twin: (healthy) => append(healthy, INIT, '__version__ = "1.0"\n'),
  },
  {
    rule: 'version-disagrees',
    how: 'asked under the name of the import package',
    seed: (healthy) =>
      prepend(
        change(healthy, { project: { name: '"greeter-of-people"' }, packaging: named(healthy) }),
        INIT,
        'from importlib.metadata import version\n\n__version__ = version(__name__)\n',
      ),
    twin: (healthy) =>
      prepend(
        change(healthy, { project: { name: '"greeter-of-people"' }, packaging: named(healthy) }),
        INIT,
        'from importlib.metadata import version\n\n__version__ = version("greeter-of-people")\n',
      ),
  },
  {
    rule: 'version-disagrees',
    how: 'a command prints another',
    seed: (healthy) => printing(healthy, '0.9.0'),
    twin: (healthy) => printing(healthy, '1.0.0'),
  },
  {
    rule: 'version-disagrees',
    how: 'the lock is stale',
    severity: 'warning',
    seed: (healthy) => locked(healthy, '0.9.0'),
    twin: (healthy) => locked(healthy, '1.0.0'),
  },
  {
    rule: 'version-not-bumped',
    seed: (healthy) => ({
      ...append(healthy, CORE, 'CHANGED = True\n'),
      released: { project: healthy, tag: 'v1.0.0' },
    }),
    twin: (healthy) => ({
      ...append(change(healthy, { project: { version: '"1.1.0"' } }), CORE, 'CHANGED = True\n'),
      released: { project: healthy, tag: 'v1.0.0' },
    }),
  },
  {
    rule: 'bump-too-small',
    severity: 'warning',
    seed: (healthy) => withoutFarewell(healthy, '"1.0.1"'),
    twin: (healthy) => withoutFarewell(healthy, '"2.0.0"'),
  },
  {
    rule: 'version-bumped',
    seed: (healthy) => proposing(healthy, '"1.0.1"'),
    twin: (healthy) => proposing(healthy),
  },
  {
    rule: 'version-taken',
    seed: (healthy) => ({
      ...append(healthy, CORE, 'CHANGED = True\n'),
      released: { project: healthy, tag: 'v1.0.0', way: 'beside' },
    }),
    twin: (healthy) => ({
      ...append(change(healthy, { project: { version: '"1.1.0"' } }), CORE, 'CHANGED = True\n'),
      released: { project: healthy, tag: 'v1.0.0', way: 'beside' },
    }),
  },
  {
    rule: 'tag-mismatch',
    seed: (healthy) => onTag(healthy, 'v1.1.0'),
    twin: (healthy) => onTag(healthy, 'v1.0.0'),
  },
  {
    rule: 'tag-off-branch',
    severity: 'warning',
    seed: (healthy) => releasing(healthy, 'beside'),
    twin: (healthy) => releasing(healthy, 'after'),
  },
]

/** A function that the last release had is gone. */
const withoutFarewell = (healthy: Greeter, version: string) =>
  change(healthy, {
    project: { version },
    released: {
      project: append(healthy, CORE, '\n\ndef farewell(name):\n    return f"Farewell, {name}!"\n'),
      tag: 'v1.0.0',
    },
  })

/** A pull request, where a tool raises the version when it is time for a release. */
const proposing = (healthy: Greeter, version = '"1.0.0"') =>
  change(
    withTable(
      append(change(healthy, { project: { version } }), CORE, 'CHANGED = True\n'),
      '[tool.as-installed.version]\npolicy = "never"',
    ),
    {
      released: { project: healthy, tag: 'v1.0.0', way: 'merged' },
      variables: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main', GITHUB_HEAD_REF: 'topic' },
    },
  )

/** The tag of a second release. */
const releasing = (healthy: Greeter, way: 'after' | 'beside') =>
  change(onTag(change(healthy, { project: { version: '"1.1.0"' } }), 'v1.1.0'), {
    released: { project: healthy, tag: 'v1.0.0', way },
    payload: { repository: { default_branch: 'main' } },
  })

/** The command prints a version, as argparse lets it. */
const printing = (project: Greeter, version: string) =>
  change(project, {
    files: {
      'source/greeter/cli.py': `import argparse


def main():
    parser = argparse.ArgumentParser(prog="greet")
    parser.add_argument("--version", action="version", version="%(prog)s ${version}")
    parser.parse_args()
`,
    },
  })

const locked = (project: Greeter, version: string) =>
  change(project, {
    files: {
      'uv.lock': `version = 1
revision = 3
requires-python = ">=3.8"

[[package]]
name = "greeter"
version = "${version}"
source = { editable = "." }
`,
    },
  })

/** flit takes the name of the distribution for that of the module, unless it is told. */
const named = ({ backend, packaging }: Greeter) =>
  backend === 'flit' ? '[tool.flit.module]\nname = "greeter"' : packaging

const LOWEST = ['--resolution', 'lowest-direct']

/** iniconfig has `IniConfig.parse` from 2.2 on only; any name that is not in 1.0 does. */
function needingNewIniconfig(project: Greeter, requirement: string): Greeter {
  return depending(prepend(project, CORE, 'from iniconfig import exceptions as _exceptions\n'), requirement)
}

function withTable(project: Greeter, table: string): Greeter {
  return change(project, { tables: `${project.tables}\n\n${table}` })
}

/** A file inside the package that the backend ships: all but setuptools do so unasked. */
function withData(project: Greeter, path: string, content: string): Greeter {
  const name = path.split('/').at(-1)
  const told =
    project.backend === 'setuptools'
      ? project.packaging.replace('"py.typed"', `"py.typed", "${name}"`)
      : project.packaging
  return change(project, { packaging: told, files: { [`source/${path}`]: content } })
}
