import { expect, test } from '@jest/globals'
import { type ApiRequest, apiModules, readApiChanges } from '../../../src/checks/version/api.ts'
import { findInterpreter } from '../../../src/python/interpreter.ts'
import type { ToolEnvironment } from '../../../src/python/tool-environments.ts'
import { createEnvironments } from '../../../src/python/virtual-environment.ts'
import { newFolder } from '../../support/project.ts'
import { wheelOf } from '../facts.ts'

test.each<[string, string[], string[]]>([
  [
    'a package and its modules',
    ['demo/__init__.py', 'demo/a.py', 'demo/b/c.py'],
    ['demo', 'demo.a', 'demo.b.c'],
  ],
  ['private ones', ['demo/_a.py', 'demo/_b/__init__.py', 'demo/_b/c.py', '_demo.py'], []],
  [
    'tests and vendored code',
    ['demo/tests/a.py', 'demo/testing/a.py', 'demo/conftest.py', 'demo/_vendor/a.py', 'demo/vendored/a.py'],
    [],
  ],
  ['a program', ['demo/__init__.py', 'demo/__main__.py'], ['demo']],
  ['data', ['demo/a.txt', 'demo/a.pyi'], []],
  ['compiled ones', ['demo/a.cpython-312-x86_64-linux-gnu.so'], ['demo.a']],
])('of %s users import those without a leading underscore', (_, shipped, modules) => {
  expect(apiModules(wheelOf({ shipped }))).toEqual(modules)
})

test('what a script runs is a program, unless it is the package itself', () => {
  const shipped = ['demo/__init__.py', 'demo/cli.py', 'demo/plugin.py']
  const entryPoints = '[console_scripts]\ndemo = demo.cli:main\nd = demo:main\n[other]\np = demo.plugin\n'
  expect(apiModules(wheelOf({ shipped, entryPoints }))).toEqual(['demo', 'demo.plugin'])
})

const UNAVAILABLE: ToolEnvironment = { kind: 'unavailable', reason: 'the package index lacks the tools' }

test.each<[string, Partial<ApiRequest>, string | RegExp]>([
  [
    'the release had nothing public',
    { old: wheelOf({ shipped: ['demo/_a.py'] }) },
    'the last release has no public module',
  ],
  [
    'this Python is too old for it',
    { interpreter: { version: '3.9.18' } },
    'what reads it needs Python 3.10, and this is Python 3.9.18',
  ],
  ['there are no tools', {}, 'the package index lacks the tools'],
])('it is not checked where %s', async (_, given, reason) => {
  const request = {
    old: wheelOf(),
    new: wheelOf(),
    tools: async () => UNAVAILABLE,
    interpreter: { version: '3.10.0' },
  }
  const changes = await readApiChanges({ ...request, scratch: await newFolder(), caller: {}, ...given })
  expect(changes).toEqual({ kind: 'not-checked', reason })
})

test('a probe that breaks is not checked, with its words', async () => {
  const scratch = await newFolder()
  const caller = process.env
  const found = await findInterpreter({ python: undefined, requiresPython: undefined }, caller, scratch)
  const interpreter = { ...found, version: '3.12.0' }
  // Nothing is in it.
  const [environment] = await createEnvironments(interpreter, [`${scratch}/tools`], scratch, caller)
  if (environment === undefined) throw new Error('there is no environment')
  const tools: ToolEnvironment = { kind: 'ready', environment }
  const changes = await readApiChanges({
    old: wheelOf(),
    new: wheelOf(),
    tools: async () => tools,
    interpreter,
    scratch,
    caller,
  })
  expect(changes).toEqual({ kind: 'not-checked', reason: expect.stringMatching(/No module named 'griffe'/) })
})
