import { expect, test } from '@jest/globals'
import { makeConfig } from '../../src/config/config.ts'
import type { GivenOptions } from '../../src/config/options.ts'
import { ConfigurationError } from '../../src/program/errors.ts'

const ON_GITHUB = {
  GITHUB_RUN_ID: '7001',
  GITHUB_REPOSITORY: 'somebody/something',
  GITHUB_WORKFLOW: 'CI',
  GITHUB_RUN_ATTEMPT: '2',
}
const cwd = process.cwd()
const make = (given: GivenOptions, environment = {}) => makeConfig(given, environment, cwd)

function sentences(given: GivenOptions, environment = {}): string[] {
  try {
    make(given, environment)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(({ message }) => message)
    throw error
  }
}

const NEEDS =
  '{"plan":{"result":"success","outputs":{"count":"1"}},"verify":{"result":"success","outputs":null}}'
const GATE = { mode: 'gate', plan: '/in/plan.json', reports: '/in/reports' }

test.each<[string, GivenOptions, object]>([
  ['verify is what is done', {}, { kind: 'verify', cell: undefined }],
  ['a cell', { cell: 'aff88838c498' }, { kind: 'verify', cell: 'aff88838c498' }],
  [
    'a plan, with the defaults',
    { mode: 'plan' },
    { kind: 'plan', pythons: undefined, runners: ['ubuntu-latest'], maxJobs: 16, timingsFrom: undefined },
  ],
  [
    'Pythons in any form, each once, in the order of their versions',
    { mode: 'plan', pythons: '3.12 3.9\n3.12, 3.10' },
    { kind: 'plan', pythons: ['3.9', '3.10', '3.12'] },
  ],
  [
    'runners, one a line',
    { mode: 'plan', runners: 'ubuntu-latest\nour own\nubuntu-latest\n' },
    { kind: 'plan', runners: ['ubuntu-latest', 'our own'] },
  ],
  ['as many jobs as there can be', { mode: 'plan', 'max-jobs': '256' }, { maxJobs: 256 }],
  ['a gate elsewhere', GATE, { ...GATE, mode: undefined, kind: 'gate', needs: undefined }],
  [
    'a gate with jobs before it',
    { ...GATE, 'needs-json': NEEDS },
    {
      needs: {
        plan: { result: 'success', outputs: { count: '1' } },
        verify: { result: 'success', outputs: {} },
      },
    },
  ],
])('%s', (_, given, expected) => {
  const { mode: __, ...more } = expected as { mode?: undefined }
  expect(make(given).mode).toMatchObject(more)
})

test.each<[string, GivenOptions, RegExp]>([
  ['another mode', { mode: 'check' }, /^mode is "check", but it must be verify, plan or gate\.$/],
  ['a Python that is none', { mode: 'plan', pythons: 'pypy' }, /^pythons has "pypy"/],
  ['a Python that is too old', { mode: 'plan', pythons: '3.7' }, /^pythons has "3\.7"/],
  ['no job', { mode: 'plan', 'max-jobs': '0' }, /^max-jobs is "0"/],
  ['half a job', { mode: 'plan', 'max-jobs': '2.5' }, /^max-jobs is "2\.5"/],
  [
    'more jobs than GitHub takes',
    { mode: 'plan', 'max-jobs': '257' },
    /^max-jobs is "257".* from 1 to 256\.$/,
  ],
  ['a gate without a plan', { mode: 'gate', reports: 'reports' }, /^plan is missing/],
  ['a gate without reports', { mode: 'gate', plan: 'plan.json' }, /^reports is missing/],
  [
    'needs that are none',
    { ...GATE, 'needs-json': '"success"' },
    /^needs-json is not what toJSON\(needs\) gives/,
  ],
  ['needs that were cut off', { ...GATE, 'needs-json': NEEDS.slice(0, 40) }, /^needs-json is not/],
  ['needs without results', { ...GATE, 'needs-json': '{"plan":{}}' }, /^needs-json is not/],
  [
    'what only a plan asks',
    { pythons: '3.12' },
    /^pythons is for mode plan alone, but the mode is verify\.$/,
  ],
  ['what only a cell has', { mode: 'plan', cell: 'aff88838c498' }, /^cell is for mode verify alone/],
  ['what only a gate reads', { plan: 'plan.json' }, /^plan is for mode gate alone/],
  [
    'what a plan has no use for',
    { mode: 'plan', python: '3.12' },
    /^python is for mode verify alone, but the mode is plan\.$/,
  ],
  [
    'packages, of a gate',
    { ...GATE, path: 'packages/*' },
    /^path is for mode verify or plan alone, but the mode is gate\.$/,
  ],
  [
    'what changed, of a gate',
    { ...GATE, 'changed-only': 'true' },
    /^changed-only is for mode verify or plan/,
  ],
])('is refused: %s', (_, given, expected) => {
  expect(sentences(given)).toEqual([expect.stringMatching(expected)])
})

test('a plan takes patterns, and chooses what changed; a cell takes each folder for itself, and all of them', () => {
  const given: GivenOptions = { path: 'src/*\n!src/rules', 'changed-only': 'true' }
  const planned = make({ ...given, mode: 'plan' })
  const cell = make({ path: '.', 'changed-only': 'true', cell: 'aff88838c498' })

  expect(planned.paths.wanted).toMatchObject([{ text: 'src/*' }])
  expect(planned.paths.excluded).toMatchObject([{ text: 'src/rules' }])
  expect([planned.changedOnly, planned.paths.expandsRoots]).toEqual([true, true])
  expect([cell.changedOnly, cell.paths.expandsRoots]).toEqual([false, false])
})

test('on GitHub a gate must know how the jobs before it ended', () => {
  expect(sentences(GATE, ON_GITHUB)).toEqual([
    'needs-json is missing: mode gate needs it on GitHub. Write needs-json: ${' + '{ toJSON(needs) }}.',
  ])
  expect(sentences({ ...GATE, 'needs-json': NEEDS }, ON_GITHUB)).toEqual([])
})

test('the workflow run is what GitHub tells of it', () => {
  expect(make({}, ON_GITHUB).run).toEqual({
    repository: 'somebody/something',
    workflow: 'CI',
    id: '7001',
    attempt: 2,
  })
  expect(make({}, {}).run).toBeUndefined()
})
