import { expect, test } from '@jest/globals'
import {
  importableModules,
  isPublicTopLevel,
  publicNames,
} from '../../src/distribution/importable-modules.ts'
import { topLevelsOf } from '../../src/distribution/wheel.ts'

test.each([
  ['a package', ['demo/__init__.py', 'demo/a.py', 'demo/sub/b.py'], ['demo', 'demo.a', 'demo.sub.b']],
  ['a module', ['demo.py'], ['demo']],
  ['a source with its extension module', ['demo/a.py', 'demo/a.cpython-311-x86_64-linux-gnu.so'], ['demo.a']],
  ['a shared library', ['demo/libfoo.so'], []],
  ['data', ['demo/a.json', 'demo/py.typed', 'demo/a.pyi'], []],
  ['names that are not identifiers', ['demo/my-file.py', 'my-demo/a.py'], []],
  ['programs', ['demo/__main__.py'], []],
  [
    'tests',
    [
      'demo/tests/__init__.py',
      'demo/tests/test_a.py',
      'demo/test_a.py',
      'demo/a_test.py',
      'demo/conftest.py',
    ],
    [],
  ],
  ['testing', ['demo/testing/helpers.py'], []],
  [
    'vendored code',
    ['demo/_vendor/six.py', 'demo/vendor/x.py', 'demo/vendored/x.py', 'demo/extern/x.py'],
    [],
  ],
  [
    'templates and examples',
    ['demo/templates/env.py', 'demo/examples/a.py', 'demo/migrations/0001_x.py', 'demo/docs/conf.py'],
    [],
  ],
  ['stray tests', ['tests/__init__.py', 'tests/test_a.py', 'conftest.py'], []],
  [
    'names that contain such a word',
    ['demo/latest.py', 'demo/attest.py', 'demo/vendors.py', 'demo/testable.py'],
    ['demo.attest', 'demo.latest', 'demo.testable', 'demo.vendors'],
  ],
  [
    'top-level modules with such a name',
    ['testing/__init__.py', 'examples/__init__.py', 'docs/a.py'],
    ['docs.a', 'examples', 'testing'],
  ],
  ['no files', [], []],
])('importable modules of %s', (_, paths, modules) => {
  expect(importableModules(paths)).toEqual(modules)
})

test.each([
  ['demo', true],
  ['_demo', false],
  ['__init__', false],
  ['demo.a', false],
])('%s is a public top-level module: %s', (module, expected) => {
  expect(isPublicTopLevel(module)).toBe(expected)
})

test.each([
  ['a package', ['demo/__init__.py', 'demo/sub/__init__.py'], ['demo']],
  ['a module', ['demo.py', '_demo.py'], ['demo']],
  ['a package in a namespace package', ['acme/core/__init__.py', 'acme/core/a.py'], ['acme.core']],
  ['a package in nested namespace packages', ['a/b/c/__init__.py', 'a/b/c/d/__init__.py'], ['a.b.c']],
  ['a private package in a namespace package', ['acme/_core/__init__.py'], []],
  ['two packages in a namespace package', ['acme/a/__init__.py', 'acme/b/__init__.py'], []],
  ['modules in a namespace package', ['acme/a.py', 'acme/b/__init__.py'], []],
  ['a module in a namespace package', ['acme/a.py'], []],
])('the public names of %s', (_, paths, expected) => {
  const files = paths.map((path) => ({ path, sha256: '' }))
  expect(publicNames({ files, topLevels: topLevelsOf(paths) })).toEqual(expected)
})
