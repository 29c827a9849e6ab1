import { expect, test } from '@jest/globals'
import { publicModules } from '../../../src/checks/diagnosis/public-modules.ts'
import { topLevelsOf } from '../../../src/distribution/wheel.ts'

test.each([
  ['a package', ['demo/__init__.py', 'demo/sub/__init__.py', 'demo/a.py'], ['demo']],
  ['a module', ['demo.py'], ['demo']],
  ['a compiled module', ['demo.cpython-312-x86_64-linux-gnu.so'], ['demo']],
  ['two', ['demo/__init__.py', 'other.py'], ['demo', 'other']],
  ['a private one', ['_demo.py', 'demo/__init__.py'], ['demo']],
  [
    'a namespace package',
    ['acme/core/__init__.py', 'acme/core/sub/__init__.py', 'acme/cli.py'],
    ['acme.core'],
  ],
  [
    'a namespace package in a namespace package',
    ['acme/lib/core/__init__.py', 'acme/other/__init__.py'],
    ['acme.other', 'acme.lib.core'],
  ],
  ['a private package in a namespace package', ['acme/_core/__init__.py'], []],
  ['a namespace package without packages', ['acme/a.py', 'acme/_b.py'], ['acme.a']],
  ['an unrelated directory', ['scripts/a.py', 'demo.py'], ['demo']],
])('the public modules of %s', (_, paths, expected) => {
  const files = paths.map((path) => ({ path, sha256: '' }))
  expect(publicModules({ files, topLevels: topLevelsOf(paths) })).toEqual(expected)
})
