import { expect, test } from '@jest/globals'
import { differsInSteering, namingText, type Since, selectChanged } from '../../src/repository/selection.ts'

const PACKAGES = ['libs/core', 'libs/net', 'services/api', 'services/web']
const EDGES = [
  { from: 'services/api', to: 'libs/core', purpose: 'install' as const },
  { from: 'services/web', to: 'services/api', purpose: 'tests' as const },
]

function since(changed: readonly string[], given: Partial<Since> = {}): Since {
  return { base: 'main (1a2b3c4d5e)', changed, aside: new Set(), ...given }
}

test.each<[string, Since, string[]]>([
  ['nothing', since([]), []],
  ['a package that nobody needs', since(['services/web/src/web/a.py']), ['services/web']],
  [
    'one that others need, also by way of others',
    since(['libs/core/a.py']),
    ['libs/core', 'services/api', 'services/web'],
  ],
  ['a package that was removed', since(['libs/gone/pyproject.toml']), []],
  ['what steers all of them', since(['conftest.py']), PACKAGES],
  ['what steers some of them', since(['services/pytest.ini']), ['services/api', 'services/web']],
  ['settings that steer nothing new', since(['pyproject.toml'], { aside: new Set(['pyproject.toml']) }), []],
  ['a file that one of them names', since(['data/table.csv']), ['libs/net']],
  ['a file of nobody', since(['frontend/index.html']), []],
])('changed: %s', (_, changes, verified) => {
  const concernedBy = (file: string) =>
    file === 'data/table.csv'
      ? ['libs/net']
      : file === 'conftest.py'
        ? PACKAGES
        : file.startsWith('services/')
          ? ['services/api', 'services/web']
          : file === 'pyproject.toml'
            ? PACKAGES
            : []
  const facts = { packages: PACKAGES, edges: EDGES, since: () => changes, concernedBy }
  const selection = selectChanged(PACKAGES, facts)
  expect(selection.verified).toEqual(verified)
  expect([...selection.leftOut.keys()]).toEqual(PACKAGES.filter((path) => !verified.includes(path)))
  for (const reason of selection.leftOut.values())
    expect(reason).toBe('unchanged since main (1a2b3c4d5e); nothing it depends on changed')
})

test('each package may have a base of its own, by which what it depends on is judged too', () => {
  const bases: Record<string, Since> = {
    // It was released after the change of libs/core, and services/api before.
    'libs/core': since([]),
    'services/api': since(['libs/core/a.py']),
  }
  const selection = selectChanged(['libs/core', 'libs/net', 'services/api'], {
    packages: PACKAGES,
    edges: EDGES,
    since: (path) => bases[path],
    concernedBy: () => [],
  })
  // What has no base cannot be known to be the same.
  expect(selection.verified).toEqual(['libs/net', 'services/api'])
})

test('what lies in a package at the root is its own, and steers those below it', () => {
  const facts = { packages: ['.', 'libs/core'], edges: [], concernedBy: () => [] }
  const verified = (changed: Since) =>
    selectChanged(facts.packages, { ...facts, since: () => changed }).verified
  expect(verified(since(['src/root/a.py']))).toEqual(['.'])
  expect(verified(since(['libs/core/a.py']))).toEqual(['libs/core'])
  expect(verified(since(['tox.ini']))).toEqual(['.', 'libs/core'])
  expect(verified(since(['pyproject.toml'], { aside: new Set(['pyproject.toml']) }))).toEqual(['.'])
})

test.each([
  ['README.md', '../README.md', false],
  ['docs/index.html', '../docs', false],
  ['uv.lock', '../uv.lock', false],
  ['.github/dependabot.yml', '../.github', false],
  ['testdata/a/b.json', 'testdata', true],
  ['versions.json', 'versions.json', true],
  ['requirements.txt', 'requirements.txt', true],
])('a package that has to do with %s says %s', (file, text, isWord) => {
  expect(namingText(file)).toEqual({ text, isWord })
})

test.each<[string, object, object, boolean]>([
  ['a linter', { ruff: { line: 88 } }, { ruff: { line: 100 } }, false],
  ['pytest', { pytest: { a: 1 } }, { pytest: { a: 2 } }, true],
  ['the workspace', { uv: { sources: {} } }, { uv: { sources: { a: {} } } }, true],
  ['the order', { uv: {}, pytest: {} }, { pytest: {}, uv: {} }, false],
])('settings of %s', (_, before, after, expected) => {
  expect(differsInSteering({ tool: before, project: { version: '1' } }, { tool: after })).toBe(expected)
})
