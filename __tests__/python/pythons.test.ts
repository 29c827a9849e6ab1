import { expect, test } from '@jest/globals'
import { ConfigurationError, Inconclusive } from '../../src/program/errors.ts'
import type { Interpreter, Wanted } from '../../src/python/interpreter.ts'
import { findPythons } from '../../src/python/pythons.ts'

const HERE: Readonly<Record<string, string>> = {
  '3.8': '3.8.18',
  '3.9': '3.9.18',
  '3.12': '3.12.1',
  '/opt/python': '3.11.2',
}

const asked: Wanted[] = []
const find = async (wanted: Wanted) => {
  asked.push(wanted)
  const version = HERE[wanted.python ?? '3.12']
  if (version === undefined) throw new Inconclusive(`Python ${wanted.python} was not found.`)
  return { interpreter: { version } as Interpreter }
}

test.each<[string, string[], string | undefined, (string | undefined)[], string[], string[]]>([
  ['none', [], '>=3.9', [undefined], [], []],
  ['one', ['3.9'], '>=3.9', ['3.9'], [], []],
  ['several', ['3.12', '3.9'], undefined, ['3.12', '3.9'], [], []],
  ['one that is not allowed', ['3.8', '3.9', '3.12'], '>=3.9', ['3.9', '3.12'], ['3.8'], []],
  ['one whose patch release is not allowed', ['3.9', '3.12'], '>=3.9.19', ['3.12'], ['3.9'], []],
  ['a path that is not allowed', ['/opt/python', '3.12'], '>=3.12', ['3.12'], ['/opt/python'], []],
  ['one that is not there', ['3.13', '3.9'], undefined, ['3.9'], [], ['3.13']],
  ['one that is neither there nor allowed', ['3.13', '3.9'], '<3.13', ['3.9'], ['3.13'], []],
])('%s', async (_, pythons, requiresPython, found, leftOut, missing) => {
  const seen = await findPythons(pythons, requiresPython, find)
  expect({
    found: seen.found.map(({ python }) => python),
    leftOut: seen.leftOut.map(({ python }) => python),
    missing: seen.missing.map(({ python }) => python),
  }).toEqual({ found, leftOut, missing })
})

test('the reasons', async () => {
  expect(await findPythons(['3.8', '3.9', '3.13'], '>=3.9', find)).toMatchObject({
    leftOut: [{ python: '3.8', reason: 'Requires-Python >=3.9 does not allow it' }],
    missing: [{ python: '3.13', reason: 'Python 3.13 was not found.' }],
  })
})

test('what is not allowed by its number is not looked for', async () => {
  asked.length = 0
  await findPythons(['3.8', '3.9'], '>=3.9', find)
  expect(asked.map(({ python }) => python)).toEqual(['3.9'])
})

test('of one alone it is told as ever', async () => {
  await expect(findPythons(['3.13'], '>=3.9', find)).rejects.toThrow(Inconclusive)
  asked.length = 0
  await findPythons(['3.9'], '>=3.9', find)
  expect(asked).toEqual([{ python: '3.9', requiresPython: '>=3.9' }])
})

test.each<[string, string[], string, new (...all: never[]) => Error, string]>([
  [
    'allowed',
    ['3.8', '3.9'],
    '>=3.10',
    ConfigurationError,
    'python is 3.8 3.9, but the package declares Requires-Python >=3.10.',
  ],
  ['there', ['3.8', '3.13'], '>=3.9', Inconclusive, 'Python 3.13 was not found.'],
])('none of several is %s', async (_, pythons, requiresPython, kind, message) => {
  const finding = findPythons(pythons, requiresPython, find)
  await expect(finding).rejects.toThrow(kind)
  await expect(finding).rejects.toThrow(message)
})

test('what is wrong with the configuration is told whoever else is there', async () => {
  const wrong = async () => {
    throw new ConfigurationError([{ message: 'python is 2.7' }])
  }
  await expect(findPythons(['2.7', '3.9'], undefined, wrong)).rejects.toThrow(ConfigurationError)
})
