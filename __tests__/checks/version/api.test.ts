import { expect, test } from '@jest/globals'
import { type ApiRequest, apiModules, readApiChanges } from '../../../src/checks/version/api.ts'
import { findInterpreter } from '../../../src/python/interpreter.ts'
import type { ToolEnvironment } from '../../../src/python/tool-environments.ts'
import { createEnvironments } from '../../../src/python/virtual-environment.ts'
import { temporaryDirectory } from '../../support/project.ts'
import { wheelOf } from '../facts.ts'

test.each<[string, string[], string[]]>([
  [
    'a package and its modules',
    ['demo/__init__.py', 'demo/a.py', 'demo/b/c.py'],
    ['demo', 'demo.a', 'demo.b.c'],
  ],
  ['private modules', ['demo/_a.py', 'demo/_b/__init__.py', 'demo/_b/c.py', '_demo.py'], []],
  [
    'tests and vendored code',
    ['demo/tests/a.py', 'demo/testing/a.py', 'demo/conftest.py', 'demo/_vendor/a.py', 'demo/vendored/a.py'],
    [],
  ],
  ['a package with __main__', ['demo/__init__.py', 'demo/__main__.py'], ['demo']],
  ['data and stubs', ['demo/a.txt', 'demo/a.pyi'], []],
  ['compiled modules', ['demo/a.cpython-312-x86_64-linux-gnu.so'], ['demo.a']],
])('public modules of %s', (_, shipped, modules) => {
  expect(apiModules(wheelOf({ shipped }))).toEqual(modules)
})

test('the module of a script is not public, unless it is the package itself', () => {
  const shipped = ['demo/__init__.py', 'demo/cli.py', 'demo/plugin.py']
  const entryPoints = '[console_scripts]\ndemo = demo.cli:main\nd = demo:main\n[other]\np = demo.plugin\n'
  expect(apiModules(wheelOf({ shipped, entryPoints }))).toEqual(['demo', 'demo.plugin'])
})

const UNAVAILABLE: ToolEnvironment = { kind: 'unavailable', reason: 'its tools are not on the package index' }

test.each<[string, Partial<ApiRequest>, string | RegExp]>([
  [
    'the release has no public module',
    { old: wheelOf({ shipped: ['demo/_a.py'] }) },
    'the last release has no public module',
  ],
  [
    'Python is too old for griffe',
    { interpreter: { version: '3.9.18' } },
    'griffe requires Python 3.10 or later; this is Python 3.9.18',
  ],
  ['the tools are unavailable', {}, 'its tools are not on the package index'],
])('the API is not checked if %s', async (_, given, reason) => {
  const request = {
    old: wheelOf(),
    new: wheelOf(),
    tools: async () => UNAVAILABLE,
    interpreter: { version: '3.10.0' },
  }
  const changes = await readApiChanges({
    ...request,
    scratch: await temporaryDirectory(),
    caller: {},
    ...given,
  })
  expect(changes).toEqual({ kind: 'not-checked', reason })
})

test('if the probe fails, the API is not checked, with the error as the reason', async () => {
  const scratch = await temporaryDirectory()
  const caller = process.env
  const found = await findInterpreter({ python: undefined, requiresPython: undefined }, caller, scratch)
  const interpreter = { ...found, version: '3.12.0' }
  // The environment is empty.
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
