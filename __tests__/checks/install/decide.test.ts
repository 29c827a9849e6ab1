import { expect, test } from '@jest/globals'
import { checkBuild } from '../../../src/checks/build/decide.ts'
import { checkInstall } from '../../../src/checks/install/decide.ts'
import { completedWith, factsOf, type Given, short } from '../facts.ts'

test.each<[string, Given, string[]]>([
  ['it can be built', {}, []],
  [
    'it cannot be built',
    {
      facts: {
        build: completedWith({ kind: 'failed', failure: { step: 'sdist', output: ['no'] }, transcript: '' }),
      },
    },
    ['error build-failed'],
  ],
  ['the index is down', { facts: { build: { kind: 'inconclusive', reason: 'down', seconds: 1 } } }, []],
])('build: %s', (_, given, expected) => {
  expect(short(checkBuild(factsOf(given)))).toEqual(expected)
})

const installed = { kind: 'installed', by: 'pip', conflicts: [], providers: {}, distributions: [] } as const

test.each<[string, Given, string[]]>([
  ['it can be installed', {}, []],
  [
    'the installation fails',
    { facts: { install: completedWith({ kind: 'refused', output: ['no'] }) } },
    ['error install-failed'],
  ],
  [
    'the installer rejects a script, which entry-point-broken reports',
    {
      entryPoints: '[console_scripts]\nd = demo',
      facts: {
        install: completedWith({ kind: 'refused', output: ['Invalid script entry point: d = demo'] }),
      },
    },
    [],
  ],
  [
    'the installation fails for another reason than a script that the installer would reject',
    {
      entryPoints: '[console_scripts]\nd = demo',
      facts: {
        install: completedWith({ kind: 'refused', output: ['No matching distribution found for a'] }),
      },
    },
    ['error install-failed'],
  ],
  [
    'the dependencies conflict',
    { facts: { install: completedWith({ ...installed, conflicts: ['a requires b<1'] }) } },
    ['error dependency-conflict'],
  ],
  ['the index is down', { facts: { install: { kind: 'inconclusive', reason: 'down', seconds: 1 } } }, []],
])('install: %s', (_, given, expected) => {
  expect(short(checkInstall(factsOf(given)))).toEqual(expected)
})

const collision = (path: string, given: object = {}) => ({
  path,
  owner: 'other',
  same: false,
  namespace: false,
  ...given,
})

test.each<[string, readonly ReturnType<typeof collision>[], string[]]>([
  ['a module', [collision('other/core.py')], ['error file-collision']],
  ['several files, in one finding', [collision('other.py'), collision('a/b.txt')], ['error file-collision']],
  ['a command', [collision('../../../bin/run')], ['error file-collision']],
  ['a command of Windows', [collision('../../Scripts/run.exe')], ['error file-collision']],
  ['a command of pip, which entry-point-broken reports', [collision('../../../bin/pip3')], []],
  [
    'two distributions',
    [collision('a.py'), collision('a.py', { owner: 'third' })],
    Array(2).fill('error file-collision'),
  ],
  ['the same __init__.py', [collision('ns/__init__.py', { same: true, namespace: true })], []],
  ['a namespace package', [collision('ns/__init__.py', { namespace: true })], ['warning file-collision']],
  ['the same module', [collision('six.py', { same: true })], ['warning file-collision']],
  ['the same data file', [collision('demo/a.txt', { same: true })], []],
  ['a README at the top', [collision('README.md')], ['warning file-collision']],
  ['a manual page', [collision('../../../share/man/man1/x.1')], ['warning file-collision']],
  ['a README and a module', [collision('README.md'), collision('a.py')], ['error file-collision']],
])('file-collision: %s', (_, collisions, expected) => {
  const install = completedWith({ ...installed, collisions })
  expect(short(checkInstall(factsOf({ facts: { install } })))).toEqual(expected)
})

test.each<[string, readonly string[], readonly string[] | undefined]>([
  ['in case', ['demo/__init__.py', 'demo/Data.txt', 'demo/data.txt'], ['demo/Data.txt', 'demo/data.txt']],
  ['in the case of a directory', ['Demo/a.py', 'demo/a.py'], ['Demo/a.py', 'demo/a.py']],
  ['in the case of directories only', ['Demo/a.py', 'demo/b.py'], undefined],
  [
    'in the form of a letter',
    ['demo/\u00e4.txt', 'demo/a\u0308.txt'],
    ['demo/\u00e4.txt', 'demo/a\u0308.txt'],
  ],
  [
    'in the scheme',
    ['demo/a.py', 'demo-1.0.data/purelib/demo/a.py'],
    ['demo/a.py', 'demo-1.0.data/purelib/demo/a.py'],
  ],
  ['in the name', ['demo/a.py', 'demo/b.py'], undefined],
])('file-collision: members that differ %s', (_, shipped, paths) => {
  const [found] = checkInstall(factsOf({ shipped }))
  expect(found?.facts).toEqual(paths === undefined ? undefined : expect.objectContaining({ paths }))
})
