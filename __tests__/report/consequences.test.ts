import { expect, test } from '@jest/globals'
import { type Consequence, causesOf, describeConsequences } from '../../src/report/consequences.ts'

const tests = (n: number): Consequence[] =>
  Array.from({ length: n }, (_, i) => ({ check: 'tests', label: `tests/test_a.py::test_${i}` }))
const scripts = (...names: string[]) =>
  names.map((name) => ({ check: 'scripts', label: `the script ${name}` }))
const imports = (...modules: string[]) =>
  modules.map((module) => ({ check: 'imports', label: `import ${module}` }))

test.each<[Consequence[], string | undefined, [string, number][]]>([
  [[], undefined, []],
  [tests(1), 'This breaks 1 test.', [['tests', 1]]],
  [[{ check: 'tests', label: 'pytest' }], 'This breaks the start of pytest.', [['tests', 1]]],
  [
    [...imports('shop'), ...scripts('shop'), ...tests(20)],
    'This breaks 20 tests, the script shop and "import shop".',
    [
      ['tests', 20],
      ['scripts', 1],
      ['imports', 1],
    ],
  ],
  [scripts('a', 'b'), 'This breaks the scripts a and b.', [['scripts', 2]]],
  [
    [...scripts('a', 'b', 'c', 'd'), ...imports('x', 'y')],
    'This breaks 4 scripts and 2 imports.',
    [
      ['scripts', 4],
      ['imports', 2],
    ],
  ],
  [
    [...scripts('a'), { check: 'scripts', label: 'python -m a' }, ...imports('x')],
    'This breaks the script a, python -m a and "import x".',
    [
      ['scripts', 2],
      ['imports', 1],
    ],
  ],
  [
    [...scripts('a', 'b', 'c'), { check: 'scripts', label: 'the entry point d of e' }],
    'This breaks 4 commands and plugins.',
    [['scripts', 4]],
  ],
  [
    [{ check: 'scripts', label: 'the entry point d of e' }],
    'This breaks the entry point d of e.',
    [['scripts', 1]],
  ],
  [[...imports('x'), ...imports('x')], 'This breaks "import x".', [['imports', 1]]],
])('%j', (consequences, sentence, causes) => {
  expect(describeConsequences(consequences)).toBe(sentence)
  expect(causesOf(consequences).map(({ check, count }) => [check, count])).toEqual(causes)
})

test('the failures are listed once', () => {
  expect(causesOf([...imports('x'), ...imports('x', 'y')])).toEqual([
    { check: 'imports', count: 2, failures: ['import x', 'import y'] },
  ])
})
