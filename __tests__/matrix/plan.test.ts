import { expect, test } from '@jest/globals'
import { digestOf, matrixOf } from '../../src/matrix/plan.ts'
import { planned, planOf, RUN, share } from './plans.ts'

const names = (...shares: Parameters<typeof planOf>[0]) => planOf(shares).cells.map(({ name }) => name)

test('a cell of one package has its name and its Python', () => {
  expect(names(share({ packages: [planned('packages/alpha')] }))).toEqual(['alpha, 3.12'])
})

test('a cell of several has the first, and how many more', () => {
  expect(names(share({ packages: [planned('alpha'), planned('beta'), planned('gamma')] }))).toEqual([
    'alpha +2, 3.12',
  ])
})

test('runners are told apart where there are several', () => {
  const packages = [planned('alpha')]
  expect(names(share({ packages }), share({ packages, os: 'windows-latest' }))).toEqual([
    'alpha, 3.12, ubuntu-latest',
    'alpha, 3.12, windows-latest',
  ])
})

test('no two cells have the same name, also where packages have, or are long', () => {
  const long = 'a'.repeat(60)
  expect(
    names(
      share({ packages: [planned('one/alpha')] }),
      share({ packages: [planned('two/alpha')] }),
      share({ packages: [planned(`${long}b`)] }),
      share({ packages: [planned(`${long}c`)] }),
    ),
  ).toEqual(['alpha, 3.12', 'alpha, 3.12 (2)', `${'a'.repeat(39)}…, 3.12`, `${'a'.repeat(39)}…, 3.12 (2)`])
})

test('the id of a cell is what is in it, and can stand in the name of an artifact', () => {
  const id = (...shares: Parameters<typeof planOf>[0]) => planOf(shares).cells[0]?.id
  const one = share({ packages: [planned('alpha'), planned('beta')] })

  expect(id(one)).toMatch(/^[0-9a-f]{12}$/)
  expect(id({ ...one, packages: [planned('beta', 99), planned('alpha', 1)] })).toBe(id(one))
  for (const other of [
    { ...one, python: '3.13' },
    { ...one, os: 'macos-latest' },
    { ...one, packages: [planned('alpha')] },
  ])
    expect(id(other)).not.toBe(id(one))
})

test('the digest is that of everything else, whatever the order of the keys', () => {
  const plan = planOf([share({ packages: [planned('alpha')] })])
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
])('the paths of the matrix are those that a job is given, where the repository is in "%s"', (root, path) => {
  const plan = planOf([share({ packages: [planned('packages/alpha'), planned('packages/beta')] })])

  expect(matrixOf(plan, root)).toEqual({
    include: [{ id: plan.cells[0]?.id, name: 'alpha +1, 3.12', os: 'ubuntu-latest', python: '3.12', path }],
  })
})

test('the package at the root is the folder itself', () => {
  const plan = planOf([share({ packages: [planned('.')] })])

  expect(matrixOf(plan, '').include[0]?.path).toBe('.')
  expect(matrixOf(plan, 'checkout').include[0]?.path).toBe('checkout')
})

test('what path takes away is taken from every cell, which would build it as a sibling else', () => {
  const plan = planOf([share({ packages: [planned('packages/alpha')] })])

  expect(matrixOf(plan, '', ['libs/old']).include[0]?.path).toBe('packages/alpha\n!libs/old')
})
