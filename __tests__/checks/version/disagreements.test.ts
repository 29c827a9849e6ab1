import { expect, test } from '@jest/globals'
import { checkImports } from '../../../src/checks/imports/decide.ts'
import { checkScripts } from '../../../src/checks/scripts/decide.ts'
import { checkVersionClaims } from '../../../src/checks/version/disagreements.ts'
import {
  called,
  error,
  factsOf,
  type Given,
  imported,
  script,
  scriptRun,
  seen,
  short,
  testFailure,
  testRun,
} from '../facts.ts'

const saying = (version: string | null, module = 'demo') => ({
  imports: seen([{ ...imported(module, 'imported'), version }]),
})

test.each<[string, string, 'error' | 'warning' | undefined]>([
  // The same version.
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
  // A local part that one of them leaves unsaid, or that another build has.
  ['1.0', '1.0+g123', undefined],
  ['1.0+cpu', '1.0', undefined],
  ['1.1.dev3+gabc.d20260101', '1.1.dev3+gabc', undefined],
  ['0+unknown', '0+unknown', undefined],
  // A development version that was counted twice, or of which only the next release is said.
  ['6.0.dev0', '6.0.dev20260101', undefined],
  ['6.0', '6.0.dev4', undefined],
  // Another version.
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
  // What is said where the version was looked for and not found.
  ['0+unknown', '1.0', 'error'],
  ['0.0.0', '1.0', 'error'],
  ['unknown', '1.0', 'error'],
  ['(unknown version)', '1.0', 'error'],
  // Versions of their own making, builds of what is wrapped, and commits that are no release: nobody can be sure.
  ['dev', '1.0', 'warning'],
  ['', '1.0', 'warning'],
  ['$Revision: 1.5 $', '1.0', 'warning'],
  ['1.5-SNAPSHOT', '1.0', 'warning'],
  ['5.0.0', '5.0.0.93', 'warning'],
  ['1.0.0', '1.0.1.dev3+gabc', 'warning'],
  ['unknown', '1.0.1.dev3', 'warning'],
  ['1.2.3', '0.0.0', 'warning'],
  // A version of the wheel that is none is told by a rule of its own.
  ['1.0', '1.0-final-2', undefined],
])('__version__ is %j in a wheel of %s: %s', (claimed, version, expected) => {
  const findings = checkVersionClaims(factsOf({ version, facts: saying(claimed) }))
  expect(short(findings)).toEqual(expected === undefined ? [] : [`${expected} version-disagrees`])
})

test.each<[string, Given, string | undefined]>([
  ['the package of the name', {}, 'demo'],
  ['a module of the name', { shipped: ['demo.py'] }, 'demo'],
  ['the name in other letters', { name: 'De-Mo', shipped: ['de_mo/__init__.py'] }, 'de_mo'],
  ['the package of the name, of several', { shipped: ['demo/__init__.py', 'other.py'] }, 'demo'],
  ['the only package, of another name', { name: 'python-demo' }, 'demo'],
  ['the only public one', { name: 'python-demo', shipped: ['demo.py', '_demo.py'] }, 'demo'],
  ['none of several of other names', { name: 'x', shipped: ['demo.py', 'other.py'] }, undefined],
  ['not what shares a namespace', { name: 'demo-core', shipped: ['demo/core/__init__.py'] }, undefined],
  ['not a private one', { name: 'demo', shipped: ['_demo.py'] }, undefined],
])('who speaks for a distribution: %s', (_, given, speaker) => {
  const names = ['demo', 'de_mo', 'other', '_demo', 'demo.core']
  const imports = seen(names.map((name) => ({ ...imported(name, 'imported'), version: '0.1' })))
  const findings = checkVersionClaims(factsOf({ ...given, facts: { imports } }))
  expect(findings.map(({ facts }) => ('by' in facts ? facts.by : ''))).toEqual(
    speaker === undefined ? [] : [`${speaker}.__version__`],
  )
})

test.each<[string, Given['facts']]>([
  ['has none, or one that is no text', saying(null)],
  ['does not import, which is told as such', { imports: seen([imported('demo', error('ValueError: no'))]) }],
  ['was not looked at', { imports: { kind: 'inconclusive', reason: 'the machine failed', seconds: 1 } }],
])('nothing is said of the version of a package that %s', (_, facts) => {
  expect(checkVersionClaims(factsOf({ ...(facts && { facts }) }))).toEqual([])
})

test('the version is read where the package imports: with its extra', () => {
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
  expect(checkVersionClaims(factsOf({ facts: { imports: seen([lacking]) } }))).toMatchObject([
    { facts: { claimed: '0.9' }, where: { file: 'src/demo/__init__.py' } },
  ])
})

const notFound = (name: string, words = 'No package metadata was found for ') =>
  error(`PackageNotFoundError: ${words}${name}`, [
    'demo/__init__.py:3',
    '/usr/lib/python3.12/importlib/metadata/__init__.py:7',
  ])

test.each<[string, Given, string, boolean]>([
  ['its import name', {}, 'demo', true],
  ['its import name in other letters', {}, 'Demo', true],
  ['its import name, with hyphens', { shipped: ['de_mo/__init__.py'] }, 'de-mo', true],
  ['a module of its own', { shipped: ['demo/__init__.py', 'demo/cli.py'] }, 'demo.cli', true],
  ['its package in a namespace', { shipped: ['acme/core/__init__.py'] }, 'acme.core', true],
  // Any of many distributions may have a name of the namespace, and one of a module: "demo-cli" plugs into it.
  ['the namespace', { shipped: ['acme/core/__init__.py'] }, 'acme', false],
  ['a plugin', { shipped: ['demo/__init__.py', 'demo/cli.py'] }, 'demo-cli', false],
  ['another distribution', {}, 'yaml', false],
  ['its own name, which a broken environment lacks', {}, 'demo-of-ada', false],
])('a package that asks for the version of %s', (_, given, asked, accused) => {
  const facts = { imports: seen([imported('demo', notFound(asked))]) }
  const all = factsOf({ name: 'demo-of-ada', ...given, facts })
  expect(short(checkVersionClaims(all))).toEqual(accused ? ['error version-disagrees'] : [])
  // Whatever is not told as such is told as an import that fails, and nothing is told twice.
  const rules = [...checkVersionClaims(all), ...checkImports(all)].map(({ rule }) => rule)
  expect(rules).toEqual([accused ? 'version-disagrees' : 'import-failed'])
})

test('what it asks for is told, and where', () => {
  // Python 3.8 and 3.9 name the distribution alone.
  const facts = { imports: seen([imported('demo', notFound('demo', ''))]) }
  expect(checkVersionClaims(factsOf({ name: 'demo-of-ada', facts }))).toMatchObject([
    {
      facts: { by: 'importlib.metadata.version("demo")', claimed: null },
      where: { file: 'src/demo/__init__.py', line: 3 },
    },
  ])
})

test('a script alone asks under another name', () => {
  const entryPoints = '[console_scripts]\ndemo = demo:main'
  const run = scriptRun(1, { error: notFound('demo') })
  const facts = {
    imports: seen([imported('demo', 'imported')]),
    scripts: called([script('demo = demo:main', [run])]),
  }
  const all = factsOf({ name: 'demo-of-ada', entryPoints, facts })
  expect(short([...checkVersionClaims(all), ...checkScripts(all)])).toEqual(['error version-disagrees'])
})

test('a test that asks in its own name accuses nobody', () => {
  const failures = [testFailure('tests/test_a.py::test_a', { error: notFound('demo') })]
  const facts = { tests: seen(testRun({ failures })) }
  expect(checkVersionClaims(factsOf({ name: 'demo-of-ada', facts }))).toEqual([])
})
