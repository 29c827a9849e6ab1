import { expect, test } from '@jest/globals'
import { choosePythons } from '../../src/pipeline/python-runs.ts'
import type { FoundPython, Pythons } from '../../src/python/find-pythons.ts'
import type { Toolchain } from '../../src/python/toolchain.ts'

function found(python: string): FoundPython<Toolchain> {
  return { python, toolchain: { interpreter: { version: `${python}.1` } } as Toolchain }
}

function pythons(
  [first = '', ...others]: readonly string[],
  given: Partial<Omit<Pythons<Toolchain>, 'found'>> = {},
): Pythons<Toolchain> {
  return { found: [found(first), ...others.map(found)], missing: [], leftOut: [], ...given }
}

const anyPython = { requiresPython: undefined }

test.each<[string, Parameters<typeof choosePythons>, used: string[], missing: string[], leftOut: string[]]>([
  ['a single Python', [['3.12'], pythons(['3.12']), anyPython], ['3.12'], [], []],
  ['several', [['3.9', '3.12'], pythons(['3.9', '3.12']), anyPython], ['3.9', '3.12'], [], []],
  [
    'one that is not on the machine',
    [['3.9', '3.12'], pythons(['3.12'], { missing: [{ python: '3.9', reason: 'not found' }] }), anyPython],
    ['3.12'],
    ['3.9: not found'],
    [],
  ],
  [
    'one that pyproject.toml does not allow, in the order of the configuration',
    [
      ['3.8', '3.9', '3.12'],
      pythons(['3.9', '3.12'], { leftOut: [{ python: '3.8', reason: 'too old' }] }),
      { requiresPython: '>=3.12' },
    ],
    ['3.12'],
    [],
    ['3.8: too old', '3.9: Requires-Python >=3.12 does not allow it'],
  ],
  [
    'none that the wheel allows: reported with the first',
    [['3.9', '3.12'], pythons(['3.9', '3.12']), { requiresPython: '>=3.13' }],
    ['3.9'],
    [],
    ['3.12: Requires-Python >=3.13 does not allow it'],
  ],
  [
    'no wheel',
    [
      ['3.9', '3.12', '3.13'],
      pythons(['3.9', '3.12'], { missing: [{ python: '3.13', reason: 'not found' }] }),
      undefined,
    ],
    ['3.9'],
    [],
    ['3.12: the build with Python 3.9 failed', '3.13: the build with Python 3.9 failed'],
  ],
])('chooses the Pythons: %s', (_, args, used, missing, leftOut) => {
  const chosen = choosePythons(...args)
  const show = ({ python, reason }: { python: string; reason: string }) => `${python}: ${reason}`
  expect(chosen.builder).toBe(args[1].found[0])
  expect(chosen.used.map(({ python }) => python)).toEqual(used)
  expect(chosen.missing.map(show)).toEqual(missing)
  expect(chosen.leftOut.map(show)).toEqual(leftOut)
})
