import { expect, test } from '@jest/globals'
import { ConfigurationError, Inconclusive } from '../../src/program/errors.ts'
import { findPythons } from '../../src/python/find-pythons.ts'
import type { Interpreter, PythonRequest } from '../../src/python/interpreter.ts'

const INSTALLED: Readonly<Record<string, string>> = {
  '3.8': '3.8.18',
  '3.9': '3.9.18',
  '3.12': '3.12.1',
  '/opt/python': '3.11.2',
}

const requests: PythonRequest[] = []
const find = async (request: PythonRequest) => {
  requests.push(request)
  const version = INSTALLED[request.python ?? '3.12']
  if (version === undefined) throw new Inconclusive(`Python ${request.python} was not found.`)
  return { interpreter: { version } as Interpreter }
}

test.each<[string, string[], string | undefined, (string | undefined)[], string[], string[]]>([
  ['no request', [], '>=3.9', [undefined], [], []],
  ['one Python', ['3.9'], '>=3.9', ['3.9'], [], []],
  ['several Pythons', ['3.12', '3.9'], undefined, ['3.12', '3.9'], [], []],
  ['one that is not allowed', ['3.8', '3.9', '3.12'], '>=3.9', ['3.9', '3.12'], ['3.8'], []],
  ['one whose patch release is not allowed', ['3.9', '3.12'], '>=3.9.19', ['3.12'], ['3.9'], []],
  ['a path that is not allowed', ['/opt/python', '3.12'], '>=3.12', ['3.12'], ['/opt/python'], []],
  ['one that is not installed', ['3.13', '3.9'], undefined, ['3.9'], [], ['3.13']],
  ['one that is neither installed nor allowed', ['3.13', '3.9'], '<3.13', ['3.9'], ['3.13'], []],
])('finds Pythons for %s', async (_, pythons, requiresPython, found, leftOut, missing) => {
  const result = await findPythons(pythons, requiresPython, find)
  expect({
    found: result.found.map(({ python }) => python),
    leftOut: result.leftOut.map(({ python }) => python),
    missing: result.missing.map(({ python }) => python),
  }).toEqual({ found, leftOut, missing })
})

test('returns the reasons for unused Pythons', async () => {
  expect(await findPythons(['3.8', '3.9', '3.13'], '>=3.9', find)).toMatchObject({
    leftOut: [{ python: '3.8', reason: 'Requires-Python >=3.9 does not allow it' }],
    missing: [{ python: '3.13', reason: 'Python 3.13 was not found.' }],
  })
})

test('does not search for a version that is not allowed', async () => {
  requests.length = 0
  await findPythons(['3.8', '3.9'], '>=3.9', find)
  expect(requests.map(({ python }) => python)).toEqual(['3.9'])
})

test('throws the error of a single Python', async () => {
  await expect(findPythons(['3.13'], '>=3.9', find)).rejects.toThrow(Inconclusive)
  requests.length = 0
  await findPythons(['3.9'], '>=3.9', find)
  expect(requests).toEqual([{ python: '3.9', requiresPython: '>=3.9' }])
})

test.each<[string, string[], string, new (...all: never[]) => Error, string]>([
  [
    'allowed',
    ['3.8', '3.9'],
    '>=3.10',
    ConfigurationError,
    'python-version is 3.8 3.9, but the package declares Requires-Python >=3.10.',
  ],
  ['installed', ['3.8', '3.13'], '>=3.9', Inconclusive, 'Python 3.13 was not found.'],
])('throws if none of several Pythons is %s', async (_, pythons, requiresPython, kind, message) => {
  const pythonsFound = findPythons(pythons, requiresPython, find)
  await expect(pythonsFound).rejects.toThrow(kind)
  await expect(pythonsFound).rejects.toThrow(message)
})

test('throws a configuration error even if another Python is found', async () => {
  const failing = async () => {
    throw new ConfigurationError([{ message: 'python is 2.7' }])
  }
  await expect(findPythons(['2.7', '3.9'], undefined, failing)).rejects.toThrow(ConfigurationError)
})
