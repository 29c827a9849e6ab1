import { expect, test } from '@jest/globals'
import type { PathHack } from '../../../src/checks/dependencies/facts.ts'
import { checkPathHacks } from '../../../src/checks/dependencies/path-hacks.ts'
import { RULES } from '../../../src/checks/rules.ts'
import { factsOf, type Given, scanResult, short } from '../facts.ts'

/** A line of shipped code that adds a directory to sys.path whenever `demo` is imported. */
function hack(folder: string, given: Partial<PathHack> = {}): PathHack {
  const { by = 'installed', file = 'demo/cli.py' } = given
  return {
    by,
    file,
    source: by === 'tests' ? file : `src/${file}`,
    line: 3,
    when: 'import',
    reached: by === 'tests' ? [] : ['import demo'],
    from: by,
    folder,
    ...given,
  }
}
const given = (...hacks: PathHack[]): Given => ({ facts: { dependencies: scanResult({ hacks }) } })
const inTests = (folder: string, more: Partial<PathHack> = {}) =>
  given(hack(folder, { by: 'tests', file: 'tests/conftest.py', ...more }))

test.each<[string, Given, string[]]>([
  ['the parent directory of the package', given(hack('.')), ['error path-hack']],
  ['a directory above that', given(hack('../..')), ['error path-hack']],
  ['a directory next to the package', given(hack('lib')), ['error path-hack']],
  ['a directory in the package', given(hack('demo/_vendor')), []],
  ['the package itself', given(hack('demo')), []],
  ['the directory of a single module', given(hack('.', { file: 'demo.py' })), []],
  [
    'another package that is shipped',
    { ...given(hack('other')), shipped: ['demo/__init__.py', 'other/__init__.py'] },
    [],
  ],
  ['in a function, or on a condition', given(hack('.', { when: 'sometimes' })), []],
  ['in a block that catches ImportError', given(hack('.', { when: 'guarded' })), []],
  ['never executed', given(hack('.', { reached: [] })), ['note path-hack']],
  ['in vendored code', given(hack('.', { file: 'demo/_vendor/x.py' })), []],
  ['in an example', given(hack('.', { file: 'demo/examples/x.py', reached: [] })), []],
  ['the current directory', given(hack('.', { from: 'cwd' })), ['note path-hack']],
  ['the parent of the current directory', given(hack('..', { from: 'cwd' })), ['error path-hack']],
  ['a directory in the current one', given(hack('lib', { from: 'cwd' })), ['warning path-hack']],
  [
    'a directory in the current one, never executed',
    given(hack('lib', { from: 'cwd', reached: [] })),
    ['note path-hack'],
  ],
  [
    'a script, the parent of its directory',
    given(hack('..', { by: 'scripts', file: 'scripts/run' })),
    ['error path-hack'],
  ],
  ['a script, its own directory', given(hack('.', { by: 'scripts', file: 'scripts/run' })), []],
  ['two lines of the same', given(hack('.'), hack('..')), ['error path-hack']],
  ['tests, the directory of the sources', inTests('src'), ['warning path-hack']],
  [
    'tests, the directory of the sources relative to the current one',
    inTests('src', { from: 'cwd' }),
    ['warning path-hack'],
  ],
  ['tests, a directory of tests', inTests('tests/helpers'), []],
  ['tests, the root, which has no sources', inTests('.'), []],
  ['tests, in a fixture', inTests('src', { when: 'sometimes' }), []],
])('path hacks: %s', (_, facts, expected) => {
  expect(short(checkPathHacks(factsOf(facts)))).toEqual(expected)
})

test.each<[string, Given, string]>([
  [
    'the parent directory of the package',
    given(hack('.')),
    'src/demo/cli.py adds the directory src to sys.path.',
  ],
  ['the root', given(hack('..')), 'src/demo/cli.py adds the repository root to sys.path.'],
  [
    'several',
    given(hack('..'), hack('.', { file: 'demo/a.py' }), hack('.', { file: 'demo/b.py' })),
    'src/demo/cli.py, src/demo/a.py:3 and src/demo/b.py:3 add the repository root to sys.path.',
  ],
  [
    'tests',
    inTests('src'),
    'tests/conftest.py adds the directory src to sys.path. Unless as-installed runs them, these tests import the checkout, not the installed package.',
  ],
])('message: %s', (_, facts, message) => {
  const [finding] = checkPathHacks(factsOf(facts))
  if (finding?.rule !== 'path-hack') throw new Error('no finding')
  expect(RULES[finding.rule].message(finding.facts)).toBe(message)
})
