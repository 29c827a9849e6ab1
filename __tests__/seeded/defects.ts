/** Every rule, and how each backend can break it. */
import type { Rule } from '../../src/checks/rules.ts'
import { append, type Backend, change, type Greeter, packaging, prepend, rootOf } from './greeter.ts'

export interface Defect {
  readonly rule: Rule
  /** Distinguishes several defects of one rule. */
  readonly how?: string
  readonly severity?: 'warning' | 'note'
  /** The result depends on the installer: `npm test` verifies it with both. */
  readonly installer?: true
  /** Undefined if the backend or the layout cannot have the defect. */
  readonly seed: (healthy: Greeter) => Greeter | undefined
  /** The project without the defect, if not the healthy one. */
  readonly twin?: (healthy: Greeter) => Greeter
}

const CORE = 'source/greeter/core.py'
const CLI = 'source/greeter/cli.py'
const INIT = 'source/greeter/__init__.py'
const TESTS = 'tests/test_greeter.py'

const without = (project: Greeter, pattern: string) =>
  change(project, { packaging: packaging(project.backend, project.layout, { without: [pattern] }) })

/** Adds a second import package to the wheel. */
const shipping = (project: Greeter, name: string): Greeter | undefined =>
  project.backend === 'flit'
    ? undefined
    : change(project, {
        packaging: packaging(project.backend, project.layout, { packages: ['greeter', name] }),
        files: { [`source/${name}/__init__.py`]: 'NAME = "second"\n' },
      })

const only =
  (backends: readonly Backend[], seed: (healthy: Greeter) => Greeter | undefined) => (healthy: Greeter) =>
    backends.includes(healthy.backend) ? seed(healthy) : undefined

const depending = (project: Greeter, ...requirements: string[]) =>
  change(project, { project: { dependencies: JSON.stringify(requirements) } })

/** Adds an extra that declares iniconfig. */
const withExtra = (project: Greeter, extra: string) =>
  change(project, { project: { 'optional-dependencies': `{ ${extra} = ["iniconfig"] }` } })

/** Adds a module that a plugin host loads. */
const pluggedIn = (project: Greeter, module: string) =>
  change(project, {
    project: { 'entry-points."polite.plugins"': '{ loud = "greeter.loud" }' },
    files: { 'source/greeter/loud.py': module },
  })

/** A project without scripts that uses iniconfig. */
const libraryWithIniconfig = (project: Greeter) =>
  prepend(change(project, { project: { scripts: '{}' } }), CORE, 'import iniconfig\n')

const GUARDED_INICONFIG = 'try:\n    import iniconfig\nexcept ImportError:\n    iniconfig = None\n'
const PARSING = '\n\ndef parse(path):\n    import iniconfig\n\n    return iniconfig.IniConfig(path)\n'

/** Adds a module that nothing imports, whose function needs iniconfig. */
const withParser = (project: Greeter) =>
  change(project, { files: { 'source/greeter/report.py': PARSING.trimStart() } })

/** Adds a module whose function needs sortedcontainers, and a test that calls it. */
const withReport = (project: Greeter) =>
  change(project, {
    files: {
      'source/greeter/report.py':
        'def report(names):\n    from sortedcontainers import SortedSet\n\n    return list(SortedSet(names))\n',
      'tests/test_report.py':
        'from greeter.report import report\n\n\ndef test_report():\n    assert report(["b", "a"]) == ["a", "b"]\n',
    },
  })

/** Adds a package without imports, two of whose three modules need sortedcontainers. */
const withModulesOnly = (project: Greeter) =>
  change(project, {
    project: { scripts: '{}' },
    files: {
      'source/greeter/__init__.py': '',
      'source/greeter/cli.py': 'import sortedcontainers\n',
      'source/greeter/core.py': 'import sortedcontainers\n',
      'source/greeter/loud.py': 'def loudly(text):\n    return text.upper()\n',
      'tests/test_greeter.py':
        'from greeter.loud import loudly\n\n\ndef test_loudly():\n    assert loudly("hi") == "HI"\n',
    },
  })

const REMOVED_NAME = 'from importlib_metadata import SelectableGroups\n'
const REMOVED_NAME_IN_FUNCTION = `\n\ndef groups():\n    ${REMOVED_NAME}\n    return SelectableGroups\n`

const smoking = (project: Greeter, ...commands: string[]) =>
  withTable(project, `[tool.as-installed]\nsmoke = ${JSON.stringify(commands)}`)

const withPlatform = (project: Greeter, platform: string) =>
  change(project, { files: { 'setup.cfg': `[bdist_wheel]\nplat_name = ${platform}\n` } })

const licensed = (project: Greeter, files: string) =>
  change(project, {
    project: { license: '"MIT"', 'license-files': files },
    files: { LICENSE: 'Permission is hereby granted, free of charge, ...\n' },
  })
const withPlugin = (project: Greeter, code: string) =>
  change(project, {
    project: { 'entry-points."greeter.plugins"': '{ loud = "greeter.loud:Plugin" }' },
    files: { 'source/greeter/loud.py': code },
  })

/** MkDocs need not be declared: it loads the plugin. */
const withMkdocsPlugin = (project: Greeter, value: string) =>
  change(project, {
    project: { 'entry-points."mkdocs.plugins"': '{ loud = "greeter.loud:Plugin" }' },
    files: {
      'source/greeter/loud.py': `from mkdocs.plugins import BasePlugin\n\n\nclass Plugin(BasePlugin):\n    option = ${value}\n`,
    },
  })

/** The tests have what the plugin lacks, so that they pass. */
const withPytestPlugin = (project: Greeter) =>
  change(project, {
    project: { 'entry-points.pytest11': '{ greeter = "greeter.fixtures" }' },
    tables: '[dependency-groups]\ntest = ["pytest", "sortedcontainers"]',
    files: {
      'source/greeter/fixtures.py':
        'import pytest\nimport sortedcontainers\n\n\n@pytest.fixture\ndef names():\n    return sortedcontainers.SortedList()\n',
    },
  })

/** Adds an entry point of pytest to an object of a module, which defines `plugin`. */
const withPytestObject = (project: Greeter, name: string) =>
  change(project, {
    project: { 'entry-points.pytest11': `{ greeter = "greeter.fixtures:${name}" }` },
    files: { 'source/greeter/fixtures.py': 'class Plugin:\n    pass\n\n\nplugin = Plugin()\n' },
  })

const withGuiScript = (project: Greeter) =>
  change(project, {
    project: { 'gui-scripts': '{ greet-window = "greeter.window:main" }' },
    files: {
      'source/greeter/window.py':
        'import sortedcontainers\n\n\ndef main():\n    sortedcontainers.SortedList()\n',
    },
  })

const withLoudExtra = (project: Greeter) =>
  change(project, { project: { 'optional-dependencies': '{ loud = ["iniconfig"] }' } })

const withExtraInSetupPy = (project: Greeter) =>
  change(project, {
    files: {
      'setup.py': 'from setuptools import setup\n\nsetup(extras_require={"loud": ["iniconfig"]})\n',
    },
  })

/** The project with data that no code reads. */
const withPhrases = (project: Greeter) =>
  change(project, { files: { 'source/greeter/phrases/english.txt': 'Good day\n' } })

const onTag = (project: Greeter, tag: string) =>
  change(project, {
    tag,
    variables: { GITHUB_EVENT_NAME: 'push', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: tag },
  })

/** 93 characters without a pattern. */
const RANDOM = 'q7Zk2Vw9Xr4Tn8Lc3Hm6Jd5Pb1Gs0FyAeUoIiKtR'.repeat(3).slice(0, 93)

const TIMED_BUILD = `import time
from pathlib import Path

WRITE = f"AT = {time.time_ns()}\\n"
`

export const DEFECTS: readonly Defect[] = [
  {
    rule: 'build-failed',
    how: 'invalid version',
    seed: (healthy) => change(healthy, { project: { version: '"one"' } }),
  },
  {
    rule: 'build-failed',
    how: 'setting of the backend',
    seed: (healthy) => {
      switch (healthy.backend) {
        case 'setuptools':
          return change(healthy, { packaging: '[tool.setuptools]\npackages = ["greeting"]' })
        case 'hatchling':
          return withTable(
            healthy,
            `[tool.hatch.build.targets.wheel.force-include]\n"${rootOf(healthy)}greeter/templates" = "greeter/templates"`,
          )
        case 'flit':
          return change(healthy, { packaging: '[tool.flit.module]\nname = "greeting"' })
        case 'poetry-core':
          return change(healthy, { packaging: '[tool.poetry]\npackages = [{ include = "greeting" }]' })
        case 'pdm-backend':
          return change(healthy, { packaging: '[tool.pdm.build]\npackage-dir = "sources"' })
        case 'uv_build':
          return change(healthy, { packaging: '[tool.uv.build-backend]\nmodule-name = "greeting"' })
      }
    },
  },
  {
    rule: 'metadata-ignored',
    seed: only(['setuptools'], (healthy) => withExtraInSetupPy(healthy)),
    twin: (healthy) =>
      change(withExtraInSetupPy(healthy), { project: { dynamic: '["optional-dependencies"]' } }),
  },
  {
    rule: 'build-deprecated',
    severity: 'warning',
    // The other backends of the matrix announce nothing.
    seed: only(['setuptools'], (healthy) => change(healthy, { project: { license: '{ text = "MIT" }' } })),
    twin: (healthy) => change(healthy, { project: { license: '"MIT"' } }),
  },
  {
    rule: 'sdist-incomplete',
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
          // poetry-core, pdm-backend and uv_build exclude from the wheel what they exclude from the sdist.
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
    rule: 'metadata-invalid',
    how: 'misspelled key',
    // The build fails with the other backends.
    seed: only(['hatchling', 'poetry-core', 'pdm-backend', 'uv_build'], (healthy) =>
      change(healthy, { project: { 'optional-dependancies': '{ loud = ["iniconfig"] }' } }),
    ),
    twin: withLoudExtra,
  },
  {
    rule: 'metadata-invalid',
    how: 'static and dynamic',
    severity: 'warning',
    seed: only(['poetry-core'], (healthy) => change(healthy, { project: { dynamic: '["version"]' } })),
    twin: (healthy) => change(healthy, { project: { dynamic: '["classifiers"]' } }),
  },
  {
    rule: 'metadata-invalid',
    how: 'group that includes an unknown one',
    severity: 'warning',
    seed: (healthy) => change(healthy, { tables: `${healthy.tables}\nlint = [{ include-group = "style" }]` }),
    twin: (healthy) => change(healthy, { tables: `${healthy.tables}\nlint = [{ include-group = "test" }]` }),
  },
  {
    rule: 'metadata-invalid',
    how: 'classifier of an excluded Python',
    severity: 'warning',
    seed: (healthy) =>
      change(healthy, { project: { classifiers: '["Programming Language :: Python :: 3.7"]' } }),
    twin: (healthy) =>
      change(healthy, { project: { classifiers: '["Programming Language :: Python :: 3.8"]' } }),
  },
  {
    rule: 'metadata-invalid',
    how: 'other tags in WHEEL',
    severity: 'warning',
    seed: only(['setuptools'], (healthy) =>
      change(healthy, {
        files: {
          'setup.py': `from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel


class Wheel(bdist_wheel):
    def write_wheelfile(self, directory, *args, **options):
        super().write_wheelfile(directory, *args, **options)
        path = directory + "/WHEEL"
        text = open(path).read().replace("py3-none-any", "py2-none-any")
        open(path, "w").write(text)


setup(cmdclass={"bdist_wheel": Wheel})
`,
        },
      }),
    ),
  },
  {
    rule: 'metadata-invalid',
    how: 'extension module in a pure wheel',
    severity: 'warning',
    seed: (healthy) =>
      // hatchling takes .pyd for bytecode.
      healthy.backend === 'hatchling'
        ? undefined
        : withData(healthy, 'greeter/_speed.cp311-win_amd64.pyd', 'MZ'),
    twin: (healthy) => withData(healthy, 'greeter/speed.dll', 'MZ'),
  },
  {
    rule: 'wheel-empty',
    seed: (healthy) => {
      switch (healthy.backend) {
        case 'setuptools':
          return change(healthy, {
            packaging: healthy.packaging.replace('"greeter*"', '"greeting*"'),
          })
        case 'hatchling':
          return change(healthy, {
            packaging: '[tool.hatch.build.targets.wheel]\npackages = ["lib/greeter"]',
          })
        default:
          // flit, poetry-core and uv_build refuse a package that does not exist.
          return undefined
      }
    },
  },
  {
    rule: 'wheel-empty',
    how: 'declares no packages',
    severity: 'warning',
    seed: only(['setuptools'], (healthy) =>
      change(withoutTests(healthy), {
        project: { scripts: '{}', dependencies: '["iniconfig>=2"]' },
        packaging: '[tool.setuptools]\npackages = []',
      }),
    ),
    twin: (healthy) => withoutTests(healthy),
  },
  {
    rule: 'wheel-empty',
    how: 'from the source tree',
    seed: only(['hatchling'], (healthy) =>
      healthy.layout === 'flat'
        ? undefined
        : change(healthy, {
            packaging:
              '[tool.hatch.build]\nsources = ["src"]\n\n[tool.hatch.build.targets.wheel]\npackages = ["greeter"]\n\n[tool.hatch.build.targets.sdist]\npackages = ["src/greeter"]\ninclude = ["tests"]',
          }),
    ),
  },
  {
    rule: 'junk-shipped',
    how: 'merge leftover',
    severity: 'warning',
    seed: (healthy) => withData(healthy, 'greeter/core.py.orig', 'old = True\n'),
  },
  {
    rule: 'junk-shipped',
    how: 'credentials',
    seed: (healthy) => withData(healthy, 'greeter/.env', 'PASSWORD=hunter2-hunter2\n'),
  },
  {
    rule: 'junk-shipped',
    how: 'API key',
    // Concatenated, so that secret scanners find none in this file.
    seed: (healthy) => append(healthy, CORE, `\nKEY = "sk-ant-${'api03'}-${RANDOM}AA"\n`),
    twin: (healthy) => append(healthy, CORE, `\nKEY = "sk-ant-${'api03'}-${'x'.repeat(93)}AA"\n`),
  },
  {
    rule: 'junk-shipped',
    how: 'settings of a coding assistant',
    severity: 'warning',
    seed: (healthy) => withData(healthy, 'greeter/AGENTS.md', 'Run the tests.\n'),
    twin: (healthy) => withData(healthy, 'greeter/NOTES.md', 'Run the tests.\n'),
  },
  { rule: 'stray-top-level', seed: (healthy) => shipping(healthy, 'tools') },
  {
    rule: 'stray-top-level',
    how: '__init__.py outside of a package',
    seed: only(['hatchling'], (healthy) =>
      withTable(
        change(healthy, { files: { 'top.py': '' } }),
        '[tool.hatch.build.targets.wheel.force-include]\n"top.py" = "__init__.py"',
      ),
    ),
  },
  {
    rule: 'stray-top-level',
    how: 'a readme',
    severity: 'warning',
    seed: (healthy) => {
      switch (healthy.backend) {
        case 'hatchling':
          return withTable(
            healthy,
            '[tool.hatch.build.targets.wheel.force-include]\n"README.md" = "README.md"',
          )
        case 'poetry-core':
          return change(healthy, {
            packaging: `${healthy.packaging}\ninclude = [{ path = "README.md", format = ["sdist", "wheel"] }]`,
          })
        default:
          return undefined
      }
    },
  },
  { rule: 'stdlib-shadowed', seed: (healthy) => shipping(healthy, 'queue') },
  {
    rule: 'module-missing',
    seed: (healthy) => (healthy.backend === 'flit' ? undefined : without(healthy, 'greeter/polite/**')),
  },
  {
    rule: 'module-missing',
    how: 'matches .gitignore',
    seed: only(['hatchling'], (healthy) => change(healthy, { files: { '.gitignore': 'polite/\n' } })),
  },
  {
    rule: 'module-missing',
    how: 'beside the package, imported by the README',
    seed: (healthy) =>
      healthy.layout === 'flat'
        ? undefined
        : change(healthy, {
            files: {
              'source/greeter_extra.py': 'EXTRA = 1\n',
              'README.md': '# Greeter\n\n```python\nfrom greeter_extra import EXTRA\n```\n',
            },
          }),
  },
  {
    rule: 'module-missing',
    how: 'beside the package, imported by nothing',
    severity: 'warning',
    seed: (healthy) =>
      healthy.layout === 'flat'
        ? undefined
        : change(healthy, { files: { 'source/greeter_extra.py': 'EXTRA = 1\n' } }),
    twin: (healthy) => change(healthy, { files: { 'tasks.py': 'print("for developers")\n' } }),
  },
  {
    rule: 'data-missing',
    seed: (healthy) => (healthy.backend === 'flit' ? undefined : without(healthy, 'greeter/templates/*.txt')),
  },
  {
    rule: 'data-missing',
    how: 'a directory that code copies',
    seed: (healthy) =>
      healthy.backend === 'flit' ? undefined : without(withIcons(healthy, COPY_ICONS), 'greeter/icons/*.svg'),
    twin: (healthy) => shippingIcons(withIcons(healthy, COPY_ICONS)),
  },
  {
    rule: 'data-missing',
    how: 'a file that a style sheet names',
    seed: (healthy) =>
      healthy.backend === 'flit'
        ? undefined
        : withData(
            without(withIcons(healthy, ''), 'greeter/icons/*.svg'),
            'greeter/style.css',
            'a { background: url("icons/open.svg"); }\n',
          ),
    twin: (healthy) => shippingIcons(withIcons(healthy, '')),
  },
  {
    rule: 'data-missing',
    how: 'read outside of the package',
    seed: (healthy) =>
      change(append(healthy, CORE, READ_OUTSIDE), { files: { 'source/limits.json': '[1]\n' } }),
    twin: (healthy) =>
      change(append(healthy, CORE, WRITE_OUTSIDE), { files: { 'source/limits.json': '[1]\n' } }),
  },
  {
    rule: 'data-missing',
    how: 'nothing reads it',
    severity: 'warning',
    seed: only(['setuptools'], (healthy) => withIcons(healthy, '')),
    twin: (healthy) => shippingIcons(withIcons(healthy, '')),
  },
  {
    rule: 'data-missing',
    how: 'declared in a way without effect',
    seed: (healthy) => declaringIcons(healthy, false),
    twin: (healthy) => declaringIcons(healthy, true) ?? healthy,
  },
  {
    rule: 'data-missing',
    how: 'MANIFEST.in contradicts itself',
    seed: only(['setuptools'], (healthy) => withManifest(healthy, 'global-exclude *.svg')),
    twin: (healthy) => withManifest(healthy, 'recursive-include tests *\nglobal-exclude *.pyc'),
  },
  {
    rule: 'data-missing',
    how: 'the last release had it',
    seed: only(['setuptools'], (healthy) => afterIcons(healthy, (icons) => icons)),
    twin: (healthy) => afterIcons(healthy, shippingIcons),
  },
  {
    rule: 'module-missing',
    how: 'py-modules in another directory',
    seed: only(['setuptools'], (healthy) =>
      healthy.layout === 'flat' ? undefined : declaringModule(healthy, 'greeter_extra.py'),
    ),
    twin: (healthy) => declaringModule(healthy, 'source/greeter_extra.py'),
  },
  {
    rule: 'pattern-unmatched',
    severity: 'warning',
    seed: (healthy) => {
      switch (healthy.backend) {
        case 'setuptools':
          return change(healthy, {
            packaging: healthy.packaging.replace('"py.typed"', '"py.typed", "gone/*.css"'),
          })
        case 'hatchling':
          return change(healthy, {
            packaging: healthy.packaging.replace(
              '[tool.hatch.build]',
              '[tool.hatch.build]\nartifacts = ["gone/*.css"]',
            ),
          })
        case 'poetry-core':
          return change(healthy, { packaging: `${healthy.packaging}\ninclude = ["gone/*.css"]` })
        case 'pdm-backend':
          return change(healthy, {
            packaging: healthy.packaging.replace('includes = [', 'includes = ["gone/*.css", '),
          })
        default:
          return undefined
      }
    },
  },
  {
    rule: 'typing-marker-missing',
    severity: 'warning',
    seed: (healthy) => (healthy.backend === 'flit' ? undefined : without(healthy, 'greeter/py.typed')),
  },
  {
    rule: 'license-missing',
    severity: 'warning',
    seed: (healthy) => licensed(healthy, '[]'),
    twin: (healthy) => licensed(healthy, '["LICENSE"]'),
  },
  {
    rule: 'size-exceeded',
    severity: 'warning',
    seed: (healthy) => withTable(healthy, '[tool.as-installed]\nmax-size = "1 kB"'),
    twin: (healthy) => withTable(healthy, '[tool.as-installed]\nmax-size = "1 MB"'),
  },
  {
    rule: 'contents-policy',
    how: 'required',
    seed: (healthy) =>
      withTable(healthy, '[tool.as-installed.contents.wheel]\nrequire = ["greeter/locale/*.mo"]'),
    twin: (healthy) =>
      withTable(healthy, '[tool.as-installed.contents.wheel]\nrequire = ["greeter/py.typed"]'),
  },
  {
    rule: 'contents-policy',
    how: 'forbidden',
    seed: (healthy) => withTable(healthy, '[tool.as-installed.contents.sdist]\nforbid = ["**/templates/**"]'),
    twin: (healthy) => withTable(healthy, '[tool.as-installed.contents.sdist]\nforbid = ["**/*.ipynb"]'),
  },
  {
    rule: 'install-failed',
    installer: true,
    seed: (healthy) => depending(healthy, 'iniconfig>=2', 'iniconfig<1'),
    twin: (healthy) => depending(prepend(healthy, CORE, 'import iniconfig\n'), 'iniconfig>=2'),
  },
  {
    rule: 'file-collision',
    installer: true,
    // Its dependency installs the module too.
    seed: (healthy) => {
      const project = shipping(healthy, 'idna')
      return project && depending(project, 'idna>=3')
    },
    twin: (healthy) =>
      depending(prepend(shipping(healthy, 'idna_names') ?? healthy, CORE, 'import idna\n'), 'idna>=3'),
  },
  {
    rule: 'file-collision',
    how: 'command',
    seed: (healthy) =>
      depending(change(healthy, { project: { scripts: '{ pygmentize = "greeter.cli:main" }' } }), 'pygments'),
    twin: (healthy) => depending(prepend(healthy, CORE, 'import pygments\n'), 'pygments'),
  },
  {
    rule: 'file-collision',
    how: 'names that differ in case',
    seed: (healthy) => withData(healthy, 'greeter/templates/Greeting.txt', 'Hello, {name}!\n'),
    twin: (healthy) => withData(healthy, 'greeter/templates/hello.txt', 'Hello, {name}!\n'),
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
    seed: (healthy) => prepend(healthy, CORE, 'import tomllib\n'),
    twin: (healthy) =>
      prepend(healthy, CORE, 'try:\n    import tomllib\nexcept ModuleNotFoundError:\n    tomllib = None\n'),
  },
  {
    rule: 'dependency-pinned',
    severity: 'note',
    seed: (healthy) => depending(libraryWithIniconfig(healthy), 'iniconfig==2.0.0'),
    twin: (healthy) => depending(libraryWithIniconfig(healthy), 'iniconfig>=2'),
  },
  {
    rule: 'wheel-tag-unpublishable',
    severity: 'warning',
    // Only setuptools takes a platform tag from a file.
    seed: only(['setuptools'], (healthy) => onTag(withPlatform(healthy, 'linux_x86_64'), 'v1.0.0')),
    twin: (healthy) => onTag(withPlatform(healthy, 'manylinux2014_x86_64'), 'v1.0.0'),
  },
  {
    rule: 'wheel-tag-unpublishable',
    how: 'symbols outside of the stable ABI',
    severity: 'warning',
    seed: only(['setuptools'], (healthy) => withExtension(healthy, UNSTABLE, 'py_limited_api = cp38')),
    twin: (healthy) =>
      withExtension(healthy, `#define Py_LIMITED_API 0x03080000\n${STABLE}`, 'py_limited_api = cp38'),
  },
  {
    rule: 'wheel-tag-unpublishable',
    how: 'newer system than the tag',
    severity: 'warning',
    seed: only(['setuptools'], (healthy) => withExtension(healthy, THREADED)),
    twin: (healthy) => withExtension(healthy, STABLE),
  },
  {
    rule: 'lower-bound-false',
    seed: (healthy) => ({ ...needingNewIniconfig(healthy, 'iniconfig>=1.0'), options: LOWEST }),
    twin: (healthy) => ({ ...needingNewIniconfig(healthy, 'iniconfig>=2'), options: LOWEST }),
  },
  {
    rule: 'import-warning',
    how: 'invalid escape sequence',
    severity: 'note',
    installer: true,
    seed: (healthy) => prepend(healthy, CLI, 'WORD = "\\w+"\n'),
    twin: (healthy) => prepend(healthy, CLI, 'WORD = r"\\w+"\n'),
  },
  {
    rule: 'import-warning',
    how: 'deprecated function of the standard library',
    severity: 'note',
    seed: (healthy) => prepend(healthy, CORE, 'import locale\n\nLANGUAGE = locale.getdefaultlocale()[0]\n'),
    twin: (healthy) => prepend(healthy, CORE, 'import locale\n\nLANGUAGE = locale.getlocale()[0]\n'),
  },
  {
    rule: 'import-warning',
    how: 'output',
    severity: 'note',
    seed: (healthy) => prepend(healthy, CORE, 'print("Loading greetings")\n'),
    twin: (healthy) => append(healthy, CORE, '\n\ndef load():\n    print("Loading greetings")\n'),
  },
  {
    rule: 'import-warning',
    how: 'time',
    severity: 'warning',
    seed: (healthy) => withTable(prepend(healthy, CORE, SLOW_IMPORT), MAX_SECONDS),
    twin: (healthy) => withTable(healthy, MAX_SECONDS),
  },
  {
    rule: 'import-failed',
    how: 'reads a file of the repository root',
    seed: (healthy) =>
      append(
        healthy,
        CORE,
        `\nSETTINGS = (Path(__file__).parents[${healthy.layout === 'src' ? 2 : 1}] / "pyproject.toml").read_text()\n`,
      ),
  },
  {
    rule: 'import-failed',
    how: 'missing name in an own module',
    seed: (healthy) =>
      change(healthy, { files: { 'source/greeter/rude.py': 'from greeter.core import rudely\n' } }),
    twin: (healthy) =>
      change(healthy, { files: { 'source/greeter/rude.py': 'from greeter.core import greeting\n' } }),
  },
  {
    rule: 'import-failed',
    how: 'syntax error in a module that nothing imports',
    seed: (healthy) => change(healthy, { files: { 'source/greeter/rude.py': 'def rudely(text:\n' } }),
    twin: (healthy) =>
      change(healthy, { files: { 'source/greeter/rude.py': 'def rudely(text):\n    return text\n' } }),
  },
  {
    rule: 'import-failed',
    how: 'exception with a bracketed word that is no extra',
    seed: (healthy) => append(healthy, CORE, 'raise ValueError("unknown key options[color]")\n'),
  },
  {
    rule: 'import-failed',
    how: 'exception in the module of a plugin',
    seed: (healthy) => pluggedIn(healthy, 'LOUD = loudly("Hello")\n'),
    twin: (healthy) => pluggedIn(healthy, 'LOUD = "Hello".upper()\n'),
  },
  {
    rule: 'import-failed',
    how: 'missing name of an own module, imported in a function',
    severity: 'warning',
    seed: (healthy) => append(healthy, CORE, '\n\ndef rudely():\n    from greeter.polite import rudeness\n'),
    twin: (healthy) => append(healthy, CORE, '\n\ndef rudely():\n    from greeter.polite import politely\n'),
  },
  {
    rule: 'import-failed',
    how: 'optional modules',
    severity: 'note',
    seed: (healthy) =>
      change(healthy, {
        files: { 'source/greeter/windows.py': 'import winreg\n\nROOT = winreg.HKEY_USERS\n' },
      }),
    twin: (healthy) =>
      change(healthy, {
        files: {
          'source/greeter/windows.py': 'try:\n    import winreg\nexcept ImportError:\n    winreg = None\n',
        },
      }),
  },
  {
    rule: 'dependency-undeclared',
    how: 'installed by pytest',
    installer: true,
    seed: (healthy) => prepend(healthy, CORE, 'import iniconfig\n'),
    twin: (healthy) => depending(prepend(healthy, CORE, 'import iniconfig\n'), 'iniconfig'),
  },
  {
    rule: 'dependency-undeclared',
    how: 'declared by an extra, needed by every import',
    seed: (healthy) => withExtra(prepend(healthy, CORE, 'import iniconfig\n'), 'files'),
    twin: (healthy) => withExtra(prepend(healthy, CORE, GUARDED_INICONFIG), 'files'),
  },
  {
    rule: 'dependency-undeclared',
    how: 'declared by an extra for developers, needed by a script',
    seed: (healthy) => withExtra(prepend(healthy, CLI, 'import iniconfig\n'), 'dev'),
    twin: (healthy) => withExtra(prepend(healthy, CLI, GUARDED_INICONFIG), 'dev'),
  },
  {
    rule: 'dependency-undeclared',
    how: 'needed by a plugin',
    seed: (healthy) => pluggedIn(healthy, 'import iniconfig\n'),
    twin: (healthy) => depending(pluggedIn(healthy, 'import iniconfig\n'), 'iniconfig'),
  },
  {
    rule: 'dependency-undeclared',
    how: 'needed by a function',
    severity: 'warning',
    seed: (healthy) => append(healthy, CORE, PARSING),
    twin: (healthy) => depending(append(healthy, CORE, PARSING), 'iniconfig'),
  },
  {
    rule: 'dependency-undeclared',
    how: 'needed by a function that a test calls',
    seed: (healthy) => withReport(healthy),
    twin: (healthy) => depending(withReport(healthy), 'sortedcontainers'),
  },
  {
    rule: 'dependency-undeclared',
    how: 'needed by most modules of a package without imports',
    seed: (healthy) => withModulesOnly(healthy),
    twin: (healthy) => depending(withModulesOnly(healthy), 'sortedcontainers'),
  },
  {
    rule: 'dependency-undeclared',
    how: 'needed by a function of a module that nothing imports, and brought by test dependencies',
    severity: 'warning',
    seed: (healthy) => withParser(healthy),
    twin: (healthy) => depending(withParser(healthy), 'iniconfig'),
  },
  {
    rule: 'dependency-incompatible',
    how: 'a name that the newest version has no more',
    seed: (healthy) => depending(prepend(healthy, CORE, REMOVED_NAME), 'importlib-metadata>=4'),
    twin: (healthy) => depending(prepend(healthy, CORE, REMOVED_NAME), 'importlib-metadata>=4,<5'),
  },
  {
    rule: 'dependency-incompatible',
    how: 'in a function',
    severity: 'warning',
    seed: (healthy) => depending(append(healthy, CORE, REMOVED_NAME_IN_FUNCTION), 'importlib-metadata>=4'),
    twin: (healthy) => depending(append(healthy, CORE, REMOVED_NAME_IN_FUNCTION), 'importlib-metadata>=4,<5'),
  },
  {
    rule: 'dependency-transitive',
    severity: 'warning',
    seed: (healthy) => depending(prepend(healthy, CORE, 'import zipp\n'), 'importlib-metadata'),
    twin: (healthy) =>
      depending(
        prepend(healthy, CORE, 'import importlib_metadata\nimport zipp\n'),
        'importlib-metadata',
        'zipp',
      ),
  },
  {
    rule: 'dependency-unused',
    severity: 'note',
    seed: (healthy) => depending(healthy, 'iniconfig'),
    twin: (healthy) => depending(prepend(healthy, CORE, 'import iniconfig\n'), 'iniconfig'),
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
    how: 'missing function',
    seed: (healthy) => change(healthy, { project: { scripts: '{ greet = "greeter.cli:run" }' } }),
  },
  {
    rule: 'entry-point-broken',
    how: 'missing plugin module',
    seed: (healthy) =>
      change(healthy, { project: { 'entry-points."greeter.plugins"': '{ loud = "greeter.loud:shout" }' } }),
    twin: (healthy) =>
      change(healthy, {
        project: { 'entry-points."greeter.plugins"': '{ loud = "greeter.core:greeting" }' },
      }),
  },
  {
    rule: 'entry-point-broken',
    how: 'pytest plugin without its object',
    seed: (healthy) => withPytestObject(healthy, 'plugins'),
    twin: (healthy) => withPytestObject(healthy, 'plugin'),
  },
  {
    rule: 'entry-point-broken',
    how: 'plugin that fails with its host',
    seed: (healthy) => withMkdocsPlugin(healthy, 'missing'),
    twin: (healthy) => withMkdocsPlugin(healthy, 'None'),
  },
  {
    rule: 'import-failed',
    how: 'plugin',
    seed: (healthy) => withPlugin(healthy, 'class Plugin:\n    option = missing\n'),
    twin: (healthy) => withPlugin(healthy, 'class Plugin:\n    option = None\n'),
  },
  {
    rule: 'dependency-undeclared',
    how: 'pytest plugin',
    seed: (healthy) => withPytestPlugin(healthy),
    twin: (healthy) => depending(withPytestPlugin(healthy), 'sortedcontainers'),
  },
  {
    rule: 'dependency-undeclared',
    how: 'GUI script',
    seed: (healthy) => withGuiScript(healthy),
    twin: (healthy) => depending(withGuiScript(healthy), 'sortedcontainers'),
  },
  {
    rule: 'script-failed',
    installer: true,
    seed: (healthy) =>
      change(healthy, { files: { 'source/greeter/cli.py': 'def main(argv):\n    print(argv)\n' } }),
  },
  {
    rule: 'script-failed',
    how: 'python -m',
    seed: (healthy) =>
      change(healthy, { files: { 'source/greeter/__main__.py': 'from greeter.cli import run\n\nrun()\n' } }),
    twin: (healthy) =>
      change(healthy, {
        files: { 'source/greeter/__main__.py': 'from greeter.cli import main\n\nmain()\n' },
      }),
  },
  {
    rule: 'script-failed',
    how: 'smoke command',
    seed: (healthy) => smoking(healthy, 'greet --loud Ada'),
    twin: (healthy) => smoking(healthy, 'greet Ada', "python -c 'from greeter import greeting'"),
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
    rule: 'tests-failed',
    how: 'a test ends the session with status 0',
    seed: (healthy) =>
      append(
        healthy,
        TESTS,
        '\n\ndef test_ends():\n    import pytest\n\n    pytest.exit("done", returncode=0)\n\n\ndef test_wrong():\n    assert greeting("Ada") == "Hello"\n',
      ),
    twin: (healthy) =>
      append(
        healthy,
        TESTS,
        '\n\ndef test_ends():\n    import pytest\n\n    with pytest.raises(pytest.exit.Exception):\n        pytest.exit("done", returncode=0)\n',
      ),
  },
  {
    rule: 'tests-failed',
    how: 'a test ends the process with status 0',
    seed: (healthy) => append(healthy, TESTS, '\n\ndef test_ends():\n    import os\n\n    os._exit(0)\n'),
    twin: (healthy) =>
      append(
        healthy,
        TESTS,
        '\n\ndef test_ends():\n    import subprocess, sys\n\n    subprocess.run([sys.executable, "-c", "import os; os._exit(0)"], check=True)\n',
      ),
  },
  {
    rule: 'tests-failed',
    how: 'a fixture of a plugin that no source declares',
    seed: (healthy) => append(healthy, TESTS, '\n\ndef test_mocked(mocker):\n    assert mocker\n'),
    // The tests run again with the group that has it.
    twin: (healthy) =>
      change(append(healthy, TESTS, '\n\ndef test_mocked(mocker):\n    assert mocker\n'), {
        tables: '[dependency-groups]\ntest = ["pytest"]\ndev = ["pytest-mock"]',
      }),
  },
  {
    rule: 'tests-failed',
    how: 'only as installed',
    seed: (healthy) =>
      append(
        healthy,
        TESTS,
        '\n\ndef test_repository():\n    import greeter\n    from pathlib import Path\n\n    assert any((up / "README.md").exists() for up in Path(greeter.__file__).resolve().parents)\n',
      ),
    twin: (healthy) =>
      append(
        healthy,
        TESTS,
        '\n\ndef test_repository():\n    from pathlib import Path\n\n    assert any((up / "README.md").exists() for up in Path(__file__).resolve().parents)\n',
      ),
  },
  {
    rule: 'tests-missing',
    how: 'all tests are expected failures',
    severity: 'warning',
    seed: (healthy) =>
      change(healthy, {
        files: {
          [TESTS]:
            'import pytest\n\nfrom greeter import greeting\n\n\n@pytest.mark.xfail\ndef test_greets():\n    assert greeting("Ada") == "Hello"\n',
        },
      }),
  },
  {
    rule: 'tests-missing',
    how: 'all tests are skipped',
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
    seed: (healthy) => onTag(change(healthy, { project: { version: '"1.0.0.dev1"' } }), 'v1.0.0'),
    twin: (healthy) => onTag(healthy, 'v1.0.0'),
  },
  {
    rule: 'version-disagrees',
    seed: (healthy) => append(healthy, INIT, '__version__ = "0.9.0"\n'),
    twin: (healthy) => append(healthy, INIT, '__version__ = "1.0"\n'),
  },
  {
    rule: 'version-disagrees',
    how: 'queried with the name of the import package',
    seed: (healthy) =>
      prepend(
        change(healthy, { project: { name: '"greeter-of-people"' }, packaging: namedModule(healthy) }),
        INIT,
        'from importlib.metadata import version\n\n__version__ = version(__name__)\n',
      ),
    twin: (healthy) =>
      prepend(
        change(healthy, { project: { name: '"greeter-of-people"' }, packaging: namedModule(healthy) }),
        INIT,
        'from importlib.metadata import version\n\n__version__ = version("greeter-of-people")\n',
      ),
  },
  {
    rule: 'version-disagrees',
    how: 'a command prints another version',
    seed: (healthy) => printing(healthy, '0.9.0'),
    twin: (healthy) => printing(healthy, '1.0.0'),
  },
  {
    rule: 'version-disagrees',
    how: 'stale lock file',
    severity: 'warning',
    seed: (healthy) => locked(healthy, '0.9.0'),
    twin: (healthy) => locked(healthy, '1.0.0'),
  },
  {
    rule: 'version-disagrees',
    how: 'stale citation',
    severity: 'warning',
    seed: (healthy) => onTag(change(healthy, { files: { 'CITATION.cff': citation('0.9.0') } }), 'v1.0.0'),
    twin: (healthy) => onTag(change(healthy, { files: { 'CITATION.cff': citation('1.0.0') } }), 'v1.0.0'),
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
    seed: (healthy) => pullRequest(healthy, '"1.0.1"'),
    twin: (healthy) => pullRequest(healthy),
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
    rule: 'changelog-missing',
    how: 'on a tag',
    severity: 'warning',
    seed: (healthy) => onTag(withChangelog(healthy, '## [Unreleased]'), 'v1.0.0'),
    twin: (healthy) => onTag(withChangelog(healthy, '## [1.0.0] - 2026-01-01'), 'v1.0.0'),
  },
  {
    rule: 'changelog-missing',
    how: 'bumped version',
    severity: 'warning',
    seed: (healthy) => withChangelog(bumped(healthy), '## 1.0.0 (2026-01-01)'),
    twin: (healthy) => withChangelog(bumped(healthy), '## 1.1 (2026-01-01)'),
  },
  {
    rule: 'changelog-missing',
    how: 'fragments',
    severity: 'warning',
    seed: (healthy) => onTag(withFragments(healthy, '1.feature.md'), 'v1.0.0'),
    twin: (healthy) => onTag(withFragments(healthy, 'README.md'), 'v1.0.0'),
  },
  {
    rule: 'tag-mismatch',
    seed: (healthy) => onTag(healthy, 'v1.1.0'),
    twin: (healthy) => onTag(healthy, 'v1.0.0'),
  },
  {
    rule: 'tag-mismatch',
    how: 'a development version in the tag',
    seed: (healthy) => onTag(healthy, 'v1.0.0.dev0'),
    twin: (healthy) => onTag(healthy, 'v1.0.0.final'),
  },
  {
    rule: 'tag-off-branch',
    severity: 'warning',
    seed: (healthy) => releasing(healthy, 'beside'),
    twin: (healthy) => releasing(healthy, 'after'),
  },
  {
    rule: 'release-shrunk',
    how: 'extra',
    severity: 'warning',
    seed: (healthy) =>
      change(healthy, {
        project: { version: '"1.0.1"' },
        released: { project: withLoudExtra(healthy), tag: 'v1.0.0' },
      }),
    twin: (healthy) =>
      change(withLoudExtra(healthy), {
        project: { version: '"1.0.1"' },
        released: { project: withLoudExtra(healthy), tag: 'v1.0.0' },
      }),
  },
  {
    rule: 'release-shrunk',
    how: 'files',
    severity: 'warning',
    // Without a pattern, flit ships all files of a package.
    seed: (healthy) =>
      ['flit', 'setuptools'].includes(healthy.backend)
        ? undefined
        : change(without(withPhrases(healthy), 'greeter/phrases/**'), {
            project: { version: '"1.0.1"' },
            released: { project: withPhrases(healthy), tag: 'v1.0.0' },
          }),
    twin: (healthy) =>
      change(withPhrases(healthy), {
        project: { version: '"1.0.1"' },
        released: { project: withPhrases(healthy), tag: 'v1.0.0' },
      }),
  },
  {
    rule: 'upgrade-broken',
    installer: true,
    // A clean installation has the newest version.
    seed: (healthy) => upgradedWithIniconfig(healthy, 'iniconfig'),
    twin: (healthy) => upgradedWithIniconfig(healthy, 'iniconfig>=2'),
  },
]

/** The last release allows only a version of iniconfig without the module. */
const upgradedWithIniconfig = (healthy: Greeter, requirement: string) =>
  change(prepend(depending(healthy, requirement), CORE, 'from iniconfig.exceptions import ParseError\n'), {
    project: { version: '"1.0.1"' },
    released: {
      project: prepend(depending(healthy, 'iniconfig<2'), CORE, 'import iniconfig\n'),
      tag: 'v1.0.0',
    },
  })

const citation = (version: string) =>
  `cff-version: 1.2.0\nmessage: Cite it.\ntitle: greeter\nauthors:\n  - name: Ada\nversion: ${version}\n`

const withoutTests = (healthy: Greeter): Greeter =>
  withTable(healthy, '[tool.as-installed.tests]\nskip = "none"')

const COPY_ICONS = `

def copy_icons(to):
    shutil.copytree(str(TEMPLATES.parent) + "/icons", to)
`

const READ_OUTSIDE = `

def limits():
    return (Path(__file__).parents[1] / "limits.json").read_text()
`

/** A program for developers. */
const WRITE_OUTSIDE = `

def write_limits(text):
    (Path(__file__).parents[1] / "limits.json").write_text(text)
`

/** Adds a directory of icons to the package. */
const withIcons = (healthy: Greeter, code: string) =>
  change(prepend(append(healthy, CORE, code), CORE, code === '' ? '' : 'import shutil\n'), {
    files: { 'source/greeter/icons/open.svg': '<svg/>\n', 'source/greeter/icons/close.svg': '<svg/>\n' },
  })

/** setuptools needs the icons in `package-data`, the others include them by default. */
const shippingIcons = (project: Greeter) =>
  change(project, { packaging: project.packaging.replace('"py.typed"', '"py.typed", "icons/*.svg"') })

/** Icons that no code reads, and a MANIFEST.in that includes them before its other lines. */
const withManifest = (healthy: Greeter, lines: string) =>
  change(withIcons(healthy, ''), {
    files: { 'MANIFEST.in': `recursive-include ${rootOf(healthy)}greeter/icons *.svg\n${lines}\n` },
  })

/** A project with icons that no code reads, after a release whose wheel has them. */
const afterIcons = (healthy: Greeter, packaged: (project: Greeter) => Greeter) => {
  const icons = withIcons(healthy, '')
  return change(packaged(icons), {
    project: { version: '"1.0.1"' },
    released: { project: shippingIcons(icons), tag: 'v1.0.0' },
  })
}

/** Icons that no code reads, and a setting that includes them, or that has no effect. */
function declaringIcons(healthy: Greeter, works: boolean): Greeter | undefined {
  const project = withIcons(healthy, '')
  const root = rootOf(healthy)
  const icons = `["${root}greeter/icons/*.svg"]`
  switch (healthy.backend) {
    case 'setuptools':
      return works
        ? shippingIcons(project)
        : change(project, {
            packaging: project.packaging.replace('"py.typed"', `"py.typed", "${root}greeter/icons/*.svg"`),
          })
    case 'hatchling':
      return change(project, {
        packaging: works
          ? project.packaging.replace('[tool.hatch.build]', `[tool.hatch.build]\nartifacts = ${icons}`)
          : `${project.packaging}\n\n[tool.hatch.build.targets.sdist]\nartifacts = ${icons}`,
        files: { '.gitignore': 'icons/\n' },
      })
    case 'poetry-core': {
      const from = healthy.layout === 'src' ? ', from = "src"' : ''
      const code = ['**/*.py', '**/*.txt', 'py.typed'].map((one) => `{ include = "greeter/${one}"${from} }`)
      return works
        ? project
        : change(project, {
            packaging: `[tool.poetry]\npackages = [${code.join(', ')}]\ninclude = ${icons}`,
          })
    }
    default:
      return undefined
  }
}

const declaringModule = (healthy: Greeter, path: string) =>
  change(healthy, {
    packaging: `[tool.setuptools]\npy-modules = ["greeter_extra"]\npackage-dir = { "" = "src" }\n\n${healthy.packaging}`,
    files: { [path]: 'EXTRA = 1\n' },
  })

const MACHINE = process.arch === 'arm64' ? 'aarch64' : 'x86_64'

/** An extension module in C. */
const extension = (includes: string, code: string) => `#include <Python.h>
${includes}
static PyObject *speed(PyObject *self, PyObject *arg) { ${code} }
static PyMethodDef methods[] = {{"speed", speed, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_speed", NULL, -1, methods};
PyMODINIT_FUNC PyInit__speed(void) { return PyModule_Create(&module); }
`
const STABLE = extension('#include <stdlib.h>', 'return PyUnicode_FromString(getenv("PATH"));')
const UNSTABLE = extension(
  '#include <stdlib.h>',
  'return PyUnicode_FromString(getenv(PyUnicode_AsUTF8(arg)));',
)
/** Threads are in libc since glibc 2.34. */
const THREADED = extension(
  '#include <pthread.h>\nstatic void *run(void *arg) { return arg; }',
  'pthread_t thread; pthread_create(&thread, NULL, run, NULL); Py_RETURN_NONE;',
)

/** Adds an extension module to a wheel with a manylinux tag. */
const withExtension = (healthy: Greeter, code: string, option = '') =>
  change(healthy, {
    files: {
      'speed.c': code,
      'setup.cfg': `[bdist_wheel]\nplat_name = manylinux_2_17_${MACHINE}\n${option}\n`,
      'setup.py': `from setuptools import Extension, setup

setup(ext_modules=[Extension("greeter._speed", ["speed.c"], py_limited_api=${option === '' ? 'False' : 'True'})])
`,
    },
  })

/** Removes a function of the last release. */
const withoutFarewell = (healthy: Greeter, version: string) =>
  change(healthy, {
    project: { version },
    released: {
      project: append(healthy, CORE, '\n\ndef farewell(name):\n    return f"Farewell, {name}!"\n'),
      tag: 'v1.0.0',
    },
  })

/** A pull request in a project where only releases raise the version. */
const pullRequest = (healthy: Greeter, version = '"1.0.0"') =>
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

/** Tags a second release. */
const releasing = (healthy: Greeter, way: 'after' | 'beside') =>
  change(onTag(change(healthy, { project: { version: '"1.1.0"' } }), 'v1.1.0'), {
    released: { project: healthy, tag: 'v1.0.0', way },
    payload: { repository: { default_branch: 'main' } },
  })

/** Adds an option `--version` to the command. */
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

/** flit derives the module from the name of the distribution by default. */
const namedModule = ({ backend, packaging }: Greeter) =>
  backend === 'flit' ? '[tool.flit.module]\nname = "greeter"' : packaging

const withChangelog = (project: Greeter, heading: string) =>
  change(withTable(project, '[tool.as-installed.version]\nchangelog = true'), {
    files: { 'CHANGELOG.md': `# Changes\n\n${heading}\n\n- Greet.\n` },
  })

/** Uses towncrier, with a file in its directory of fragments. */
const withFragments = (project: Greeter, file: string) =>
  change(withTable(withChangelog(project, '## 1.0.0'), '[tool.towncrier]'), {
    files: { [`newsfragments/${file}`]: 'Greet.\n' },
  })

/** Version 1.1.0 after the release of 1.0.0. */
const bumped = (healthy: Greeter) =>
  change(healthy, { project: { version: '"1.1.0"' }, released: { project: healthy, tag: 'v1.0.0' } })

const SLOW_IMPORT = 'import time\n\ntime.sleep(1.5)\n'
const MAX_SECONDS = '[tool.as-installed.imports]\nmax-seconds = 1'

const LOWEST = ['--resolution', 'lowest-direct']

/** Imports a name that iniconfig 1.0 lacks. */
function needingNewIniconfig(project: Greeter, requirement: string): Greeter {
  return depending(prepend(project, CORE, 'from iniconfig import exceptions as _exceptions\n'), requirement)
}

function withTable(project: Greeter, table: string): Greeter {
  return change(project, { tables: `${project.tables}\n\n${table}` })
}

/** Adds a data file to the wheel: setuptools needs it in `package-data`, the others include it by default. */
function withData(project: Greeter, path: string, content: string): Greeter {
  const pattern = path.slice('greeter/'.length)
  // The templates are included already.
  const isIncluded = project.backend !== 'setuptools' || pattern.startsWith('templates/')
  const packaging = isIncluded
    ? project.packaging
    : project.packaging.replace('"py.typed"', `"py.typed", "${pattern}"`)
  return change(project, { packaging, files: { [`source/${path}`]: content } })
}
