import { existsSync, readdirSync } from 'node:fs'
import { chmod, mkdir, symlink } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ConfigurationError, Inconclusive } from '../../src/program/errors.ts'
import { findInterpreter, type Wanted } from '../../src/python/interpreter.ts'
import { isAllowed } from '../../src/python/requires-python.ts'
import { newFolder, write } from '../support/project.ts'

const ANY: Wanted = { python: undefined, requiresPython: undefined }
const find = (wanted: Partial<Wanted>, variables: NodeJS.ProcessEnv = process.env, cwd = process.cwd()) =>
  findInterpreter({ ...ANY, ...wanted }, variables, cwd)

/** A machine on which these folders are PATH, and nothing is installed elsewhere. */
const machine = async (...path: string[]): Promise<NodeJS.ProcessEnv> => ({
  PATH: path.join(delimiter),
  HOME: await newFolder(),
})

/** A program that says that it is this Python. */
async function pretend(folder: string, name: string, version: string): Promise<string> {
  const told = {
    executable: join(folder, name),
    version,
    pip: '99.1',
    pip_runner: null,
    ensurepip_pip: null,
    stdlib_modules: null,
  }
  await write(folder, { [name]: `#!/bin/sh\necho '${JSON.stringify(told)}'\n` })
  await chmod(join(folder, name), 0o755)
  return join(folder, name)
}

test('takes the Python on PATH, and learns what it is', async () => {
  const found = await find({})

  expect(existsSync(found.executable)).toBe(true)
  expect(found.version).toMatch(/^3\.\d+\.\d+/)
  expect(found.pip ?? found.bundledPip).toBeDefined()
})

test.each([
  ['3.11.7', '>=3.9', true],
  ['3.11.7', '>=3.12', false],
  ['3.11.7', '>=3.8,<3.11', false],
  ['3.11.7', '>=3.8, !=3.9.*, <4', true],
  ['3.11.7', '~=3.10', true],
  ['3.14.0rc1', '>=3.9', true],
  ['3.11.7', '', true],
  ['3.11.7', undefined, true],
  ['3.11.7', 'nonsense', true],
  ['3.11.7', '>=3.6.*', true],
])('Python %s by Requires-Python "%s": %s', (version, requiresPython, allowed) => {
  expect(isAllowed(version, requiresPython)).toBe(allowed)
})

const onPosix = process.platform === 'win32' ? describe.skip : describe
onPosix('of several', () => {
  test('the first on PATH that Requires-Python allows', async () => {
    const [old, fitting, newer] = [await newFolder(), await newFolder(), await newFolder()]
    await pretend(old, 'python3', '3.8.2')
    await pretend(fitting, 'python3', '3.10.1')
    await pretend(newer, 'python3', '3.13.1')
    const variables = await machine(old, fitting, newer)

    expect((await find({}, variables)).version).toBe('3.8.2')
    expect((await find({ requiresPython: '>=3.9' }, variables)).version).toBe('3.10.1')
    expect((await find({ requiresPython: '>=3.11' }, variables)).version).toBe('3.13.1')
  })

  test('a numbered one where the plain one is not allowed', async () => {
    const folder = await newFolder()
    await pretend(folder, 'python3', '3.9.2')
    await pretend(folder, 'python3.12', '3.12.4')
    const variables = await machine(folder)

    expect((await find({ requiresPython: '>=3.10' }, variables)).version).toBe('3.12.4')
    expect((await find({ python: '3.12' }, variables)).version).toBe('3.12.4')
    expect((await find({ python: '3' }, variables)).version).toBe('3.9.2')
  })

  test('one that pyenv or setup-python installed, the newest that is meant', async () => {
    const variables = await machine(await newFolder())
    const pyenv = join(variables.HOME ?? '', '.pyenv', 'versions')
    const tools = await newFolder()
    for (const version of ['3.11.2', '3.11.10', '3.12.1'])
      await pretend(join(pyenv, version, 'bin'), 'python', version)
    await pretend(join(tools, 'Python', '3.13.5', process.arch, 'bin'), 'python', '3.13.5')
    const all = { ...variables, RUNNER_TOOL_CACHE: tools }

    expect((await find({ python: '3.11' }, all)).version).toBe('3.11.10')
    expect((await find({ python: '3.11.2' }, all)).version).toBe('3.11.2')
    expect((await find({ python: '3.13' }, all)).version).toBe('3.13.5')
    expect((await find({ requiresPython: '<3.12' }, all)).version).toBe('3.11.10')
  })

  test('one of a pyenv that only PATH tells of, whose shims are not asked', async () => {
    const pyenv = await newFolder()
    await pretend(join(pyenv, 'versions', '3.11.2', 'bin'), 'python', '3.11.2')
    const asked = join(pyenv, 'asked')
    await write(join(pyenv, 'shims'), { 'python3.11': `#!/bin/sh\ntouch '${asked}'\nexit 127\n` })
    await chmod(join(pyenv, 'shims', 'python3.11'), 0o755)

    expect((await find({ python: '3.11' }, await machine(join(pyenv, 'shims')))).version).toBe('3.11.2')
    expect(existsSync(asked)).toBe(false)
  })

  test('never one whose version only begins alike', async () => {
    const folder = await newFolder()
    await pretend(folder, 'python3', '3.11.7')

    await expect(find({ python: '3.1' }, await machine(folder))).rejects.toThrow(ConfigurationError)
    await expect(find({ python: '3.11.70' }, await machine(folder))).rejects.toThrow(Inconclusive)
  })

  test('not what is broken, is no Python, or is too old', async () => {
    const [broken, other, old, good] = [
      await newFolder(),
      await newFolder(),
      await newFolder(),
      await newFolder(),
    ]
    await write(broken, { python3: '#!/bin/sh\necho "python3: command not found" >&2; exit 127\n' })
    await chmod(join(broken, 'python3'), 0o755)
    await symlink('/no/such/file', join(broken, 'python'))
    await mkdir(join(other, 'python3'))
    await pretend(old, 'python3', '3.7.1')
    await pretend(good, 'python3', '3.9.1')

    expect((await find({}, await machine(broken, other, old, good))).version).toBe('3.9.1')
    await expect(find({}, await machine(broken, other, old))).rejects.toThrow(
      'No Python that Requires-Python >=3.8 allows was found (found: 3.7.1).',
    )
    await expect(find({}, await machine(broken))).rejects.toThrow('No Python was found on PATH.')
  })
})

onPosix('what was asked for', () => {
  test('a path, also relative and to a link', async () => {
    const folder = await newFolder()
    const python = await pretend(join(folder, 'with space'), 'python3', '3.10.2')
    await symlink(python, join(folder, 'link'))

    expect((await find({ python: 'with space/python3' }, process.env, folder)).version).toBe('3.10.2')
    expect((await find({ python: './link' }, process.env, folder)).version).toBe('3.10.2')
  })

  test('a name that is looked up on PATH', async () => {
    const folder = await newFolder()
    await pretend(folder, 'pypy3', '3.10.14')

    expect((await find({ python: 'pypy3' }, await machine(folder, '/bin'))).version).toBe('3.10.14')
  })

  test('a version that uv alone has', async () => {
    const folder = await newFolder()
    const python = await pretend(join(folder, 'managed'), 'python3.14', '3.14.2')
    const asked = '[ "$1 $2 $7 $UV_PYTHON_INSTALL_DIR" = "python find 3.14 /uv" ]'
    await write(folder, { uv: `#!/bin/sh\n${asked} && echo '${python}'\n` })
    await chmod(join(folder, 'uv'), 0o755)
    const caller = { ...(await machine(folder, '/bin')), UV_PYTHON_INSTALL_DIR: '/uv' }

    expect((await find({ python: '3.14' }, caller)).version).toBe('3.14.2')
    await expect(find({ python: '3.13' }, caller)).rejects.toThrow(Inconclusive)
  })

  test('a version in the tool cache of an older runner', async () => {
    const cache = await newFolder()
    await pretend(join(cache, 'Python', '3.14.1', process.arch, 'bin'), 'python', '3.14.1')
    const caller = { ...(await machine('/bin')), AGENT_TOOLSDIRECTORY: cache }

    expect((await find({ python: '3.14' }, caller)).version).toBe('3.14.1')
  })

  test('that Requires-Python does not allow', async () => {
    const python = await pretend(await newFolder(), 'python3', '3.9.2')

    await expect(find({ python, requiresPython: '>=3.10' })).rejects.toThrow(
      `python is ${python} (Python 3.9.2), but the package declares Requires-Python >=3.10.`,
    )
  })
})

const versions = join(homedir(), '.pyenv', 'versions')
const there = existsSync(versions) ? readdirSync(versions) : []
describe.each(['2.7', '3.6', '3.7', '3.8', '3.9', '3.10', '3.12', '3.13'])('a real Python %s', (minor) => {
  const found = there.find((name) => name.startsWith(`${minor}.`))
  const testIt = found === undefined ? test.skip : test
  const supported = !['2.7', '3.6', '3.7'].includes(minor)

  testIt(found === undefined ? 'SKIPPED: pyenv has none' : 'tells what it is', async () => {
    const python = join(versions, found ?? '', 'bin', 'python')
    const asked = find({ python })

    if (supported) expect(await asked).toMatchObject({ version: found, executable: expect.any(String) })
    else
      await expect(asked).rejects.toThrow(
        `(Python ${found}), but environments can be made from Python 3.8 on`,
      )
  })
})

test('the variables of the caller do not reach it', async () => {
  const found = await find(
    {},
    { ...process.env, PYTHONHOME: '/no/such', PYTHONPATH: '/no/such', VIRTUAL_ENV: '/x' },
  )

  expect(found.version).toMatch(/^3\./)
})
