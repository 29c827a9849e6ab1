import { expect, test } from '@jest/globals'
import { loadedModules } from '../../../src/checks/tests/loaded-modules.ts'

const FOLDERS = ['/venv/lib/site-packages', '/venv/lib64/site-packages']

test.each<[string, string[], string[], [string[], string[]]]>([
  ['nothing', [], [], [[], []]],
  ['none', ['demo/__init__.py', 'demo/a.py'], [], [[], ['demo', 'demo.a']]],
  [
    'some',
    ['demo/__init__.py', 'demo/b.py', 'demo/a.py'],
    ['/venv/lib/site-packages/demo/a.py'],
    [['demo.a'], ['demo', 'demo.b']],
  ],
  ['a module of its own', ['demo.py'], ['/venv/lib/site-packages/demo.py'], [['demo'], []]],
  [
    'one that is compiled, beside its source',
    ['demo/fast.py', 'demo/fast.cpython-312-x86_64-linux-gnu.so'],
    ['/venv/lib64/site-packages/demo/fast.cpython-312-x86_64-linux-gnu.so'],
    [['demo.fast'], []],
  ],
  [
    'tests and data that ship',
    ['demo/tests/test_a.py', 'demo/conftest.py', 'demo/data.json', 'demo/py.typed'],
    ['/venv/lib/site-packages/demo/tests/test_a.py'],
    [[], []],
  ],
  [
    'what is not of the wheel',
    ['demo.py'],
    ['/venv/lib/site-packages/other.py', '/sandbox/demo.py'],
    [[], ['demo']],
  ],
])('modules that the tests loaded: %s', (_, shipped, files, [loaded, notLoaded]) => {
  const wheel = { files: shipped.map((path) => ({ path, sha256: '' })) }
  expect(loadedModules(wheel, files, FOLDERS)).toEqual({ loaded, notLoaded })
})
