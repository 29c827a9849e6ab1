import { expect, test } from '@jest/globals'
import type { FactsOf } from '../../../../src/checks/rules.ts'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

const FAILED: FactsOf['script-failed'] = {
  kind: 'script',
  script: 'demo',
  command: 'demo --help',
  answer: 'cannot-be-loaded',
  ending: 'exited with status 1',
  words: [],
  inconclusive: false,
  extras: [],
}
const PYPROJECT = `[project.scripts]\ndemo = "demo.cli:main"\n`

test.each([
  ['def main(argv):', 'def main(argv -> def main(argv=None'],
  ['def main(argv: list[str]) -> int:', 'def main(argv: list[str] -> def main(argv: list[str] = None'],
])('makes the parameter of %s optional', (definition, expected) => {
  const sources = sourcesOf({
    'pyproject.toml': PYPROJECT,
    'demo/cli.py': `import sys\n\n\n${definition}\n    pass\n`,
  })
  const words = ["TypeError: main() missing 1 required positional argument: 'argv'"]
  expect(describeCandidates('script-failed', { ...FAILED, words }, sources)).toEqual([
    `demo/cli.py:4 ${expected}`,
  ])
})

test('calls a function of the module that the command names', () => {
  const sources = sourcesOf(
    {
      'pyproject.toml': '[project]\n[project.scripts]\ndemo = "demo.tools:collect"\n',
      'demo/tools/collect.py': 'def main():\n    pass\n',
    },
    { wheelFiles: ['demo/tools/collect.py'] },
  )
  const words = ["TypeError: 'module' object is not callable"]
  const where = { file: 'pyproject.toml', line: 3 }
  expect(describeCandidates('script-failed', { ...FAILED, words }, sources, where)).toEqual([
    'pyproject.toml:3 demo.tools:collect -> demo.tools.collect:main',
  ])
})

test('imports an existing function in __main__.py', () => {
  const sources = sourcesOf({
    'src/demo/__main__.py': 'from demo.cli import run\n\nrun()\n',
    'src/demo/cli.py': 'def main():\n    pass\n',
  })
  const facts = {
    ...FAILED,
    kind: 'module' as const,
    words: ["ImportError: cannot import name 'run' from 'demo.cli' (demo/cli.py)"],
  }
  expect(describeCandidates('script-failed', facts, sources, { file: 'src/demo/__main__.py' })).toEqual([
    'src/demo/__main__.py:1 run -> main | src/demo/__main__.py:3 run -> main',
  ])
})

test.each<[string, Partial<typeof FAILED>, string, string[]]>([
  [
    'a smoke command',
    { kind: 'smoke', script: 'dmo --version', answer: 'not-found' },
    `[tool.as-installed]\nsmoke = ["dmo --version"]\n${PYPROJECT}`,
    ['? pyproject.toml tool.as-installed.smoke replace "dmo --version" "demo --version"'],
  ],
  [
    'a status',
    { inconclusive: true, answer: 'ended-non-zero', ending: 'exited with status 2' },
    PYPROJECT,
    ['? pyproject.toml tool.as-installed.scripts.demo.exit set 2'],
  ],
])('suggests %s', (_, facts, pyproject, expected) => {
  const sources = sourcesOf({ 'pyproject.toml': pyproject })
  expect(describeCandidates('script-failed', { ...FAILED, ...facts }, sources)).toEqual(expected)
})

test('suggests to skip a command that does not end', () => {
  const facts = { script: 'demo', command: 'demo --help', seconds: 60 }
  expect(describeCandidates('script-timeout', facts, sourcesOf({}))).toEqual([
    '? pyproject.toml tool.as-installed.scripts.demo.skip set "a server that runs until it is stopped"',
  ])
})

const IMPORT: FactsOf['import-failed'] = {
  module: 'demo.rude',
  error: "ImportError: cannot import name 'greting' from 'demo.core'",
  why: 'own-name',
  extras: [],
  reason: null,
  neededBy: [],
  inFunction: false,
  others: [],
}

test.each<[string, Partial<typeof IMPORT>, string, string[]]>([
  [
    'a similar name',
    {},
    'from demo.core import greting\n\nprint(greting())\n',
    ['? src/demo/rude.py:1 greting -> greeting | src/demo/rude.py:3 greting -> greeting'],
  ],
  [
    'a similar name under the old one',
    {},
    'from demo.core import greting\n\nprint(greting(greting))\n',
    ['? src/demo/rude.py:1 greting -> greeting as greting'],
  ],
  [
    'a similar module',
    { why: 'own-module', error: "ModuleNotFoundError: No module named 'demo.croe'" },
    'import demo.croe\n',
    ['? src/demo/rude.py:1 demo.croe -> demo.core'],
  ],
  ['nothing for an own exception', { why: 'submodule', error: 'ValueError: x' }, '', []],
])('suggests to import %s', (_, facts, code, expected) => {
  const sources = sourcesOf(
    { 'src/demo/rude.py': code, 'src/demo/core.py': 'def greeting():\n    return 1\n' },
    { wheelFiles: ['demo/rude.py', 'demo/core.py'] },
  )
  const where = { file: 'src/demo/rude.py', line: 1 }
  expect(describeCandidates('import-failed', { ...IMPORT, ...facts }, sources, where)).toEqual(expected)
})

test('delays the evaluation of annotations that an import does not support', () => {
  const sources = sourcesOf({
    'pyproject.toml': '[project]\nrequires-python = ">=3.8"\n',
    'src/demo/rude.py': 'import os\n\ndef f(x: int | None): pass\n',
  })
  const error = "TypeError: unsupported operand type(s) for |: 'type' and 'NoneType'"
  const where = { file: 'src/demo/rude.py', line: 3 }
  expect(describeCandidates('import-failed', { ...IMPORT, why: 'public', error }, sources, where)).toEqual([
    'src/demo/rude.py:1 import os -> from __future__ import annotations\n\nimport os',
    'pyproject.toml project.requires-python set ">=3.10"',
  ])
})

test('lets the build write the module with the version', () => {
  const sources = sourcesOf({
    'pyproject.toml': '[tool.setuptools_scm]\n',
    'src/demo/__init__.py': 'from ._version import version\n',
  })
  const error = "ModuleNotFoundError: No module named 'demo._version'"
  const where = { file: 'src/demo/__init__.py', line: 1 }
  expect(
    describeCandidates('import-failed', { ...IMPORT, why: 'own-module', error }, sources, where),
  ).toEqual(['pyproject.toml tool.setuptools_scm.version_file set "src/demo/_version.py"'])
})

test('moves the data that an import does not find', () => {
  const code =
    "import os\n\nTEXT = open(os.path.join(os.path.dirname(__file__), '..', '..', 'data', 'a.txt')).read()\n"
  const sources = sourcesOf(
    {
      'pyproject.toml': '[build-system]\nbuild-backend = "hatchling.build"\n',
      'src/demo/__init__.py': code,
      'data/a.txt': 'a\n',
    },
    { wheelFiles: ['demo/__init__.py'] },
  )
  const error =
    "FileNotFoundError: [Errno 2] No such file or directory: '/x/lib/python3.11/site-packages/demo/../../data/a.txt'"
  const inSitePackages = error.replace('demo/../../', 'demo/../')
  const where = { file: 'src/demo/__init__.py', line: 3 }
  const facts = { ...IMPORT, why: 'public' as const, error: inSitePackages }
  expect(describeCandidates('import-failed', facts, sources, where)).toEqual([
    `create src/demo/data/a.txt "a\\n" | delete data/a.txt | src/demo/__init__.py:3 '..', '..',  -> `,
  ])
})
