import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/checks/index.ts'
import { Skip } from '../../src/checks/stage.ts'
import { withSelectedChecks } from '../../src/pipeline/selected-checks.ts'

/** The names of the checks that run. */
const running = (selected: readonly string[] | undefined) =>
  withSelectedChecks(CHECKS, selected)
    .filter((check) => CHECKS.includes(check))
    .map(({ name }) => name)

test.each([
  [undefined, CHECKS.map(({ name }) => name)],
  [[], []],
  [['build'], ['build']],
  [['contents'], ['build', 'contents']],
  [['release'], ['build', 'contents', 'version', 'release']],
  [
    ['scripts', 'metadata'],
    ['build', 'contents', 'metadata', 'install', 'scripts'],
  ],
])('selected %j', (selected, expected) => {
  expect(running(selected)).toEqual(expected)
})

test('a check that is not selected is skipped with the reason', async () => {
  const [build] = withSelectedChecks(CHECKS, [])
  expect(await build?.run({} as never, {}, {})).toEqual(new Skip('it is not selected'))
})
