import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { run } from '../../src/process/run.ts'
import { EnvironmentCache, keyOf } from '../../src/python/environment-cache.ts'
import { EnvironmentPool, InstallationRefused } from '../../src/python/environment-pool.ts'
import { hasPageOfLinks } from '../../src/python/index-settings.ts'
import { findInstaller, type Installer } from '../../src/python/install.ts'
import { findInterpreter, type Interpreter } from '../../src/python/interpreter.ts'
import type { Environment } from '../../src/python/virtual-environment.ts'
import { newFolder, write } from '../support/project.ts'
import { wheelFolder } from '../support/wheels.ts'

let known: Promise<{ interpreter: Interpreter; installer: Installer }> | undefined
const tools = () => {
  known ??= (async () => {
    const wanted = { python: undefined, requiresPython: undefined }
    const interpreter = await findInterpreter(wanted, process.env, process.cwd())
    return { interpreter, installer: await findInstaller('pip', interpreter, process.env) }
  })()
  return known
}

/** A pool as one run has it; `links`: where its index is. */
async function supplyOf(folder: string, links: string, more: Partial<NodeJS.ProcessEnv> = {}) {
  const scratch = await newFolder()
  const { PATH, HOME } = process.env
  const caller = { PATH, HOME, PIP_NO_INDEX: '1', PIP_FIND_LINKS: links, ...more }
  const { interpreter, installer } = await tools()
  const store = await EnvironmentCache.open(folder, { interpreter, installer, caller })
  const logs: string[] = []
  const pool = new EnvironmentPool({ interpreter, installer, store, scratch, caller })
  const provide = (...requirements: string[]) =>
    pool.provide({ requirements }, async (transcript) => {
      logs.push(transcript)
    })
  return { pool, provide, logs, scratch, interpreter }
}

/** Whether a module can be imported in an environment. */
async function has({ python }: Environment, module: string): Promise<boolean> {
  const variables = { PATH: process.env.PATH ?? '' }
  const args = ['-I', '-c', `import ${module}`]
  const { ending } = await run({ program: python, args, cwd: '/', variables, timeLimit: 60 })
  return ending.kind === 'exited' && ending.code === 0
}

test('an environment is made once, by whichever run asks first', async () => {
  const [folder, links] = [await newFolder(), await wheelFolder('one', 'two')]
  const first = await supplyOf(folder, links)
  const made = await first.provide('one', 'two')
  expect([await has(made, 'one'), await has(made, 'two'), await has(made, 'pip')]).toEqual([
    true,
    true,
    false,
  ])
  expect(first.logs).toHaveLength(1)
  expect(await first.provide('two', 'one')).toBe(made)

  const second = await supplyOf(folder, links)
  expect(await second.provide('two', 'one', 'two')).toEqual(made)
  expect(second.logs).toEqual([])
  // Also where it was foreseen.
  const third = await supplyOf(folder, links)
  third.pool.prepare([{ requirements: ['one', 'two'] }])
  expect(await third.provide('one', 'two')).toEqual(made)
})

test.each<[string, (environment: Environment, entry: string) => Promise<unknown>]>([
  ['a file more', (environment) => writeFile(join(environment.purelib, 'three.py'), '')],
  ['a file that was changed', (environment) => writeFile(join(environment.purelib, 'one.py'), 'Y = 2\n')],
  ['a day', (_, entry) => utimes(join(entry, 'kept.json'), new Date(), new Date(Date.now() - 25 * 3600_000))],
  [
    'what it says of itself names another place',
    async (environment, entry) => {
      const file = join(entry, 'kept.json')
      const kept = JSON.parse(await readFile(file, 'utf8'))
      await writeFile(
        file,
        JSON.stringify({ ...kept, environment: { ...environment, python: '/usr/bin/true' } }),
      )
    },
  ],
  ['nonsense in what it says of itself', (_, entry) => writeFile(join(entry, 'kept.json'), '{')],
])('after %s it is made anew', async (_, act) => {
  const [folder, links] = [await newFolder(), await wheelFolder('one')]
  const made = await (await supplyOf(folder, links)).provide('one')
  await act(made, join(made.root, '..'))

  const again = await supplyOf(folder, links)
  const other = await again.provide('one')
  expect(other.root).not.toBe(made.root)
  expect(again.logs).toHaveLength(1)
  expect(await has(other, 'three')).toBe(false)
})

test('what Python compiles for itself changes nothing', async () => {
  const [folder, links] = [await newFolder(), await wheelFolder('one')]
  const made = await (await supplyOf(folder, links)).provide('one')
  expect(await has(made, 'one')).toBe(true)
  await write(made.purelib, { '__pycache__/one.cpython-399.pyc': 'x' })
  expect(await (await supplyOf(folder, links)).provide('one')).toEqual(made)
})

test('another index has another one', async () => {
  const [folder, links, others] = [await newFolder(), await wheelFolder('one'), await wheelFolder('one')]
  const made = await (await supplyOf(folder, links)).provide('one')
  expect((await (await supplyOf(folder, others)).provide('one')).root).not.toBe(made.root)
  expect((await (await supplyOf(folder, links, { PIP_PRE: '1' })).provide('one')).root).not.toBe(made.root)
})

test('an index that is asked with other credentials is the same index, and none are kept', async () => {
  const [folder, links] = [await newFolder(), await wheelFolder('one')]
  const at = (user: string) =>
    supplyOf(folder, links, { PIP_INDEX_URL: `https://${user}@index.invalid/simple/` })
  const made = await (await at('me:secret')).provide('one')
  expect(await (await at('me:another')).provide('one')).toEqual(made)
  const files = await readdir(made.root, { recursive: true, withFileTypes: true })
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'utf8'))
  expect((await Promise.all(texts)).filter((text) => text.includes('index.invalid'))).toEqual([])
})

test('where nothing may run while it is installed, what has no wheel is refused, and nothing of it is left', async () => {
  const [folder, links, scratch] = [await newFolder(), await wheelFolder('one'), await newFolder()]
  const sdist = join(links, 'two-1.0.tar.gz')
  await writeFile(sdist, '')
  const { PATH, HOME } = process.env
  const caller = { PATH, HOME, PIP_NO_INDEX: '1', PIP_FIND_LINKS: links }
  const { interpreter, installer } = await tools()
  const store = await EnvironmentCache.open(folder, { interpreter, installer, caller })
  const pool = new EnvironmentPool({ interpreter, installer, store, scratch, caller, onlyWheels: true })
  const ignored = async () => undefined
  await expect(pool.provide({ requirements: ['two'] }, ignored)).rejects.toThrow(InstallationRefused)
  const made = await pool.provide({ requirements: ['one'] }, ignored)
  expect(
    (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('pyvenv.cfg')),
  ).toHaveLength(1)
  // A run finds it, though it would have taken sdists too.
  expect(await (await supplyOf(folder, links)).provide('one')).toEqual(made)
})

test('with another wheel in a folder of wheels it is made anew', async () => {
  const [folder, links] = [await newFolder(), await wheelFolder('one')]
  const made = await (await supplyOf(folder, links)).provide('one')
  expect((await (await supplyOf(folder, links)).provide('one')).root).toBe(made.root)
  await writeFile(join(links, 'two-1.0-py3-none-any.whl'), '')

  expect((await (await supplyOf(folder, links)).provide('one')).root).not.toBe(made.root)
})

test.each([
  [{ PIP_FIND_LINKS: '/wheels https://host.invalid/simple' }, true],
  [{ UV_FIND_LINKS: '/wheels,http://host.invalid/' }, true],
  [{ PIP_FIND_LINKS: '/wheels file:///more', UV_FIND_LINKS: 'C:\\wheels' }, false],
  [{}, false],
])('packages of %j may come from a page: %s', (caller, may) => {
  expect(hasPageOfLinks(caller)).toBe(may)
})

test('what a path stands for is not kept', async () => {
  const [folder, links] = [await newFolder(), await wheelFolder('one')]
  const requirement = `one @ file://${join(links, 'one-1.0-py3-none-any.whl')}`
  const first = await supplyOf(folder, links)
  const made = await first.provide(requirement)
  expect(made.root.startsWith(first.scratch)).toBe(true)
  expect((await (await supplyOf(folder, links)).provide(requirement)).root).not.toBe(made.root)
})

test('pytest is compiled once, for the second who asks, in the same run or a later one', async () => {
  const [folder, links] = [await newFolder(), await wheelFolder('pytest')]
  const noted = join(folder, 'noted')
  const first = await supplyOf(folder, links)
  const made = await first.provide('pytest')
  const ask = async ({ pool }: typeof first, environment: Environment, times: number) => {
    // What runs in its place.
    const code = `with open(${JSON.stringify(noted)}, "a") as file: file.write("ran ")`
    await writeFile(join(environment.purelib, 'pytest.py'), code)
    for (let time = 0; time < times; time++) pool.compilePytest(environment)
    await pool.settled()
    return readFile(noted, 'utf8').catch(() => 'never')
  }
  expect(await ask(first, made, 1)).toBe('never')
  expect(await ask(first, made, 2)).toBe('ran ')

  // What was written there is not what is kept.
  const [second, third] = [await supplyOf(folder, links), await supplyOf(folder, links)]
  await second.provide('pytest')
  const kept = await third.provide('pytest')
  expect(await ask(third, kept, 1)).toBe('ran ran ')

  const compiled = await (await supplyOf(folder, links)).provide('pytest')
  await write(compiled.purelib, { '_pytest/__pycache__/x.pyc': '' })
  expect(await ask(third, compiled, 2)).toBe('ran ran ')
})

test('what is refused is not kept, and told each time', async () => {
  const [folder, links] = [await newFolder(), await wheelFolder('one')]
  for (let run = 0; run < 2; run++) {
    const asked = (await supplyOf(folder, links)).provide('as-installed-no-such-requirement')
    await expect(asked).rejects.toThrow(InstallationRefused)
    await expect(asked).rejects.toThrow('as-installed-no-such-requirement')
  }
})

test('two runs at the same time do not meet', async () => {
  const [folder, links] = [await newFolder(), await wheelFolder('one')]
  const runs = await Promise.all([supplyOf(folder, links), supplyOf(folder, links)])
  const [one, two] = await Promise.all(runs.map(({ provide }) => provide('one')))
  expect([await has(one as Environment, 'one'), await has(two as Environment, 'one')]).toEqual([true, true])
})

test.each([
  [['a', 'b'], ['b', 'a', 'a'], true],
  [['a'], ['a', 'b'], false],
  [['a>=1'], ['a>=2'], false],
])('%j and %j are the same: %s', (one, other, same) => {
  expect(keyOf({ requirements: one }) === keyOf({ requirements: other })).toBe(same)
})
