import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { EnvironmentPool } from '../../src/python/environment-pool.ts'
import { findInstaller } from '../../src/python/install.ts'
import { findInterpreter } from '../../src/python/interpreter.ts'
import { isSame, type PreinstalledEnvironment, preinstall } from '../../src/python/preinstalled.ts'
import { newFolder } from '../support/project.ts'
import { wheelFolder } from '../support/wheels.ts'

test.each([
  [['click>=8,<9'], ['click<9,>=8'], true],
  [['Foo_Bar >= 1'], ['foo-bar>=1'], true],
  [['foo (>=1)'], ['foo>=1'], true],
  [['foo[b, a]'], ['foo[a,b]'], true],
  [["tomli; python_version < '3.11'"], ['tomli ; python_version<"3.11"'], true],
  [['foo', 'foo', 'bar'], ['bar', 'foo'], true],
  [[], [], true],
  // More than the wheel asks for would hide what it does not declare; less could be replaced by another version.
  [['foo', 'bar'], ['foo'], false],
  [['foo'], ['foo', 'bar'], false],
  [['foo[cli]'], ['foo'], false],
  [['foo>=1'], ['foo>=2'], false],
  [['foo; python_version < "3"'], ['foo'], false],
  [['./foo'], ['./bar'], false],
])('%j is the same as %j: %s', (some, others, same) => {
  expect(isSame(some, others)).toBe(same)
  expect(isSame(others, some)).toBe(same)
})

const onPosix = process.platform === 'win32' ? test.skip : test

/** Lays groundworks as the packages of one run do. */
async function packages() {
  const [scratch, links] = [await newFolder(), await wheelFolder('one')]
  const { PATH, HOME } = process.env
  const caller = { PATH, HOME, PIP_NO_INDEX: '1', PIP_FIND_LINKS: links }
  const wanted = { python: undefined, requiresPython: undefined }
  const interpreter = await findInterpreter(wanted, process.env, process.cwd())
  const installer = await findInstaller('pip', interpreter, process.env)
  const pool = new EnvironmentPool({ interpreter, installer, store: undefined, scratch, caller })
  return async (name: string, ...requirements: string[]): Promise<PreinstalledEnvironment> => {
    const request = { root: join(scratch, name), requirements, keepLog: async () => {} }
    const [preinstalled] = await preinstall([request], { interpreter, pool, scratch, caller })
    return preinstalled as PreinstalledEnvironment
  }
}

onPosix('packages that need the same have the same files', async () => {
  const lay = await packages()
  const [first, second] = [await lay('first', 'one'), await lay('second', 'one')]
  expect([first.requirements, second.requirements]).toEqual([['one'], ['one']])
  const inodes = [first, second].map(
    async ({ environment }) => (await stat(join(environment.purelib, 'one.py'))).ino,
  )
  expect(new Set(await Promise.all(inodes)).size).toBe(1)
})

onPosix('what a package wrote into its environment is in no later one', async () => {
  const lay = await packages()
  const { environment } = await lay('first', 'one')
  const file = join(environment.purelib, 'one.py')
  await writeFile(file, `${await readFile(file, 'utf8')}# changed\n`)
  const later = await lay('second', 'one')
  // It is left to the installation of the wheel.
  expect(later.requirements).toEqual([])
  expect(existsSync(join(later.environment.purelib, 'one.py'))).toBe(false)
  expect(existsSync(later.environment.python)).toBe(true)
})

test('what cannot be had is left to the installation of the wheel', async () => {
  const lay = await packages()
  const { environment, requirements } = await lay('first', 'there-is-none')
  expect(requirements).toEqual([])
  expect(existsSync(environment.python)).toBe(true)
})
