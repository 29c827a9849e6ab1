import { expect, test } from '@jest/globals'
import { topLevelsOf } from '../../src/distribution/wheel.ts'
import { mapSources, unshippedFiles } from '../../src/project/source-map.ts'

/** Path -> content. */
type Files = Readonly<Record<string, string>>

function mapped(wheel: Files, checkout: Files) {
  const list = (files: Files) => Object.entries(files).map(([path, sha256]) => ({ path, sha256 }))
  const topLevels = topLevelsOf(Object.keys(wheel))
  const map = mapSources(list(wheel), topLevels, list(checkout))
  return {
    sources: Object.fromEntries(Object.keys(wheel).map((path) => [path, map.sourceOf(path)])),
    roots: Object.fromEntries(map.roots),
    unshipped: Object.fromEntries(
      unshippedFiles(map, topLevels, new Set(Object.keys(wheel)), Object.keys(checkout)),
    ),
  }
}

test.each<[string, Files, Files, ReturnType<typeof mapped>]>([
  [
    'a flat layout',
    { 'demo/__init__.py': '', 'demo/a.py': 'a' },
    { 'demo/__init__.py': '', 'demo/a.py': 'a', 'demo/b.py': 'b', 'tests/__init__.py': '' },
    {
      sources: { 'demo/__init__.py': 'demo/__init__.py', 'demo/a.py': 'demo/a.py' },
      roots: { demo: 'demo' },
      unshipped: { 'demo/b.py': 'demo/b.py' },
    },
  ],
  [
    'a src layout, with empty files of the same content',
    { 'demo/__init__.py': '', 'demo/sub/__init__.py': '', 'demo/sub/a.py': 'a' },
    {
      'a/__init__.py': '',
      'src/demo/__init__.py': '',
      'src/demo/sub/__init__.py': '',
      'src/demo/sub/a.py': 'a',
      'src/demo/other/__init__.py': '',
      'tests/sub/__init__.py': '',
    },
    {
      sources: {
        'demo/__init__.py': 'src/demo/__init__.py',
        'demo/sub/__init__.py': 'src/demo/sub/__init__.py',
        'demo/sub/a.py': 'src/demo/sub/a.py',
      },
      roots: { demo: 'src/demo' },
      unshipped: { 'demo/other/__init__.py': 'src/demo/other/__init__.py' },
    },
  ],
  [
    'a package directory of another name',
    { 'demo/__init__.py': '', 'demo/a.py': 'a', 'demo/sub/b.py': 'b' },
    {
      'source/__init__.py': '',
      'source/a.py': 'a',
      'source/sub/b.py': 'b',
      'source/c.py': 'c',
      'tests/__init__.py': '',
    },
    {
      sources: {
        'demo/__init__.py': 'source/__init__.py',
        'demo/a.py': 'source/a.py',
        'demo/sub/b.py': 'source/sub/b.py',
      },
      roots: { demo: 'source' },
      unshipped: { 'demo/c.py': 'source/c.py' },
    },
  ],
  [
    'a file that the build generated',
    { 'demo/__init__.py': 'i', 'demo/_version.py': 'v' },
    { 'src/demo/__init__.py': 'i', 'docs/_version.py': 'other' },
    {
      sources: { 'demo/__init__.py': 'src/demo/__init__.py', 'demo/_version.py': undefined },
      roots: { demo: 'src/demo' },
      unshipped: {},
    },
  ],
  [
    'a file that the build changed',
    { 'demo/__init__.py': 'i', 'demo/version.py': 'filled in' },
    { 'src/demo/__init__.py': 'i', 'src/demo/version.py': 'template', 'tests/version.py': 'template' },
    {
      sources: { 'demo/__init__.py': 'src/demo/__init__.py', 'demo/version.py': 'src/demo/version.py' },
      roots: { demo: 'src/demo' },
      unshipped: {},
    },
  ],
  [
    'a single module',
    { 'demo.py': 'd' },
    { 'src/demo.py': 'd', 'src/demo_more.py': 'm', 'tests/test_demo.py': 't' },
    { sources: { 'demo.py': 'src/demo.py' }, roots: { demo: 'src/demo.py' }, unshipped: {} },
  ],
  [
    'a compiled module',
    { 'demo.abi3.so': 'ELF' },
    { 'src/lib.rs': 'r' },
    { sources: { 'demo.abi3.so': undefined }, roots: {}, unshipped: {} },
  ],
  [
    'a namespace package with a missing part',
    { 'acme/core/__init__.py': 'c', 'acme/core/a.py': 'a' },
    { 'src/acme/core/__init__.py': 'c', 'src/acme/core/a.py': 'a', 'src/acme/forgotten/__init__.py': 'f' },
    {
      sources: {
        'acme/core/__init__.py': 'src/acme/core/__init__.py',
        'acme/core/a.py': 'src/acme/core/a.py',
      },
      roots: { acme: 'src/acme' },
      unshipped: { 'acme/forgotten/__init__.py': 'src/acme/forgotten/__init__.py' },
    },
  ],
  [
    'a package in a repository of several',
    { 'demo/__init__.py': 'd', 'demo/a.py': 'a' },
    { 'libs/demo/src/demo/__init__.py': 'd', 'libs/demo/src/demo/a.py': 'a', 'libs/demo/tests/a.py': 'a' },
    {
      sources: {
        'demo/__init__.py': 'libs/demo/src/demo/__init__.py',
        'demo/a.py': 'libs/demo/src/demo/a.py',
      },
      roots: { demo: 'libs/demo/src/demo' },
      unshipped: {},
    },
  ],
  [
    'two packages in two directories',
    { 'a/__init__.py': '', 'b/__init__.py': '' },
    { 'src/a/__init__.py': '', 'lib/b/__init__.py': '' },
    {
      sources: { 'a/__init__.py': 'src/a/__init__.py', 'b/__init__.py': 'lib/b/__init__.py' },
      roots: { a: 'src/a', b: 'lib/b' },
      unshipped: {},
    },
  ],
  [
    'names with the same prefix',
    { 'demo/__init__.py': 'd' },
    { 'demo/__init__.py': 'd', 'demo_extra/__init__.py': 'e', 'demo/cache.pyc': 'x' },
    { sources: { 'demo/__init__.py': 'demo/__init__.py' }, roots: { demo: 'demo' }, unshipped: {} },
  ],
  ['an empty wheel', {}, { 'demo/__init__.py': 'd' }, { sources: {}, roots: {}, unshipped: {} }],
])('the sources of %s', (_, wheel, checkout, expected) => {
  expect(mapped(wheel, checkout)).toEqual(expected)
})
