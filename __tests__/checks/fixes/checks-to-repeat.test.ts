import { expect, test } from '@jest/globals'
import { checksToRepeat } from '../../../src/checks/fixes/checks-to-repeat.ts'
import { checkOfRule, RULE_NAMES } from '../../../src/checks/rules.ts'

const ARTIFACT = ['build', 'rebuild', 'contents', 'metadata']
const INSTALLED = [...ARTIFACT, 'install', 'imports', 'dependencies', 'scripts']

test.each<[name: string, findings: Parameters<typeof checksToRepeat>[0], expected: readonly string[]]>([
  ['a finding of the contents', [{ rule: 'data-missing' }], ARTIFACT],
  [
    'one that lets tests fail',
    [{ rule: 'data-missing', causes: [{ check: 'tests' }] }],
    [...INSTALLED, 'tests'],
  ],
  [
    'a failed build, which hides all else',
    [{ rule: 'build-failed' }],
    [...INSTALLED, 'extras', 'tests', 'version', 'release'],
  ],
  [
    'a missing module, whose imports were not tried',
    [{ rule: 'module-missing' }],
    [...INSTALLED, 'extras', 'tests', 'version', 'release'],
  ],
  ['a missing dependency', [{ rule: 'dependency-undeclared' }], INSTALLED],
  ['a failed test', [{ rule: 'tests-failed' }], [...INSTALLED, 'tests']],
  ['a version', [{ rule: 'version-not-bumped' }], [...INSTALLED, 'version']],
])('%s', (_, findings, expected) => {
  expect([...checksToRepeat(findings)].sort()).toEqual([...expected].sort())
})

test.each([
  ['code', 'src/demo/__init__.py', [...INSTALLED, 'tests']],
  ['settings', 'setup.py', ARTIFACT],
  ['settings in a directory', 'packages/demo/setup.py', ARTIFACT],
])('the checks after an edit of %s', (_, file, expected) => {
  expect([...checksToRepeat([{ rule: 'stray-top-level' }], [file])].sort()).toEqual([...expected].sort())
})

test.each(RULE_NAMES)('%s belongs to a check', (rule) => {
  expect(checkOfRule(rule)).toMatch(/^[a-z]+$/)
})
