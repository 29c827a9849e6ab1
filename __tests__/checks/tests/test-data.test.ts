import { expect, test } from '@jest/globals'
import { dataOfTests } from '../../../src/checks/tests/test-data.ts'
import { contentsOf } from '../facts.ts'

const TEST = { source: 'src/demo/draw/test_draw.py', text: 'HERE / "golden" / "a.png"; open("b.json")' }
const CODE = { source: 'src/demo/draw/draw.py', text: 'def draw(): ...' }
const PARENT = { source: 'src/demo/test_demo.py', text: 'HERE / "draw/golden"' }

test.each<[string, string, Parameters<typeof contentsOf>[0], (typeof TEST)[], (typeof CODE)[], boolean]>([
  ['a directory that a test beside it names', 'demo/draw/golden/a.png', {}, [TEST], [CODE], true],
  ['a file that a test beside it names', 'demo/draw/b.json', {}, [TEST], [CODE], true],
  ['a file that no test names', 'demo/draw/c.json', {}, [TEST], [CODE], false],
  [
    'a directory that other code names too',
    'demo/draw/golden/a.png',
    {},
    [TEST],
    [{ ...CODE, text: '"golden"' }],
    false,
  ],
  [
    'a part of a name in other code',
    'demo/draw/golden/a.png',
    {},
    [TEST],
    [{ ...CODE, text: '"golden_hour"' }],
    true,
  ],
  [
    'a file that other code reads',
    'demo/draw/golden/a.png',
    { readers: { 'demo/draw/golden/a.png': ['src/demo/draw/draw.py:3'] } },
    [TEST],
    [CODE],
    false,
  ],
  ['a directory above the test', 'demo/golden/a.png', {}, [TEST], [CODE], false],
  [
    'a package of the code, which a test names',
    'demo/draw/golden/a.png',
    {},
    [PARENT],
    [{ ...CODE, text: 'import demo.draw' }],
    false,
  ],
  ['a module', 'demo/draw/golden/a.py', {}, [TEST], [CODE], false],
])('data of tests: %s', (_, installed, given, tests, code, expected) => {
  const contents = contentsOf({ ...given, missing: [installed] })
  expect([...dataOfTests(contents, tests, code).keys()]).toEqual(expected ? [installed] : [])
})
