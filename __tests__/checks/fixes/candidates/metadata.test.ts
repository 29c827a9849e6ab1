import { expect, test } from '@jest/globals'
import type { FactsOf } from '../../../../src/checks/rules.ts'
import { describeCandidates, sourcesOf } from './described-candidates.ts'

type Fault = Pick<FactsOf['metadata-invalid'], 'kind' | 'field' | 'value' | 'problem'>

const fault = (kind: string, field: string, value: string | null, problem = ''): Fault => ({
  kind,
  field,
  value,
  problem,
})
const UNKNOWN = fault(
  'classifier',
  'classifier',
  'Topic :: Util',
  "has the unknown classifier 'Topic :: Util' (closest match: 'Topic :: Utilities')",
)
const OLD = fault(
  'classifier-python',
  'classifier',
  'Programming Language :: Python :: 3.6',
  'has classifiers for Python 3.6 and 3.7, which its Requires-Python >=3.8 excludes',
)
const PYTHON_CLASSIFIERS = ['3.6', '3.7', '3.8'].map(
  (version) => `Programming Language :: Python :: ${version}`,
)

test.each<[string, Fault, Record<string, string>, number, string[]]>([
  [
    'a misspelled key',
    fault('pyproject-misspelled-key', 'dependancies', 'dependencies'),
    { 'pyproject.toml': '[project]\ndependancies = []\n' },
    2,
    ['pyproject.toml:2 dependancies -> dependencies'],
  ],
  [
    'a key in dynamic',
    fault('pyproject-dynamic', 'version', null),
    { 'pyproject.toml': '[project]\nversion = "1"\ndynamic = ["version"]\n' },
    2,
    ['pyproject.toml project.dynamic remove ["version"]'],
  ],
  [
    'an unknown key',
    fault(
      'pyproject-unknown-key',
      'zip-safe',
      null,
      'is invalid: "zip-safe" in [project] is not a key of the standard',
    ),
    { 'pyproject.toml': '[project]\nzip-safe = true\n' },
    2,
    ['? pyproject.toml project.zip-safe delete'],
  ],
  [
    'an invalid URL',
    fault('url', 'project-url', ''),
    { 'pyproject.toml': '[project]\nurls = { Docs = "", Home = "https://example.org" }\n' },
    2,
    ['pyproject.toml project.urls.Docs delete'],
  ],
  [
    'a group that includes a misspelled one',
    fault(
      'pyproject-invalid',
      'lint',
      null,
      'is invalid: "lint" in [dependency-groups] includes the group "tests", which does not exist',
    ),
    { 'pyproject.toml': '[dependency-groups]\ntest = []\nlint = [{ include-group = "tests" }]\n' },
    3,
    [
      'pyproject.toml dependency-groups.lint replace {"include-group":"tests"} {"include-group":"test"}',
      'pyproject.toml dependency-groups.lint remove [{"include-group":"tests"}]',
    ],
  ],
  [
    'an unknown classifier',
    UNKNOWN,
    { 'pyproject.toml': '[project]\nclassifiers = ["Topic :: Util"]\n' },
    2,
    [
      'pyproject.toml project.classifiers replace "Topic :: Util" "Topic :: Utilities"',
      'pyproject.toml project.classifiers remove ["Topic :: Util"]',
    ],
  ],
  [
    'an unknown classifier in setup.cfg',
    UNKNOWN,
    { 'setup.cfg': '[metadata]\nclassifiers =\n    Topic :: Util\n' },
    0,
    [
      'setup.cfg metadata.classifiers replace "Topic :: Util" "Topic :: Utilities"',
      'setup.cfg metadata.classifiers remove ["Topic :: Util"]',
    ],
  ],
  [
    'an unknown classifier in setup.py',
    UNKNOWN,
    { 'setup.py': 'setup(\n    classifiers=[\n        "Topic :: Util",\n    ],\n)\n' },
    0,
    ['setup.py:3 Topic :: Util -> Topic :: Utilities', 'setup.py -3'],
  ],
  [
    'classifiers of excluded Pythons',
    OLD,
    { 'pyproject.toml': `[project]\nclassifiers = ${JSON.stringify(PYTHON_CLASSIFIERS)}\n` },
    2,
    [`pyproject.toml project.classifiers remove ${JSON.stringify(PYTHON_CLASSIFIERS.slice(0, 2))}`],
  ],
  [
    'a direct URL',
    fault('direct-url', 'requires-dist', 'x @ https://example.org/x.whl'),
    { 'pyproject.toml': `[project]\ndependencies = ["x @ https://example.org/x.whl ; os_name == 'nt'"]\n` },
    2,
    [
      `? pyproject.toml project.dependencies replace "x @ https://example.org/x.whl ; os_name == 'nt'" "x; os_name == 'nt'"`,
    ],
  ],
  [
    'a URL without a scheme',
    fault('url', 'project-url', 'example.org/demo'),
    { 'pyproject.toml': '[project.urls]\nHomepage = "example.org/demo"\n' },
    2,
    ['pyproject.toml:2 example.org/demo -> https://example.org/demo'],
  ],
  [
    'the type of a README',
    fault('readme-type', 'description-content-type', null),
    { 'setup.py': 'setup(long_description=open("README.md").read())\n', 'README.md': '# Demo\n' },
    0,
    ['setup.py long_description_content_type set "text/markdown"'],
  ],
])('corrects %s', (_, facts, files, line, expected) => {
  const [file = ''] = Object.keys(files)
  const where = line === 0 ? undefined : { file, line }
  expect(
    describeCandidates('metadata-invalid', { files: ['demo.whl'], ...facts }, sourcesOf(files), where),
  ).toEqual(expected)
})

test('lists ignored metadata in dynamic', () => {
  const facts = { fields: [], dependencies: [], dynamic: ['version', 'dependencies'], place: null }
  const sources = sourcesOf({ 'pyproject.toml': '[project]\ndynamic = ["version"]\n' })
  expect(describeCandidates('metadata-ignored', facts, sources)).toEqual([
    'pyproject.toml project.dynamic append ["dependencies"]',
  ])
})

const FALSE: FactsOf['requires-python-false'] = {
  floor: '3.8',
  requiresPython: '>=3.8',
  needs: '3.10',
  kind: 'syntax',
  feature: 'match',
  path: 'src/demo/core.py',
  line: 3,
  asked: true,
  declaredIn: 'requires-python',
}

test.each<[string, Partial<typeof FALSE>, Record<string, string>, string[]]>([
  [
    '[project], with classifiers',
    {},
    {
      'pyproject.toml': `[project]\nrequires-python = ">=3.8"\nclassifiers = ${JSON.stringify(PYTHON_CLASSIFIERS)}\n`,
    },
    [
      `pyproject.toml project.requires-python set ">=3.10" | pyproject.toml project.classifiers remove ${JSON.stringify(PYTHON_CLASSIFIERS)}`,
    ],
  ],
  [
    'poetry, with an upper bound',
    { requiresPython: '>=3.8,<4.0' },
    { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.8"\n' },
    ['pyproject.toml tool.poetry.dependencies.python set ">=3.10,<4.0"'],
  ],
  [
    'setup.cfg',
    {},
    { 'setup.cfg': '[options]\npython_requires = >=3.8\n' },
    ['setup.cfg options.python_requires set ">=3.10"'],
  ],
  [
    'setup.py',
    {},
    { 'setup.py': 'setup(python_requires=">=3.8")\n' },
    ['setup.py python_requires set ">=3.10"'],
  ],
  ['nothing without a version', { needs: null }, { 'setup.py': 'setup(python_requires=">=3.8")\n' }, []],
  [
    'annotations that are not evaluated',
    { kind: 'union', feature: 'int | str' },
    { 'setup.py': 'setup(python_requires=">=3.8")\n', 'src/demo/core.py': '"""Core."""\n\nimport os\n' },
    [
      'src/demo/core.py:3 import os -> from __future__ import annotations\n\nimport os',
      'setup.py python_requires set ">=3.10"',
    ],
  ],
])('makes Requires-Python true by %s', (_, facts, files, expected) => {
  const where = { file: 'src/demo/core.py', line: 3 }
  expect(
    describeCandidates('requires-python-false', { ...FALSE, ...facts }, sourcesOf(files), where),
  ).toEqual(expected)
})

test('suggests a range for a pin', () => {
  const sources = sourcesOf({ 'pyproject.toml': '[project]\ndependencies = ["iniconfig==2.0.0"]\n' })
  expect(describeCandidates('dependency-pinned', { pins: ['iniconfig==2.0.0'] }, sources)).toEqual([
    '? pyproject.toml project.dependencies replace "iniconfig==2.0.0" "iniconfig>=2.0.0"',
  ])
})
