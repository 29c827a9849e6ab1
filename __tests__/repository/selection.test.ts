import { expect, test } from '@jest/globals'
import {
  type ChangesSince,
  mentionPatterns,
  selectChanged,
  sharedSettingsDiffer,
} from '../../src/repository/selection.ts'

const PACKAGES = ['libs/core', 'libs/net', 'services/api', 'services/web']
const EDGES = [
  { from: 'services/api', to: 'libs/core', purpose: 'install' as const },
  { from: 'services/web', to: 'services/api', purpose: 'tests' as const },
]

function changesSince(changed: readonly string[], given: Partial<ChangesSince> = {}): ChangesSince {
  return { baseLabel: 'main (1a2b3c4d5e)', changed, sharedSettingsUnchanged: new Set(), ...given }
}

test.each<[string, ChangesSince, string[]]>([
  ['nothing', changesSince([]), []],
  ['a package without dependents', changesSince(['services/web/src/web/a.py']), ['services/web']],
  [
    'a package with direct and transitive dependents',
    changesSince(['libs/core/a.py']),
    ['libs/core', 'services/api', 'services/web'],
  ],
  ['a package that was removed', changesSince(['libs/gone/pyproject.toml']), []],
  ['shared settings of all packages', changesSince(['conftest.py']), PACKAGES],
  [
    'shared settings of some packages',
    changesSince(['services/pytest.ini']),
    ['services/api', 'services/web'],
  ],
  [
    'unchanged shared settings',
    changesSince(['pyproject.toml'], { sharedSettingsUnchanged: new Set(['pyproject.toml']) }),
    [],
  ],
  ['a file that a package mentions', changesSince(['data/table.csv']), ['libs/net']],
  ['a file that affects no package', changesSince(['frontend/index.html']), []],
])('changed: %s', (_, changes, verified) => {
  const affectedBy = (file: string) =>
    file === 'data/table.csv'
      ? ['libs/net']
      : file === 'conftest.py'
        ? PACKAGES
        : file.startsWith('services/')
          ? ['services/api', 'services/web']
          : file === 'pyproject.toml'
            ? PACKAGES
            : []
  const facts = { packages: PACKAGES, edges: EDGES, changesFor: () => changes, affectedBy }
  const selection = selectChanged(PACKAGES, facts)
  expect(selection.verified).toEqual(verified)
  expect([...selection.unchanged.keys()]).toEqual(PACKAGES.filter((path) => !verified.includes(path)))
  for (const reason of selection.unchanged.values())
    expect(reason).toBe('unchanged since main (1a2b3c4d5e), like all of its dependencies')
})

test('each package may have a base of its own, which applies to its dependencies too', () => {
  const bases: Record<string, ChangesSince> = {
    // libs/core was released after its change, services/api before it.
    'libs/core': changesSince([]),
    'services/api': changesSince(['libs/core/a.py']),
  }
  const selection = selectChanged(['libs/core', 'libs/net', 'services/api'], {
    packages: PACKAGES,
    edges: EDGES,
    changesFor: (path) => bases[path],
    affectedBy: () => [],
  })
  // libs/net has no base, so it counts as changed.
  expect(selection.verified).toEqual(['libs/net', 'services/api'])
})

test('a change in a package that is only reached through an extra, or for tests, does not count', () => {
  const packages = ['core', 'leaves/a', 'leaves/b', 'app', 'tools']
  const edge = (from: string, to: string, given = {}) => ({ from, to, purpose: 'install' as const, ...given })
  const edges = [
    edge('core', 'leaves/a', { isOfExtra: true }),
    edge('core', 'leaves/b', { isOfExtra: true }),
    edge('core', 'tools', { purpose: 'tests' }),
    edge('leaves/a', 'core'),
    edge('leaves/b', 'core'),
    edge('app', 'core', { hasExtras: true }),
  ]
  const verified = (file: string) =>
    selectChanged(packages, {
      ...{ packages, edges, affectedBy: () => [] },
      changesFor: () => changesSince([file]),
    }).verified
  expect(verified('leaves/a/x.py')).toEqual(['core', 'leaves/a', 'app'])
  expect(verified('core/x.py')).toEqual(['core', 'leaves/a', 'leaves/b', 'app'])
  expect(verified('tools/x.py')).toEqual(['core', 'tools'])
})

test('a package at the root contains the other files, and its settings are shared', () => {
  const facts = { packages: ['.', 'libs/core'], edges: [], affectedBy: () => [] }
  const verified = (changed: ChangesSince) =>
    selectChanged(facts.packages, { ...facts, changesFor: () => changed }).verified
  expect(verified(changesSince(['src/root/a.py']))).toEqual(['.'])
  expect(verified(changesSince(['libs/core/a.py']))).toEqual(['libs/core'])
  expect(verified(changesSince(['tox.ini']))).toEqual(['.', 'libs/core'])
  expect(
    verified(changesSince(['pyproject.toml'], { sharedSettingsUnchanged: new Set(['pyproject.toml']) })),
  ).toEqual(['.'])
})

test.each<[string, string, string]>([
  ['README.md', 'text = open("../README.md").read()', 'outside'],
  ['README.md', 'readme = "README.md"', 'no'],
  ['docs/index.html', 'source = ../../docs', 'outside'],
  ['docs/index.html', 'sphinx-build docs/ out', 'no'],
  ['testdata/a.json', 'path = "../testdata/a.json"', 'outside'],
  ['testdata/a.json', 'DATA = Path(__file__).parents[2] / "testdata" / "a.json"', 'outside'],
  ['testdata/a.json', "DATA = os.path.join(ROOT, 'testdata')", 'outside'],
  ['testdata/a.json', 'DATA = Path(__file__).parent.joinpath("..", "testdata")', 'outside'],
  ['testdata/a.json', 'args = {toxinidir}/testdata', 'outside'],
  ['testdata/a.json', 'cp $ROOT/testdata/a.json .', 'outside'],
  ['testdata/a.json', 'open("testdata/a.json")', 'ambiguous'],
  ['testdata/a.json', 'the testdata are made by hand', 'no'],
  ['testdata/a.json', 'import testdata', 'no'],
  ['testdata/a.json', 'open("../testdata2/a.json")', 'no'],
  ['resource/a.txt', 'resource = boto3.resource("s3")', 'no'],
  ['resource/a.txt', 'kind: "resource"', 'no'],
  ['.changelog/12.md', 'directory = ".changelog"', 'no'],
  ['.changelog/12.txt', 'directory = "../../.changelog"', 'outside'],
  ['requirements.txt', '-r ../../requirements.txt', 'outside'],
  ['requirements.txt', 'pip install -r requirements.txt', 'ambiguous'],
  ['requirements.txt', 'pip install -r dev-requirements.txt', 'no'],
])('of %s, the line %j is a mention: %s', (file, line, expected) => {
  const { outside, ambiguous } = mentionPatterns(file)
  const isMatch = (pattern: string | undefined) =>
    pattern !== undefined && new RegExp(pattern.replaceAll('[]})]', '[\\]})]')).test(line)
  expect(isMatch(outside) ? 'outside' : isMatch(ambiguous) ? 'ambiguous' : 'no').toBe(expected)
})

test.each<[string, object, object, boolean]>([
  ['a linter', { ruff: { line: 88 } }, { ruff: { line: 100 } }, false],
  ['pytest', { pytest: { a: 1 } }, { pytest: { a: 2 } }, true],
  ['the workspace', { uv: { sources: {} } }, { uv: { sources: { a: {} } } }, true],
  ['the order', { uv: {}, pytest: {} }, { pytest: {}, uv: {} }, false],
])('differences in the settings of %s', (_, before, after, expected) => {
  expect(sharedSettingsDiffer({ tool: before, project: { version: '1' } }, { tool: after })).toBe(expected)
})
