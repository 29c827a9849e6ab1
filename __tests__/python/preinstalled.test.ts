import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { EnvironmentPool } from '../../src/python/environment-pool.ts'
import { findInstaller } from '../../src/python/install.ts'
import { findInterpreter } from '../../src/python/interpreter.ts'
import { type PreinstalledEnvironment, preinstall } from '../../src/python/preinstalled.ts'
import { haveSameRequirements } from '../../src/python/requirement.ts'
import { temporaryDirectory } from '../support/project.ts'
import { wheelDirectory } from '../support/wheels.ts'

test.each([
  [['click>=8,<9'], ['click<9,>=8'], true],
  [['Foo_Bar >= 1'], ['foo-bar>=1'], true],
  [['foo (>=1)'], ['foo>=1'], true],
  [['foo[b, a]'], ['foo[a,b]'], true],
  [["tomli; python_version < '3.11'"], ['tomli ; python_version<"3.11"'], true],
  [['foo', 'foo', 'bar'], ['bar', 'foo'], true],
  [[], [], true],
  // An extra distribution would hide an undeclared dependency; a missing one could later change the versions of others.
  [['foo', 'bar'], ['foo'], false],
  [['foo'], ['foo', 'bar'], false],
  [['foo[cli]'], ['foo'], false],
  [['foo>=1'], ['foo>=2'], false],
  [['foo; python_version < "3"'], ['foo'], false],
  [['./foo'], ['./bar'], false],
])('%j has the same requirements as %j: %s', (some, others, isSame) => {
  expect(haveSameRequirements(some, others)).toBe(isSame)
  expect(haveSameRequirements(others, some)).toBe(isSame)
})

const onPosix = process.platform === 'win32' ? test.skip : test

/** A function that creates the preinstalled environment of a package, for packages of the same run. */
async function newRun() {
  const [scratch, links] = [await temporaryDirectory(), await wheelDirectory('one')]
  const { PATH, HOME } = process.env
  const caller = { PATH, HOME, PIP_NO_INDEX: '1', PIP_FIND_LINKS: links }
  const pythonRequest = { python: undefined, requiresPython: undefined }
  const interpreter = await findInterpreter(pythonRequest, process.env, process.cwd())
  const installer = await findInstaller('pip', interpreter, process.env)
  const pool = new EnvironmentPool({ interpreter, installer, cache: undefined, scratch, caller })
  return async (name: string, ...requirements: string[]): Promise<PreinstalledEnvironment> => {
    const request = { root: join(scratch, name), requirements, writeLog: async () => {} }
    const [preinstalled] = await preinstall([request], { interpreter, pool, scratch, caller })
    return preinstalled as PreinstalledEnvironment
  }
}

onPosix('packages with the same requirements share their files', async () => {
  const create = await newRun()
  const [first, second] = [await create('first', 'one'), await create('second', 'one')]
  expect([first.requirements, second.requirements]).toEqual([['one'], ['one']])
  const inodes = [first, second].map(
    async ({ environment }) => (await stat(join(environment.purelib, 'one.py'))).ino,
  )
  expect(new Set(await Promise.all(inodes)).size).toBe(1)
})

onPosix('a change to a shared file does not reach later environments', async () => {
  const create = await newRun()
  const { environment } = await create('first', 'one')
  const file = join(environment.purelib, 'one.py')
  await writeFile(file, `${await readFile(file, 'utf8')}# changed\n`)
  const later = await create('second', 'one')
  // The installation of the wheel then installs them.
  expect(later.requirements).toEqual([])
  expect(existsSync(join(later.environment.purelib, 'one.py'))).toBe(false)
  expect(existsSync(later.environment.python)).toBe(true)
})

test('leaves the environment empty if a requirement cannot be installed', async () => {
  const create = await newRun()
  const { environment, requirements } = await create('first', 'there-is-none')
  expect(requirements).toEqual([])
  expect(existsSync(environment.python)).toBe(true)
})
