import { expect, test } from '@jest/globals'
import { checkBuild } from '../../../src/checks/build/decide.ts'
import { completedWith, factsOf, SDIST, wheelOf } from '../facts.ts'

const PROJECT = '[project]\nname = "demo"\nversion = "1.0"\n'
const DYNAMIC = `${PROJECT}dynamic = ["readme"]\n`

interface Case {
  readonly pyproject?: string
  readonly backend?: string
  /** What setuptools warns of. */
  readonly ignored?: Readonly<Record<string, string>>
}

test.each<[string, Case, string | undefined, readonly string[]]>([
  ['nothing', {}, undefined, []],
  ['dependencies', { ignored: { dependencies: "['PyYAML>=6', 'idna']" } }, 'error', ['dependencies']],
  ['commands', { ignored: { scripts: "['x=x:main']" } }, 'error', ['scripts']],
  [
    'fields that only describe the package',
    { pyproject: DYNAMIC, ignored: { classifiers: "['a']", license: "'MIT'" } },
    'warning',
    ['readme', 'classifiers', 'license'],
  ],
  [
    'an extra for users',
    { ignored: { classifiers: "['a']", 'optional-dependencies': "{'test': ['pytest'], 'cli': ['idna']}" } },
    'error',
    ['optional-dependencies', 'classifiers'],
  ],
  [
    'extras for developers',
    { ignored: { 'optional-dependencies': "{'test': ['pytest'], 'dev': ['ruff']}" } },
    'warning',
    ['optional-dependencies'],
  ],
  // pypa/setuptools#4523: there is no warning.
  [
    'a table for a field that is not dynamic',
    { pyproject: `${DYNAMIC}[tool.setuptools.dynamic]\ndependencies = { file = ["requirements.txt"] }\n` },
    'error',
    ['readme', 'dependencies'],
  ],
  [
    'a table for a field that is dynamic, or in [project]',
    { pyproject: `${DYNAMIC}[tool.setuptools.dynamic]\nreadme = { file = "a" }\nversion = { attr = "a" }\n` },
    undefined,
    [],
  ],
  [
    'entry points, for commands that are dynamic',
    {
      pyproject: `${PROJECT}dynamic = ["scripts"]\n[tool.setuptools.dynamic]\nentry-points = { file = "a" }\n`,
    },
    undefined,
    [],
  ],
  [
    'a table of another backend',
    {
      pyproject: `${PROJECT}[tool.setuptools.dynamic]\ndependencies = { file = "a" }\n`,
      backend: 'hatchling.build',
    },
    undefined,
    [],
  ],
])('%s', (_name, { pyproject = PROJECT, backend = 'setuptools.build_meta', ignored = {} }, ...expected) => {
  const [severity, dynamic] = expected
  const built = {
    kind: 'built' as const,
    sdist: SDIST,
    wheel: wheelOf(),
    seconds: 1,
    ignoredMetadata: Object.entries(ignored).map(([field, value]) => {
      return { field, value, configuration: { file: 'setup.py', line: 3, isRaisedThere: false } }
    }),
  }
  const found = checkBuild(factsOf({ pyproject, backend, facts: { build: completedWith(built) } }))
  expect(found.map((one) => one.severity)).toEqual(severity === undefined ? [] : [severity])
  for (const { facts } of found) {
    if (!('dynamic' in facts)) throw new Error('another rule')
    expect(facts.dynamic).toEqual(dynamic)
    expect(facts.place).toBe(Object.keys(ignored).length > 0 ? 'setup.py:3' : 'pyproject.toml:6')
    expect(facts.dependencies).toEqual('dependencies' in ignored ? ['pyyaml', 'idna'] : [])
  }
})
