import { expect, test } from '@jest/globals'
import { topLevelObjects } from '../../../../src/checks/fixes/candidates/module-sources.ts'
import { similarNames } from '../../../../src/checks/fixes/candidates/similar-names.ts'
import type { FactsOf } from '../../../../src/checks/rules.ts'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

const CLI = 'import sys\n\n\ndef main(argv=None):\n    pass\n\n\ndef helper(x):\n    return x\n'
const PROJECT = '[project]\nname = "demo"\n'
const WHEEL = ['demo/__init__.py', 'demo/cli.py', 'demo/tools/__init__.py', 'demo/tools/run.py']
const FILES = {
  'src/demo/__init__.py': '',
  'src/demo/cli.py': CLI,
  'src/demo/tools/__init__.py': '',
  'src/demo/tools/run.py': 'class Runner:\n    pass\n\n\nrunner = Runner()\n\n\ndef start_it():\n    pass\n',
}

const entry = (value: string, problem: string, group = 'console_scripts') => ({
  group,
  script: 'demo',
  value,
  problem,
})

test.each<[string, Record<string, string>, FactsOf['entry-point-broken'], number | undefined, string[]]>([
  [
    'a usual function',
    { 'pyproject.toml': `${PROJECT}scripts = { demo = "demo.cli:run" }\n` },
    entry('demo.cli:run', 'points to run, which does not exist in demo.cli'),
    3,
    ['pyproject.toml:3 demo.cli:run -> demo.cli:main'],
  ],
  [
    'a similar function, in poetry',
    { 'pyproject.toml': '[tool.poetry.scripts]\ndemo = "demo.cli:man"\n' },
    entry('demo.cli:man', 'points to man, which does not exist in demo.cli'),
    undefined,
    ['pyproject.toml:2 demo.cli:man -> demo.cli:main'],
  ],
  [
    'the only function without arguments, in setup.cfg',
    { 'setup.cfg': '[options.entry_points]\nconsole_scripts =\n    demo = demo.tools.run:go\n' },
    entry('demo.tools.run:go', 'points to go, which does not exist in demo.tools.run'),
    undefined,
    ['setup.cfg:3 demo.tools.run:go -> demo.tools.run:start_it'],
  ],
  [
    'a function after a dot, in setup.py',
    { 'setup.py': 'setup(entry_points={"console_scripts": ["demo=demo.cli.main"]})\n' },
    entry('demo.cli.main', 'names no function, so installers reject it'),
    undefined,
    ['setup.py:1 demo.cli.main -> demo.cli:main'],
  ],
  [
    'a function for a module',
    { 'pyproject.toml': `${PROJECT}[project.scripts]\ndemo = "demo.cli"\n` },
    entry('demo.cli', 'names no function, so installers reject it'),
    4,
    ['pyproject.toml:4 demo.cli -> demo.cli:main'],
  ],
  [
    'a call',
    { 'pyproject.toml': `${PROJECT}[project.scripts]\ndemo = "demo/cli.py:main()"\n` },
    entry('demo/cli.py:main()', 'does not have the form "package.module:function", so installers reject it'),
    4,
    ['pyproject.toml:4 demo/cli.py:main() -> demo.cli:main'],
  ],
  [
    'a module of the wheel for its path in the checkout',
    { 'pyproject.toml': `${PROJECT}[project.scripts]\ndemo = "src.demo.cli:main [extra]"\n` },
    entry(
      'src.demo.cli:main [extra]',
      'points to the module src.demo.cli, which is neither in the wheel nor in the checkout',
    ),
    4,
    ['pyproject.toml:4 src.demo.cli:main [extra] -> demo.cli:main [extra]'],
  ],
  [
    'a similar module of a plugin',
    { 'pyproject.toml': `${PROJECT}[project.entry-points.pytest11]\ndemo = "demo.clis"\n` },
    entry('demo.clis', "cannot be loaded: ModuleNotFoundError: No module named 'demo.clis'.", 'pytest11'),
    4,
    ['pyproject.toml:4 demo.clis -> demo.cli'],
  ],
  [
    'a module that the wheel lacks',
    {
      'pyproject.toml': `${PROJECT}scripts = { demo = "extra:main" }\n[tool.setuptools]\npackages = ["demo"]\n`,
      'src/extra/__init__.py': CLI,
    },
    entry(
      'extra:main',
      'points to the module extra, which is not in the wheel (source: src/extra/__init__.py)',
    ),
    3,
    [
      'pyproject.toml tool.setuptools.packages append ["extra"] | pyproject.toml tool.setuptools.package-dir.extra set "src/extra"',
      'pyproject.toml tool.setuptools.packages delete | pyproject.toml tool.setuptools.packages.find.where set ["src"] | pyproject.toml tool.setuptools.packages.find.include set ["demo","demo.*","extra","extra.*"]',
    ],
  ],
  [
    'a similar module',
    { 'pyproject.toml': `${PROJECT}[project.scripts]\ndemo = "demo.clii:main"\n` },
    entry(
      'demo.clii:main',
      'points to the module demo.clii, which is neither in the wheel nor in the checkout',
    ),
    4,
    ['pyproject.toml:4 demo.clii:main -> demo.cli:main'],
  ],
  [
    'a similar object of a plugin',
    { 'pyproject.toml': `${PROJECT}entry-points.pytest11 = { demo = "demo.tools.run:runners" }\n` },
    entry('demo.tools.run:runners', 'points to runners, which does not exist in demo.tools.run', 'pytest11'),
    3,
    [
      'pyproject.toml:3 demo.tools.run:runners -> demo.tools.run:runner',
      'pyproject.toml:3 demo.tools.run:runners -> demo.tools.run:Runner',
    ],
  ],
  [
    'nothing for a plugin whose module does not exist',
    { 'pyproject.toml': `${PROJECT}[project.entry-points."demo.plugins"]\ndemo = "demo.loud:shout"\n` },
    entry(
      'demo.loud:shout',
      'points to the module demo.loud, which is neither in the wheel nor in the checkout',
      'demo.plugins',
    ),
    4,
    ['? pyproject.toml project.entry-points.demo.plugins.demo delete'],
  ],
  [
    'nothing if the module fails',
    { 'pyproject.toml': `${PROJECT}scripts = { demo = "demo.cli:main" }\n` },
    entry('demo.cli:main', 'cannot be loaded: NameError'),
    3,
    [],
  ],
  [
    '[project] if the backend does not read where it is declared',
    { 'pyproject.toml': `${PROJECT}[tool.poetry.scripts]\ndemo = "demo.cli:main"\n` },
    entry('demo.cli:main', 'is declared in pyproject.toml, but missing from the wheel'),
    4,
    [
      'pyproject.toml tool.poetry.scripts.demo delete | pyproject.toml project.scripts.demo set "demo.cli:main"',
    ],
  ],
])('points an entry point at %s', (_, files, facts, line, expected) => {
  const [file = ''] = Object.keys(files)
  const where = line === undefined ? { file } : { file, line }
  const sources = sourcesOf({ ...files, ...FILES }, { wheelFiles: WHEEL })
  expect(describeCandidates('entry-point-broken', facts, sources, where)).toEqual(expected)
})

test.each<[string, string, string[]]>([
  [
    'pyproject.toml',
    `${PROJECT}[project.scripts]\n"demo it" = "demo.cli:main"\n`,
    [
      'pyproject.toml project.scripts.demo it delete | pyproject.toml project.scripts.demo-it set "demo.cli:main"',
    ],
  ],
  [
    'setup.cfg',
    '[options.entry_points]\nconsole_scripts =\n    demo it = demo.cli:main\n',
    [
      'setup.cfg options.entry_points.console_scripts replace "demo it = demo.cli:main" "demo-it = demo.cli:main"',
    ],
  ],
])('renames a command with a space in %s', (file, text, expected) => {
  const facts = {
    ...entry('demo.cli:main', 'has a space in its name, at which installers truncate it'),
    script: 'demo it',
  }
  expect(describeCandidates('entry-point-broken', facts, sourcesOf({ [file]: text }))).toEqual(expected)
})

test('finds the objects of a module', () => {
  const code = `from click import (
    command,
    group as grouped,
)
import os
VERSION: str = "1"
app = typer.Typer()
if True:
    x = 1


@click.command()
@click.argument("name")
def cli(name):
    pass


def needs(
    a,
    b=(1, 2),
): ...
def free(*args, a: dict[str, int] = {}, **options) -> None: ...
async def later(): ...
class Plugin:
    def method(self): ...
`
  expect(topLevelObjects(code).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'command other',
    'grouped other',
    'VERSION other',
    'app function',
    'cli function',
    'needs other',
    'free function',
    'later other',
    'Plugin other',
  ])
})

test.each([
  ['plugins', ['Plugin', 'plugin', 'main'], ['plugin', 'Plugin']],
  ['run', ['main', 'runner'], []],
  ['man', ['main', 'other'], ['main']],
  ['start_server', ['startServer', 'start', 'stop_server'], ['startServer', 'stop_server', 'start']],
  ['mian', ['main'], ['main']],
])('%s resembles', (wanted, names, expected) => {
  expect(similarNames(wanted, names)).toEqual(expected)
})
