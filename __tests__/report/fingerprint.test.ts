import { describe, expect, test } from '@jest/globals'
import type { FactsOf, Finding, Rule } from '../../src/checks/rules.ts'
import { judge } from '../../src/report/findings.ts'
import { withUniqueFingerprints } from '../../src/report/fingerprint.ts'
import { finding } from './reports.ts'

const SETTINGS = { severities: {}, ignore: [], path: 'packages/demo', today: '2026-12-01' }
const PACKAGING = { backend: 'setuptools', configuration: 'pyproject.toml', folder: '.' } as const

function fingerprint<R extends Rule>(
  rule: R,
  facts: FactsOf[R],
  { line = 3, path = SETTINGS.path, file = 'src/demo/a.py' } = {},
): string {
  const given = { rule, severity: 'error', facts, where: { file, line } } as unknown as Finding
  return judge(given, { ...SETTINGS, path }).reported.fingerprint as string
}

const MODULE: FactsOf['module-missing'] = {
  ...PACKAGING,
  module: 'demo.sub',
  source: 'src/demo/sub/__init__.py',
  files: ['src/demo/sub/__init__.py'],
  neededBy: ['import demo'],
  importedBy: ['README.md:12'],
  beside: false,
  convention: null,
  declaredBy: null,
  lastRelease: 'v1.0.0',
  declarationFix: null,
  topLevels: ['demo'],
  sources: ['src/demo'],
  builtFrom: 'sdist',
  cause: '"sub" (pyproject.toml:12)',
  excludedBy: null,
}
const DATA: FactsOf['data-missing'] = {
  ...PACKAGING,
  path: 'demo/templates/a.html',
  source: 'src/demo/templates/a.html',
  files: ['src/demo/templates/a.html'],
  installed: ['demo/templates/a.html'],
  neededBy: ['src/demo/a.py:3'],
  possiblyReadBy: [],
  convention: null,
  declaredBy: null,
  lastRelease: null,
  declarationFix: null,
  siblings: 1,
  package: 'demo',
  builtFrom: 'sdist',
  cause: null,
  excludedBy: null,
}
const UNDECLARED: FactsOf['dependency-undeclared'] = {
  module: 'yaml',
  distribution: 'PyYAML',
  known: true,
  sibling: null,
  declared: false,
  installed: null,
  python: null,
  extras: [],
  developerExtras: [],
  neededBy: ['import demo'],
  table: '[project] dependencies',
  line: '"PyYAML"',
  others: [],
  lazily: false,
}
const TESTS: FactsOf['tests-failed'] = {
  nodeid: 'tests/test_a.py::test_b',
  when: 'call',
  message: 'assert 1 == 2',
  tests: ['tests/test_a.py::test_b'],
  count: 1,
  cause: { kind: 'other' },
  at: 'src/demo/a.py:3',
  alsoInCheckout: null,
  repeated: null,
  declaration: null,
}
const TAKEN: FactsOf['version-taken'] = { version: '1.1.0', tag: 'v1.1.0', commit: 'c5', branch: null }
const SIZE: FactsOf['size-exceeded'] = { file: 'demo-1.0.tar.gz', bytes: 9, limit: 1, isOwn: true }

type Change<R extends Rule> = [change: string, rule: R, before: FactsOf[R], after: Partial<FactsOf[R]>]
const changed = <R extends Rule>(
  change: string,
  rule: R,
  before: FactsOf[R],
  after: Partial<FactsOf[R]>,
): Change<Rule> => [change, rule, before, after] as unknown as Change<Rule>

describe('the fingerprint stays the same when', () => {
  test('the line moves', () => {
    expect(fingerprint('module-missing', MODULE, { line: 90 })).toBe(fingerprint('module-missing', MODULE))
  })

  test.each([
    changed('its files increase', 'module-missing', MODULE, {
      files: ['a', 'b'],
      neededBy: ['import demo.x'],
    }),
    changed('a version is released', 'module-missing', MODULE, { lastRelease: 'v1.1.0' }),
    changed('a setting moves', 'module-missing', MODULE, { cause: '"sub" (pyproject.toml:14)' }),
    changed('a file is added beside it', 'data-missing', DATA, {
      path: 'demo/templates/_.html',
      siblings: 2,
    }),
    changed('another version is installed', 'dependency-undeclared', UNDECLARED, {
      installed: '6.0',
      resolved: '6',
    }),
    changed('its distribution is known', 'dependency-undeclared', UNDECLARED, {
      distribution: 'pyyaml',
      known: false,
    }),
    changed('more tests fail', 'tests-failed', TESTS, {
      count: 20,
      at: 'src/demo/a.py:4',
      message: 'assert 3 == 4',
    }),
    changed(
      'a temporary path changes',
      'tests-failed',
      { ...TESTS, cause: { kind: 'file', path: '/tmp/a1/x.txt' } },
      { cause: { kind: 'file', path: '/tmp/b2/x.txt' }, nodeid: 'tests/test_z.py::test_z' },
    ),
    changed(
      'a port changes',
      'tests-failed',
      { ...TESTS, cause: { kind: 'service', name: 'Redis at localhost:6379' } },
      { cause: { kind: 'service', name: 'Redis at localhost:40123' } },
    ),
    changed('the version is bumped', 'version-taken', TAKEN, {
      version: '1.2.0',
      tag: 'v1.2.0',
      commit: 'd6',
    }),
    changed('the distribution has another version', 'size-exceeded', SIZE, {
      file: 'demo-2.0.tar.gz',
      bytes: 10,
    }),
  ])('%s', (_, rule, before, after) => {
    expect(fingerprint(rule, { ...before, ...after } as never)).toBe(fingerprint(rule, before as never))
  })
})

describe('the fingerprint differs for', () => {
  test('the same finding of another package', () => {
    expect(fingerprint('module-missing', MODULE, { path: '.' })).not.toBe(
      fingerprint('module-missing', MODULE),
    )
  })

  test.each([
    changed('another module', 'module-missing', MODULE, { module: 'demo.other' }),
    changed('another directory', 'data-missing', DATA, { path: 'demo/static/a.css' }),
    changed('another dependency', 'dependency-undeclared', UNDECLARED, { module: 'requests' }),
    changed('another test', 'tests-failed', TESTS, { nodeid: 'tests/test_a.py::test_c' }),
    changed('another cause', 'tests-failed', TESTS, { cause: { kind: 'django-settings' } }),
    changed('the base branch', 'version-taken', TAKEN, { branch: 'main' }),
    changed('the wheel', 'size-exceeded', SIZE, { file: 'demo-1.0-py3-none-any.whl' }),
  ])('%s', (_, rule, before, after) => {
    expect(fingerprint(rule, { ...before, ...after } as never)).not.toBe(fingerprint(rule, before as never))
  })

  test('two rules with the same facts', () => {
    const facts = { requirement: 'a', isDeveloperTool: false, table: '', distribution: 'a', module: 'a' }
    expect(fingerprint('dependency-unused', facts)).not.toBe(
      fingerprint('dependency-transitive', { ...facts, broughtBy: null, files: 1, line: '' }),
    )
  })

  test('equal findings of a package, in their order', () => {
    const [first, second, third] = withUniqueFingerprints(
      ['ab', 'ab', 'cd'].map((one) => finding({ fingerprint: one })),
    ).map((one) => one.fingerprint)
    expect([first, third]).toEqual(['ab', 'cd'])
    expect(second).toMatch(/^[0-9a-f]{32}$/)
  })
})
