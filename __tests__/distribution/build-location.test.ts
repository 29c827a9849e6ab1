import { expect, test } from '@jest/globals'
import {
  findInConfiguration,
  importPackagesIn,
  locateBuildError,
} from '../../src/distribution/build-location.ts'
import { parseTraceback } from '../../src/python/traceback.ts'
import { temporaryDirectory, write } from '../support/project.ts'

const SITE = '/env/lib/python3.12/site-packages'
const frame = (file: string, line: number) => `  File "${file}", line ${line}, in run\n    x()\n`
const traceback = (...frames: string[]) =>
  parseTraceback(`Traceback (most recent call last):\n${frames.join('')}RuntimeError: no\n`)

async function source(): Promise<string> {
  const directory = await temporaryDirectory()
  await write(directory, {
    'setup.py': 'from setuptools import setup\nsetup(packages=["demo", "nope"])\n',
    'hatch_build.py': '',
    'src/x.c': '',
    'src/demo/__init__.py': '',
    'tests/__init__.py': '',
  })
  return directory
}

test.each<[string, (root: string) => [ReturnType<typeof traceback>, string[]], object | undefined]>([
  [
    'code of a build hook',
    (root) => [traceback(frame(`${SITE}/hatchling/build.py`, 9), frame(`${root}/hatch_build.py`, 4)), []],
    { file: 'hatch_build.py', line: 4, isRaisedThere: true },
  ],
  [
    'setup.py, which setuptools executes as a string',
    () => [traceback(frame(`${SITE}/setuptools/build_meta.py`, 317), frame('<string>', 2)), []],
    { file: 'setup.py', line: 2, isRaisedThere: true },
  ],
  [
    'a call of setup() that fails in setuptools',
    () => [
      traceback(
        frame(`${SITE}/setuptools/build_meta.py`, 317),
        frame('<string>', 2),
        frame(`${SITE}/setuptools/dist.py`, 8),
      ),
      [],
    ],
    { file: 'setup.py', line: 2, isRaisedThere: false },
  ],
  [
    'the error of a compiler',
    () => [
      traceback(
        frame(`${SITE}/setuptools/build_meta.py`, 317),
        frame('<string>', 2),
        frame(`${SITE}/setuptools/dist.py`, 8),
      ),
      ['src/x.c:3:10: fatal error: nothere.h: No such file or directory'],
    ],
    { file: 'src/x.c', line: 3, isRaisedThere: true },
  ],
  ['code of the backend', () => [traceback(frame(`${SITE}/hatchling/build.py`, 9)), []], undefined],
  ['no exception', () => [undefined, ['no']], undefined],
])('locates %s', async (_, given, expected) => {
  const root = await source()
  const [error, output] = given(root)
  expect(locateBuildError(error, output, [root])).toEqual(expected)
})

test('finds a name in the configuration beside pyproject.toml', async () => {
  const root = await source()
  expect(findInConfiguration(['nop', 'nope'], root)).toEqual({
    file: 'setup.py',
    line: 2,
    isRaisedThere: false,
  })
  expect(findInConfiguration(['nothing'], root)).toBeUndefined()
})

test('finds the import packages of a source tree', async () => {
  expect(importPackagesIn(await source())).toEqual(['src/demo'])
})
