import { expect, test } from '@jest/globals'
import { wheelDifferences } from '../../../src/checks/version/wheel-difference.ts'
import { type Given, wheelOf } from '../facts.ts'

/** A wheel with these members: name -> hash. */
function wheel(members: Readonly<Record<string, string>>, given: Given = {}) {
  const listed = Object.entries(members).map(([name, sha256]) => ({ name, sha256, mode: 0o644, modified: 1 }))
  return { ...wheelOf(given), members: listed }
}

const BEFORE = {
  'demo/__init__.py': 'a',
  'demo-1.0.dist-info/METADATA': 'm',
  'demo-1.0.data/scripts/demo': 's',
}

test.each<[string, ReturnType<typeof wheel>, string[]]>([
  ['no difference', wheel(BEFORE), []],
  ['content', wheel({ ...BEFORE, 'demo/__init__.py': 'b' }), ['demo/__init__.py']],
  ['an additional file', wheel({ ...BEFORE, 'demo/x.py': '' }), ['demo/x.py']],
  ['a removed file', wheel({ 'demo-1.0.data/scripts/demo': 's' }), ['demo/__init__.py']],
  ['the text of METADATA', wheel({ ...BEFORE, 'demo-1.0.dist-info/METADATA': 'n' }), []],
  [
    'only the version',
    wheel(
      { 'demo/__init__.py': 'a', 'demo-1.1.dist-info/METADATA': 'm', 'demo-1.1.data/scripts/demo': 's' },
      { version: '1.1' },
    ),
    [],
  ],
  ['a script file', wheel({ ...BEFORE, 'demo-1.0.data/scripts/demo': 't' }), ['.data/scripts/demo']],
  ['a dependency', wheel(BEFORE, { requires: ['six'] }), ['Requires-Dist']],
  ['an extra', wheel(BEFORE, { extras: ['cli'] }), ['Provides-Extra']],
  ['an entry point', wheel(BEFORE, { entryPoints: '[console_scripts]\ndemo = demo:main' }), ['entry points']],
  ['the name', wheel(BEFORE, { name: 'other' }), ['Name']],
  ['classifiers', wheel(BEFORE, { classifiers: ['Private :: Do Not Upload'] }), []],
])('between two wheels: %s', (_, after, expected) => {
  expect(wheelDifferences(wheel(BEFORE), after)).toEqual(expected)
})

test('the order of dependencies does not matter', () => {
  expect(
    wheelDifferences(wheel(BEFORE, { requires: ['a', 'b'] }), wheel(BEFORE, { requires: ['b', 'a'] })),
  ).toEqual([])
})
