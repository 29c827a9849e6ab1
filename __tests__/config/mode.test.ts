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

function messages(given: GivenOptions, environment = {}): string[] {
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
  ['the default', {}, { kind: 'verify', cell: undefined }],
  ['a matrix job', { cell: 'aff88838c498' }, { kind: 'verify', cell: 'aff88838c498' }],
  [
    'a plan, with the defaults',
    { mode: 'plan' },
    { kind: 'plan', pythons: undefined, runners: ['ubuntu-latest'], maxJobs: 16, timingsFrom: undefined },
  ],
  [
    'Pythons, separated in any way, without duplicates and sorted by version',
    { mode: 'plan', pythons: '3.12 3.9\n3.12, 3.10' },
    { kind: 'plan', pythons: ['3.9', '3.10', '3.12'] },
  ],
  [
    'runners, one per line',
    { mode: 'plan', runners: 'ubuntu-latest\nour own\nubuntu-latest\n' },
    { kind: 'plan', runners: ['ubuntu-latest', 'our own'] },
  ],
  ['the maximum of jobs', { mode: 'plan', 'max-jobs': '256' }, { maxJobs: 256 }],
  ['a gate outside of GitHub', GATE, { ...GATE, mode: undefined, kind: 'gate', needs: undefined }],
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
  ['another mode', { mode: 'check' }, /^mode is "check", but it must be verify, plan, gate or init\.$/],
  ['an invalid Python', { mode: 'plan', pythons: 'pypy' }, /^python-version has "pypy"/],
  ['a Python that is too old', { mode: 'plan', pythons: '3.7' }, /^python-version has "3\.7"/],
  ['0 jobs', { mode: 'plan', 'max-jobs': '0' }, /^max-jobs is "0"/],
  ['a fraction of a job', { mode: 'plan', 'max-jobs': '2.5' }, /^max-jobs is "2\.5"/],
  [
    'more jobs than the limit of GitHub',
    { mode: 'plan', 'max-jobs': '257' },
    /^max-jobs is "257".* from 1 to 256\.$/,
  ],
  ['a gate without a plan', { mode: 'gate', reports: 'reports' }, /^plan is missing/],
  ['a gate without reports', { mode: 'gate', plan: 'plan.json' }, /^reports is missing/],
  [
    'invalid needs',
    { ...GATE, 'needs-json': '"success"' },
    /^needs-json is not the output of toJSON\(needs\)\./,
  ],
  ['truncated needs', { ...GATE, 'needs-json': NEEDS.slice(0, 40) }, /^needs-json is not/],
  ['needs without results', { ...GATE, 'needs-json': '{"plan":{}}' }, /^needs-json is not/],
  [
    'an option of mode plan',
    { pythons: '3.12' },
    /^pythons is only for mode plan, but the mode is verify\.$/,
  ],
  ['an option of a matrix job', { mode: 'plan', cell: 'aff88838c498' }, /^cell is only for mode verify/],
  ['an option of mode gate', { plan: 'plan.json' }, /^plan is only for mode gate/],
  [
    'an option of mode verify',
    { mode: 'plan', installer: 'uv' },
    /^installer is only for mode verify, but the mode is plan\.$/,
  ],
  [
    'packages in mode gate',
    { ...GATE, path: 'packages/*' },
    /^path is only for mode verify, plan or init, but the mode is gate\.$/,
  ],
  [
    'changed-only in mode gate',
    { ...GATE, 'changed-only': 'true' },
    /^changed-only is only for mode verify or plan/,
  ],
])('is rejected: %s', (_, given, expected) => {
  expect(messages(given)).toEqual([expect.stringMatching(expected)])
})

test('a plan expands workspaces and selects changed packages; a matrix job verifies exactly its directories', () => {
  const given: GivenOptions = { path: 'src/*\n!src/rules', 'changed-only': 'true' }
  const planned = make({ ...given, mode: 'plan' })
  const matrixJob = make({ path: '.', 'changed-only': 'true', cell: 'aff88838c498' })

  expect(planned.paths.requested).toMatchObject([{ text: 'src/*' }])
  expect(planned.paths.excluded).toMatchObject([{ text: 'src/rules' }])
  expect([planned.changedOnly, planned.paths.expandsWorkspaces]).toEqual([true, true])
  expect([matrixJob.changedOnly, matrixJob.paths.expandsWorkspaces]).toEqual([false, false])
})

test('on GitHub a gate needs the results of the jobs before it', () => {
  expect(messages(GATE, ON_GITHUB)).toEqual([
    'needs-json is missing: mode gate needs it on GitHub. Write needs-json: ${' + '{ toJSON(needs) }}.',
  ])
  expect(messages({ ...GATE, 'needs-json': NEEDS }, ON_GITHUB)).toEqual([])
})

test('the workflow run is read from the variables of GitHub', () => {
  expect(make({}, ON_GITHUB).workflowRun).toEqual({
    repository: 'somebody/something',
    workflow: 'CI',
    id: '7001',
    attempt: 2,
  })
  expect(make({}, {}).workflowRun).toBeUndefined()
})
