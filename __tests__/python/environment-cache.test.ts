import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { run } from '../../src/process/run.ts'
import { EnvironmentCache, keyOf } from '../../src/python/environment-cache.ts'
import { EnvironmentPool, InstallationError } from '../../src/python/environment-pool.ts'
import { hasFindLinksPage } from '../../src/python/index-settings.ts'
import { findInstaller, type Installer } from '../../src/python/install.ts'
import { findInterpreter, type Interpreter } from '../../src/python/interpreter.ts'
import type { Environment } from '../../src/python/virtual-environment.ts'
import { temporaryDirectory, write } from '../support/project.ts'
import { wheelDirectory } from '../support/wheels.ts'

let found: Promise<{ interpreter: Interpreter; installer: Installer }> | undefined
const findTools = () => {
  found ??= (async () => {
    const request = { python: undefined, requiresPython: undefined }
    const interpreter = await findInterpreter(request, process.env, process.cwd())
    return { interpreter, installer: await findInstaller('pip', interpreter, process.env) }
  })()
  return found
}

/** A pool of a new run, with the directory of the cache and the directory of wheels that is its index. */
async function newPool(directory: string, links: string, more: Partial<NodeJS.ProcessEnv> = {}) {
  const scratch = await temporaryDirectory()
  const { PATH, HOME } = process.env
  const caller = { PATH, HOME, PIP_NO_INDEX: '1', PIP_FIND_LINKS: links, ...more }
  const { interpreter, installer } = await findTools()
  const cache = await EnvironmentCache.open(directory, { interpreter, installer, caller })
  const logs: string[] = []
  const pool = new EnvironmentPool({ interpreter, installer, cache, scratch, caller })
  const provide = (...requirements: string[]) =>
    pool.provide({ requirements }, async (transcript) => {
      logs.push(transcript)
    })
  return { pool, provide, logs, scratch, interpreter }
}

/** Whether a module can be imported in an environment. */
async function canImport({ python }: Environment, module: string): Promise<boolean> {
  const variables = { PATH: process.env.PATH ?? '' }
  const args = ['-I', '-c', `import ${module}`]
  const { ending } = await run({ program: python, args, cwd: '/', variables, timeout: 60 })
  return ending.kind === 'exited' && ending.code === 0
}

test('creates an environment once, and shares it within a run and between runs', async () => {
  const [directory, links] = [await temporaryDirectory(), await wheelDirectory('one', 'two')]
  const first = await newPool(directory, links)
  const created = await first.provide('one', 'two')
  expect([
    await canImport(created, 'one'),
    await canImport(created, 'two'),
    await canImport(created, 'pip'),
  ]).toEqual([true, true, false])
  expect(first.logs).toHaveLength(1)
  expect(await first.provide('two', 'one')).toBe(created)

  const second = await newPool(directory, links)
  expect(await second.provide('two', 'one', 'two')).toEqual(created)
  expect(second.logs).toEqual([])
  // Also if it was prepared.
  const third = await newPool(directory, links)
  third.pool.prepare([{ requirements: ['one', 'two'] }])
  expect(await third.provide('one', 'two')).toEqual(created)
})

test.each<[string, (environment: Environment, entry: string) => Promise<unknown>]>([
  ['adding a file', (environment) => writeFile(join(environment.purelib, 'three.py'), '')],
  ['changing a file', (environment) => writeFile(join(environment.purelib, 'one.py'), 'Y = 2\n')],
  [
    'one day',
    (_, entry) => utimes(join(entry, 'kept.json'), new Date(), new Date(Date.now() - 25 * 3600_000)),
  ],
  [
    'manipulating its entry to name another program',
    async (environment, directory) => {
      const file = join(directory, 'kept.json')
      const entry = JSON.parse(await readFile(file, 'utf8'))
      await writeFile(
        file,
        JSON.stringify({ ...entry, environment: { ...environment, python: '/usr/bin/true' } }),
      )
    },
  ],
  ['writing invalid JSON to its entry', (_, entry) => writeFile(join(entry, 'kept.json'), '{')],
])('creates an environment again after %s', async (_, act) => {
  const [directory, links] = [await temporaryDirectory(), await wheelDirectory('one')]
  const created = await (await newPool(directory, links)).provide('one')
  await act(created, join(created.root, '..'))

  const again = await newPool(directory, links)
  const other = await again.provide('one')
  expect(other.root).not.toBe(created.root)
  expect(again.logs).toHaveLength(1)
  expect(await canImport(other, 'three')).toBe(false)
})

test('ignores bytecode caches', async () => {
  const [directory, links] = [await temporaryDirectory(), await wheelDirectory('one')]
  const created = await (await newPool(directory, links)).provide('one')
  expect(await canImport(created, 'one')).toBe(true)
  await write(created.purelib, { '__pycache__/one.cpython-399.pyc': 'x' })
  expect(await (await newPool(directory, links)).provide('one')).toEqual(created)
})

test('creates another environment for other index settings', async () => {
  const [directory, links, others] = [
    await temporaryDirectory(),
    await wheelDirectory('one'),
    await wheelDirectory('one'),
  ]
  const created = await (await newPool(directory, links)).provide('one')
  expect((await (await newPool(directory, others)).provide('one')).root).not.toBe(created.root)
  expect((await (await newPool(directory, links, { PIP_PRE: '1' })).provide('one')).root).not.toBe(
    created.root,
  )
})

test('shares an environment between credentials of an index, and stores none', async () => {
  const [directory, links] = [await temporaryDirectory(), await wheelDirectory('one')]
  const poolFor = (user: string) =>
    newPool(directory, links, { PIP_INDEX_URL: `https://${user}@index.invalid/simple/` })
  const created = await (await poolFor('me:secret')).provide('one')
  expect(await (await poolFor('me:another')).provide('one')).toEqual(created)
  const files = await readdir(created.root, { recursive: true, withFileTypes: true })
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'utf8'))
  expect((await Promise.all(texts)).filter((text) => text.includes('index.invalid'))).toEqual([])
})

test('with onlyWheels, rejects a requirement without a wheel and removes its environment', async () => {
  const [directory, links, scratch] = [
    await temporaryDirectory(),
    await wheelDirectory('one'),
    await temporaryDirectory(),
  ]
  const sdist = join(links, 'two-1.0.tar.gz')
  await writeFile(sdist, '')
  const { PATH, HOME } = process.env
  const caller = { PATH, HOME, PIP_NO_INDEX: '1', PIP_FIND_LINKS: links }
  const { interpreter, installer } = await findTools()
  const cache = await EnvironmentCache.open(directory, { interpreter, installer, caller })
  const pool = new EnvironmentPool({ interpreter, installer, cache, scratch, caller, onlyWheels: true })
  const ignoreLog = async () => undefined
  await expect(pool.provide({ requirements: ['two'] }, ignoreLog)).rejects.toThrow(InstallationError)
  const created = await pool.provide({ requirements: ['one'] }, ignoreLog)
  expect(
    (await readdir(directory, { recursive: true })).filter((path) => path.endsWith('pyvenv.cfg')),
  ).toHaveLength(1)
  // A pool without onlyWheels uses it, too.
  expect(await (await newPool(directory, links)).provide('one')).toEqual(created)
})

test('creates an environment again after a wheel was added to a --find-links directory', async () => {
  const [directory, links] = [await temporaryDirectory(), await wheelDirectory('one')]
  const created = await (await newPool(directory, links)).provide('one')
  expect((await (await newPool(directory, links)).provide('one')).root).toBe(created.root)
  await writeFile(join(links, 'two-1.0-py3-none-any.whl'), '')

  expect((await (await newPool(directory, links)).provide('one')).root).not.toBe(created.root)
})

test.each([
  [{ PIP_FIND_LINKS: '/wheels https://host.invalid/simple' }, true],
  [{ UV_FIND_LINKS: '/wheels,http://host.invalid/' }, true],
  [{ PIP_FIND_LINKS: '/wheels file:///more', UV_FIND_LINKS: 'C:\\wheels' }, false],
  [{}, false],
])('a --find-links page in %j: %s', (caller, expected) => {
  expect(hasFindLinksPage(caller)).toBe(expected)
})

test('does not cache an environment with a direct reference', async () => {
  const [directory, links] = [await temporaryDirectory(), await wheelDirectory('one')]
  const requirement = `one @ file://${join(links, 'one-1.0-py3-none-any.whl')}`
  const first = await newPool(directory, links)
  const created = await first.provide(requirement)
  expect(created.root.startsWith(first.scratch)).toBe(true)
  expect((await (await newPool(directory, links)).provide(requirement)).root).not.toBe(created.root)
})

test('compiles pytest once, at the second request in the same or a later run', async () => {
  const [directory, links] = [await temporaryDirectory(), await wheelDirectory('pytest')]
  const output = join(directory, 'output')
  const first = await newPool(directory, links)
  const created = await first.provide('pytest')
  const compile = async ({ pool }: typeof first, environment: Environment, times: number) => {
    // This module replaces pytest.
    const code = `with open(${JSON.stringify(output)}, "a") as file: file.write("ran ")`
    await writeFile(join(environment.purelib, 'pytest.py'), code)
    for (let time = 0; time < times; time++) pool.compilePytest(environment)
    await pool.settled()
    return readFile(output, 'utf8').catch(() => 'never')
  }
  expect(await compile(first, created, 1)).toBe('never')
  expect(await compile(first, created, 2)).toBe('ran ')

  // The changed file makes the cached environment invalid.
  const [second, third] = [await newPool(directory, links), await newPool(directory, links)]
  await second.provide('pytest')
  const cached = await third.provide('pytest')
  expect(await compile(third, cached, 1)).toBe('ran ran ')

  const compiled = await (await newPool(directory, links)).provide('pytest')
  await write(compiled.purelib, { '_pytest/__pycache__/x.pyc': '' })
  expect(await compile(third, compiled, 2)).toBe('ran ran ')
})

test('does not cache a failed installation', async () => {
  const [directory, links] = [await temporaryDirectory(), await wheelDirectory('one')]
  for (let run = 0; run < 2; run++) {
    const environment = (await newPool(directory, links)).provide('as-installed-no-such-requirement')
    await expect(environment).rejects.toThrow(InstallationError)
    await expect(environment).rejects.toThrow('as-installed-no-such-requirement')
  }
})

test('two concurrent runs do not interfere', async () => {
  const [directory, links] = [await temporaryDirectory(), await wheelDirectory('one')]
  const runs = await Promise.all([newPool(directory, links), newPool(directory, links)])
  const [one, two] = await Promise.all(runs.map(({ provide }) => provide('one')))
  expect([await canImport(one as Environment, 'one'), await canImport(two as Environment, 'one')]).toEqual([
    true,
    true,
  ])
})

test.each([
  [['a', 'b'], ['b', 'a', 'a'], true],
  [['a'], ['a', 'b'], false],
  [['a>=1'], ['a>=2'], false],
])('the keys of %j and %j are equal: %s', (one, other, isEqual) => {
  expect(keyOf({ requirements: one }) === keyOf({ requirements: other })).toBe(isEqual)
})
