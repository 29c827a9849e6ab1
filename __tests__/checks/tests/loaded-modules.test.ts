import { expect, test } from '@jest/globals'
import { loadedModules } from '../../../src/checks/tests/loaded-modules.ts'

const SITE_PACKAGES = ['/venv/lib/site-packages', '/venv/lib64/site-packages']

test.each<[string, string[], string[], [string[], string[]]]>([
  ['an empty wheel', [], [], [[], []]],
  ['none', ['demo/__init__.py', 'demo/a.py'], [], [[], ['demo', 'demo.a']]],
  [
    'some',
    ['demo/__init__.py', 'demo/b.py', 'demo/a.py'],
    ['/venv/lib/site-packages/demo/a.py'],
    [['demo.a'], ['demo', 'demo.b']],
  ],
  ['a single module', ['demo.py'], ['/venv/lib/site-packages/demo.py'], [['demo'], []]],
  [
    'a compiled module beside its source',
    ['demo/fast.py', 'demo/fast.cpython-312-x86_64-linux-gnu.so'],
    ['/venv/lib64/site-packages/demo/fast.cpython-312-x86_64-linux-gnu.so'],
    [['demo.fast'], []],
  ],
  [
    'shipped tests and data',
    ['demo/tests/test_a.py', 'demo/conftest.py', 'demo/data.json', 'demo/py.typed'],
    ['/venv/lib/site-packages/demo/tests/test_a.py'],
    [[], []],
  ],
  [
    'files outside of the wheel',
    ['demo.py'],
    ['/venv/lib/site-packages/other.py', '/sandbox/demo.py'],
    [[], ['demo']],
  ],
])('modules that the tests loaded: %s', (_, shipped, files, [loaded, notLoaded]) => {
  const wheel = { files: shipped.map((path) => ({ path, sha256: '' })) }
  expect(loadedModules(wheel, files, SITE_PACKAGES)).toEqual({ loaded, notLoaded })
})
