import { expect, test } from '@jest/globals'
import { isDeveloperExtra } from '../../../src/checks/diagnosis/developer-extras.ts'
import { contentsOf } from '../facts.ts'

test.each<[string, readonly string[], boolean]>([
  ['dev', [], true],
  ['Development', [], true],
  ['test', [], true],
  ['tests_all', [], true],
  ['docs', [], true],
  ['lint', [], true],
  ['all-dev', [], true],
  ['typing', [], true],
  ['ci', [], true],
  ['cli', ['click'], false],
  ['device', [], false],
  ['testbed', [], false],
  ['all', ['click', 'rich'], false],
  ['all', ['click', 'pytest>=7'], true],
  ['extra', ['Sphinx>4', 'furo'], true],
  ['cli', ['black', 'click'], false],
  ['strategies', ['hypothesis'], false],
  ['pytest', ['pytest'], false],
  ['sphinx', ['sphinx'], false],
])('the extra %s with %s is for developers: %s', (extra, requirements, expected) => {
  const requires = requirements.map((requirement) => `${requirement}; extra == "${extra}"`)
  expect(isDeveloperExtra(extra, contentsOf({ extras: [extra], requires }))).toBe(expected)
})
