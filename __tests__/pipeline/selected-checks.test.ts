import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/checks/index.ts'
import { Skip } from '../../src/checks/stage.ts'
import { makeConfig } from '../../src/config/config.ts'
import type { GivenOptions } from '../../src/config/options.ts'
import { isDeselected, validateSelection, withSelectedChecks } from '../../src/pipeline/selected-checks.ts'
import { ConfigurationError } from '../../src/program/errors.ts'
import { list } from '../../src/program/sentence.ts'

/** The names of the checks that run. */
const running = (selected: readonly string[] | undefined, skippedChecks: readonly string[] = []) =>
  withSelectedChecks(CHECKS, { checks: selected, skippedChecks })
    .filter((check) => CHECKS.includes(check))
    .map(({ name }) => name)

test.each([
  [undefined, CHECKS.map(({ name }) => name)],
  [[], []],
  [['build'], ['build']],
  [['rebuild'], ['build', 'rebuild']],
  [['contents'], ['build', 'contents']],
  [['release'], ['build', 'contents', 'version', 'release']],
  [
    ['scripts', 'metadata'],
    ['build', 'contents', 'metadata', 'install', 'scripts'],
  ],
])('selected %j', (selected, expected) => {
  expect(running(selected)).toEqual(expected)
})

/** The names of the checks that do not run. */
const skipped = (...names: string[]) => {
  const runs: readonly string[] = running(undefined, names)
  return CHECKS.map(({ name }) => name as string).filter((name) => !runs.includes(name))
}

test.each<[readonly string[], readonly string[]]>([
  [['tests'], ['tests']],
  [
    ['rebuild', 'metadata'],
    ['rebuild', 'metadata'],
  ],
  [['version'], ['version', 'release', 'upgrade']],
])('with %j, %j are skipped', (names, expected) => {
  expect(skipped(...names)).toEqual(expected)
})

test('selected checks do not include skipped ones', () => {
  expect(running(['scripts', 'imports'], ['imports'])).toEqual(['build', 'contents', 'install', 'scripts'])
})

function problems(given: GivenOptions): string[] {
  try {
    validateSelection(makeConfig(given, {}, process.cwd()))
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(({ message }) => message)
    throw error
  }
}

test.each<[GivenOptions, string[]]>([
  [{}, []],
  [{ checks: 'tests', skip: 'imports' }, []],
  [{ checks: 'lowest', resolution: 'lowest-direct' }, []],
  [{ checks: 'test' }, ['checks has "test", but there is no such check. Did you mean "tests"?']],
  [{ skip: 'import' }, ['skip has "import", but there is no such check. Did you mean "imports"?']],
  [
    { skip: 'pylint' },
    [
      `skip has "pylint", but there is no such check. The checks are ${list(CHECKS.map(({ name }) => name))}.`,
    ],
  ],
  [{ checks: 'lowest' }, ['checks has "lowest", which runs only with resolution: lowest-direct.']],
  [
    { checks: 'tests', skip: 'contents' },
    ['skip has "contents", but the checks that are selected need it. Omit one of them.'],
  ],
  [{ skip: 'build' }, ['skip has "build", which all other checks need. Omit it.']],
])('the problems of %j', (given, expected) => {
  expect(problems(given)).toEqual(expected)
})

test.each([
  ['skip', 'not selected', true],
  ['skip', 'skipped by option', true],
  ['skip', 'skipped by option: it needs version', true],
  ['skip', 'no release tag', false],
  ['pass', 'not selected', false],
])('%s, %s: deselected is %s', (status, reason, expected) => {
  expect(isDeselected({ status, reason })).toBe(expected)
})

test('a check that is not selected is skipped with the reason', async () => {
  const [build] = withSelectedChecks(CHECKS, { checks: [], skippedChecks: [] })
  expect(await build?.run({} as never, {}, {})).toEqual(new Skip('not selected'))
})
