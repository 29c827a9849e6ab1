import { expect, test } from '@jest/globals'
import { checkImports } from '../../../src/checks/imports/decide.ts'
import { checkScripts } from '../../../src/checks/scripts/decide.ts'
import { checkReportedVersions } from '../../../src/checks/version/disagreements.ts'
import {
  completedWith,
  error,
  factsOf,
  type Given,
  imported,
  script,
  scriptRun,
  scriptsResult,
  short,
  testFailure,
  testRun,
} from '../facts.ts'

const withAttribute = (version: string | null, module = 'demo') => ({
  imports: completedWith([{ ...imported(module, 'imported'), version }]),
})

test.each<[string, string, 'error' | 'warning' | undefined]>([
  // Equal versions.
  ['1.0', '1.0', undefined],
  ['1.0.0', '1.0', undefined],
  ['1.0', '1.0.0', undefined],
  ['v1.0', '1.0', undefined],
  ['2024.02.02', '2024.2.2', undefined],
  ['1.0-rc.1', '1.0rc1', undefined],
  [' 1.0\n', '1.0', undefined],
  ['1!1.0', '1!1.0', undefined],
  ['2.9.13 (dt dec pq3 ext lo64)', '2.9.13', undefined],
  ['1.0.0-SNAPSHOT', '1.0', undefined],
  ['1.1-SNAPSHOT', '1.1.dev3', undefined],
  // A local version label that only one of them has, or that differs.
  ['1.0', '1.0+g123', undefined],
  ['1.0+cpu', '1.0', undefined],
  ['1.1.dev3+gabc.d20260101', '1.1.dev3+gabc', undefined],
  ['0+unknown', '0+unknown', undefined],
  // A development version with another number, or without one.
  ['6.0.dev0', '6.0.dev20260101', undefined],
  ['6.0', '6.0.dev4', undefined],
  // Different versions.
  ['0.9.0', '1.0', 'error'],
  ['1.1', '1.0', 'error'],
  ['1.0', '1.0.1', 'error'],
  ['1.2', '1.2.3', 'error'],
  ['1.0rc1', '1.0', 'error'],
  ['1.0', '1.0rc1', 'error'],
  ['1.0.dev0', '1.0', 'error'],
  ['1.0', '1.0.post1', 'error'],
  ['1.0', '1!1.0', 'error'],
  ['0.9+cpu', '1.0+cpu', 'error'],
  ['0.9 (abc)', '1.0', 'error'],
  // A version that the package could not determine.
  ['0+unknown', '1.0', 'error'],
  ['0.0.0', '1.0', 'error'],
  ['unknown', '1.0', 'error'],
  ['(unknown version)', '1.0', 'error'],
  // Uncertain: non-standard versions, wrapped libraries, and wheels that are not releases.
  ['dev', '1.0', 'warning'],
  ['', '1.0', 'warning'],
  ['$Revision: 1.5 $', '1.0', 'warning'],
  ['1.5-SNAPSHOT', '1.0', 'warning'],
  ['5.0.0', '5.0.0.93', 'warning'],
  ['1.0.0', '1.0.1.dev3+gabc', 'warning'],
  ['unknown', '1.0.1.dev3', 'warning'],
  ['1.2.3', '0.0.0', 'warning'],
  // The rule `version-invalid` reports an invalid version of the wheel.
  ['1.0', '1.0-final-2', undefined],
])('__version__ is %j in a wheel of %s: %s', (attribute, version, expected) => {
  const findings = checkReportedVersions(factsOf({ version, facts: withAttribute(attribute) }))
  expect(short(findings)).toEqual(expected === undefined ? [] : [`${expected} version-disagrees`])
})

test.each<[string, Given, string | undefined]>([
  ['the package with the name', {}, 'demo'],
  ['a module with the name', { shipped: ['demo.py'] }, 'demo'],
  ['a package with the same normalized name', { name: 'De-Mo', shipped: ['de_mo/__init__.py'] }, 'de_mo'],
  ['the package with the name, among several', { shipped: ['demo/__init__.py', 'other.py'] }, 'demo'],
  ['the only package, with another name', { name: 'python-demo' }, 'demo'],
  ['the only public module', { name: 'python-demo', shipped: ['demo.py', '_demo.py'] }, 'demo'],
  ['none of several with other names', { name: 'x', shipped: ['demo.py', 'other.py'] }, undefined],
  ['no package of a shared namespace', { name: 'demo-core', shipped: ['demo/core/__init__.py'] }, undefined],
  ['no private package', { name: 'demo', shipped: ['_demo.py'] }, undefined],
])('the main package of a distribution: %s', (_, given, main) => {
  const names = ['demo', 'de_mo', 'other', '_demo', 'demo.core']
  const imports = completedWith(names.map((name) => ({ ...imported(name, 'imported'), version: '0.1' })))
  const findings = checkReportedVersions(factsOf({ ...given, facts: { imports } }))
  expect(findings.map(({ facts }) => ('by' in facts ? facts.by : ''))).toEqual(
    main === undefined ? [] : [`${main}.__version__`],
  )
})

test.each<[string, Given['facts']]>([
  ['has no __version__, or one that is not a string', withAttribute(null)],
  [
    'cannot be imported, which another rule reports',
    { imports: completedWith([imported('demo', error('ValueError: no'))]) },
  ],
  ['was not imported', { imports: { kind: 'inconclusive', reason: 'the machine failed', seconds: 1 } }],
])('no finding about the version of a package that %s', (_, facts) => {
  expect(checkReportedVersions(factsOf({ ...(facts && { facts }) }))).toEqual([])
})

test('the version is read in the import with the extra', () => {
  const withExtras = {
    outcome: 'imported' as const,
    seconds: 1,
    error: undefined,
    version: '0.9',
    extras: ['cli'],
  }
  const lacking = {
    ...imported('demo', error("ModuleNotFoundError: No module named 'click'")),
    version: null,
    withExtras,
  }
  expect(checkReportedVersions(factsOf({ facts: { imports: completedWith([lacking]) } }))).toMatchObject([
    { facts: { claimed: '0.9' }, where: { file: 'src/demo/__init__.py' } },
  ])
})

const notFound = (name: string, words = 'No package metadata was found for ') =>
  error(`PackageNotFoundError: ${words}${name}`, [
    'demo/__init__.py:3',
    '/usr/lib/python3.12/importlib/metadata/__init__.py:7',
  ])

test.each<[string, Given, string, boolean]>([
  ['its import package', {}, 'demo', true],
  ['its import package, with other case', {}, 'Demo', true],
  ['its import package, with hyphens', { shipped: ['de_mo/__init__.py'] }, 'de-mo', true],
  ['its own module', { shipped: ['demo/__init__.py', 'demo/cli.py'] }, 'demo.cli', true],
  ['its package in a namespace package', { shipped: ['acme/core/__init__.py'] }, 'acme.core', true],
  // Other distributions may be named like the namespace package, and a plugin like a module: "demo-cli".
  ['the namespace package', { shipped: ['acme/core/__init__.py'] }, 'acme', false],
  ['a plugin', { shipped: ['demo/__init__.py', 'demo/cli.py'] }, 'demo-cli', false],
  ['another distribution', {}, 'yaml', false],
  ['its own name, which a broken environment lacks', {}, 'demo-of-ada', false],
])('a package that looks up the version of %s', (_, given, name, isReported) => {
  const facts = { imports: completedWith([imported('demo', notFound(name))]) }
  const all = factsOf({ name: 'demo-of-ada', ...given, facts })
  expect(short(checkReportedVersions(all))).toEqual(isReported ? ['error version-disagrees'] : [])
  // Otherwise the failing import is reported, and never both.
  const rules = [...checkReportedVersions(all), ...checkImports(all)].map(({ rule }) => rule)
  expect(rules).toEqual([isReported ? 'version-disagrees' : 'import-failed'])
})

test('the finding has the look-up and its position', () => {
  // The message of Python 3.8 and 3.9 is only the name.
  const facts = { imports: completedWith([imported('demo', notFound('demo', ''))]) }
  expect(checkReportedVersions(factsOf({ name: 'demo-of-ada', facts }))).toMatchObject([
    {
      facts: { by: 'importlib.metadata.version("demo")', claimed: null },
      where: { file: 'src/demo/__init__.py', line: 3 },
    },
  ])
})

test('a script looks up another name', () => {
  const entryPoints = '[console_scripts]\ndemo = demo:main'
  const run = scriptRun(1, { error: notFound('demo') })
  const facts = {
    imports: completedWith([imported('demo', 'imported')]),
    scripts: scriptsResult([script('demo = demo:main', [run])]),
  }
  const all = factsOf({ name: 'demo-of-ada', entryPoints, facts })
  expect(short([...checkReportedVersions(all), ...checkScripts(all)])).toEqual(['error version-disagrees'])
})

test('a look-up in a test is not reported', () => {
  const failures = [testFailure('tests/test_a.py::test_a', { error: notFound('demo') })]
  const facts = { tests: completedWith(testRun({ failures })) }
  expect(checkReportedVersions(factsOf({ name: 'demo-of-ada', facts }))).toEqual([])
})
