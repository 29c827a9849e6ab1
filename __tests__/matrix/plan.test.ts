import { expect, test } from '@jest/globals'
import { digestOf, matrixOf } from '../../src/matrix/plan.ts'
import { planned, planOf, RUN, shard } from './plans.ts'

const names = (...shares: Parameters<typeof planOf>[0]) => planOf(shares).cells.map(({ name }) => name)

test('the name of a job with one package has the package and the Python', () => {
  expect(names(shard({ packages: [planned('packages/alpha')] }))).toEqual(['alpha, 3.12'])
})

test('the name of a job with several packages has the first and the number of others', () => {
  expect(names(shard({ packages: [planned('alpha'), planned('beta'), planned('gamma')] }))).toEqual([
    'alpha +2, 3.12',
  ])
})

test('names have the runner if there are several', () => {
  const packages = [planned('alpha')]
  expect(names(shard({ packages }), shard({ packages, os: 'windows-latest' }))).toEqual([
    'alpha, 3.12, ubuntu-latest',
    'alpha, 3.12, windows-latest',
  ])
})

test('names of jobs are unique, also with packages of the same name or a long one', () => {
  const long = 'a'.repeat(60)
  expect(
    names(
      shard({ packages: [planned('one/alpha')] }),
      shard({ packages: [planned('two/alpha')] }),
      shard({ packages: [planned(`${long}b`)] }),
      shard({ packages: [planned(`${long}c`)] }),
    ),
  ).toEqual(['alpha, 3.12', 'alpha, 3.12 (2)', `${'a'.repeat(39)}…, 3.12`, `${'a'.repeat(39)}…, 3.12 (2)`])
})

test('the id of a job depends only on its content, and can be part of the name of a GitHub artifact', () => {
  const id = (...shares: Parameters<typeof planOf>[0]) => planOf(shares).cells[0]?.id
  const one = shard({ packages: [planned('alpha'), planned('beta')] })

  expect(id(one)).toMatch(/^[0-9a-f]{12}$/)
  expect(id({ ...one, packages: [planned('beta', 99), planned('alpha', 1)] })).toBe(id(one))
  for (const other of [
    { ...one, python: '3.13' },
    { ...one, os: 'macos-latest' },
    { ...one, packages: [planned('alpha')] },
  ])
    expect(id(other)).not.toBe(id(one))
})

test('the digest covers all other keys, whatever their order', () => {
  const plan = planOf([shard({ packages: [planned('alpha')] })])
  const { run, cells, leftOut } = plan
  const reversed = Object.fromEntries(Object.entries(run).reverse())

  expect(digestOf({ leftOut, cells, run: reversed, plan: 1 })).toBe(plan.digest)
  for (const changed of [
    { ...plan, run: { ...RUN, attempt: 2 } },
    { ...plan, cells: [] },
    { ...plan, selection: 'All of 2 packages changed.' },
    { ...plan, leftOut: [{ path: 'beta', name: 'beta', reason: 'unchanged' }] },
  ])
    expect(digestOf(changed)).not.toBe(plan.digest)
})

test.each([
  ['', 'packages/alpha\npackages/beta'],
  ['.', 'packages/alpha\npackages/beta'],
  ['checkout', 'checkout/packages/alpha\ncheckout/packages/beta'],
  ['..', '../packages/alpha\n../packages/beta'],
])(
  'paths of the matrix are relative to the working directory of the jobs: repository in "%s"',
  (root, path) => {
    const plan = planOf([shard({ packages: [planned('packages/alpha'), planned('packages/beta')] })])

    expect(matrixOf(plan, root)).toEqual({
      include: [{ id: plan.cells[0]?.id, name: 'alpha +1, 3.12', os: 'ubuntu-latest', python: '3.12', path }],
    })
  },
)

test('the path of the package at the root is that of the repository', () => {
  const plan = planOf([shard({ packages: [planned('.')] })])

  expect(matrixOf(plan, '').include[0]?.path).toBe('.')
  expect(matrixOf(plan, 'checkout').include[0]?.path).toBe('checkout')
})

test('each job has the exclusions of path, so that they are not workspace members there', () => {
  const plan = planOf([shard({ packages: [planned('packages/alpha')] })])

  expect(matrixOf(plan, '', ['libs/old']).include[0]?.path).toBe('packages/alpha\n!libs/old')
})
