import { expect, test } from '@jest/globals'
import type { ComparedFinding } from '../../../src/checks/fixes/compared-finding.ts'
import { isHidden } from '../../../src/checks/fixes/hidden-errors.ts'

const error = (rule: string, facts = {}, tests: readonly string[] = []): ComparedFinding => ({
  rule,
  severity: 'error',
  message: rule,
  facts,
  causes: tests.length === 0 ? [] : [{ check: 'tests', failures: tests }],
})

const UNDECLARED = error(
  'dependency-undeclared',
  { module: 'yaml', neededBy: ['import demo', 'the script demo'] },
  ['tests/test_a.py::test_b'],
)

test.each<[name: string, error: ComparedFinding, testsRan: boolean, expected: boolean]>([
  ['tests fail, and none ran before', error('tests-failed'), false, true],
  [
    'tests fail that did not before',
    error('tests-failed', { tests: ['tests/test_d.py::test_e'] }),
    true,
    false,
  ],
  ['the same test fails', error('tests-failed', { tests: ['tests/test_a.py::test_b'] }), true, true],
  [
    'the same import fails',
    error('import-failed', { module: 'demo', neededBy: [], others: [] }),
    false,
    true,
  ],
  [
    'another import fails',
    error('import-failed', { module: 'demo.other', neededBy: [], others: [] }),
    false,
    false,
  ],
  [
    'one of two imports failed before',
    error('import-failed', { module: 'demo', neededBy: [], others: [{ module: 'demo.other' }] }),
    false,
    false,
  ],
  [
    'the same import lacks another dependency',
    error('dependency-undeclared', { module: 'toml', neededBy: ['import demo'] }),
    false,
    true,
  ],
  ['nothing needs the other dependency', error('dependency-undeclared', { neededBy: [] }), false, false],
  ['the same script fails', error('script-failed', { kind: 'script', script: 'demo' }), false, true],
  ['another script fails', error('script-failed', { kind: 'script', script: 'other' }), false, false],
  ['a module is missing', error('module-missing', { neededBy: ['import demo'] }), false, false],
])('%s', (_name, found, testsRan, expected) => {
  expect(isHidden(found, [UNDECLARED], testsRan)).toBe(expected)
})

test.each(['pytest', '/tmp/sandbox/tests/conftest.py', 'tests/test_c.py'])(
  'tests fail, and %s failed before',
  (label) => {
    const target = error('metadata-ignored', {}, [label])
    expect(isHidden(error('tests-failed', { tests: ['tests/test_a.py::test_b'] }), [target], true)).toBe(true)
  },
)

test('tests fail, and the finding explains no failure of tests', () => {
  expect(isHidden(error('tests-failed'), [error('entry-point-broken', { script: 'demo' })], false)).toBe(
    false,
  )
})
