import { existsSync, readdirSync } from 'node:fs'
import { chmod, mkdir, symlink } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ConfigurationError, Inconclusive } from '../../src/program/errors.ts'
import { findInterpreter, type PythonRequest } from '../../src/python/interpreter.ts'
import { isAllowed } from '../../src/python/requires-python.ts'
import { temporaryDirectory, write } from '../support/project.ts'

const ANY: PythonRequest = { python: undefined, requiresPython: undefined }
const find = (
  request: Partial<PythonRequest>,
  variables: NodeJS.ProcessEnv = process.env,
  cwd = process.cwd(),
) => findInterpreter({ ...ANY, ...request }, variables, cwd)

/** The variables of a machine with these directories on PATH, and no other Pythons. */
const variablesWith = async (...path: string[]): Promise<NodeJS.ProcessEnv> => ({
  PATH: path.join(delimiter),
  HOME: await temporaryDirectory(),
})

/** Writes a program that prints the JSON of the interpreter probe for a version. */
async function writePython(directory: string, name: string, version: string): Promise<string> {
  const facts = {
    executable: join(directory, name),
    version,
    pip: '99.1',
    pip_runner: null,
    ensurepip_pip: null,
    stdlib_modules: null,
  }
  await write(directory, { [name]: `#!/bin/sh\necho '${JSON.stringify(facts)}'\n` })
  await chmod(join(directory, name), 0o755)
  return join(directory, name)
}

test('finds the Python on PATH, with its properties', async () => {
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
])('Python %s is allowed by Requires-Python "%s": %s', (version, requiresPython, allowed) => {
  expect(isAllowed(version, requiresPython)).toBe(allowed)
})

const onPosix = process.platform === 'win32' ? describe.skip : describe
onPosix('finds, of several Pythons,', () => {
  test('the first on PATH that Requires-Python allows', async () => {
    const [oldest, middle, newest] = [
      await temporaryDirectory(),
      await temporaryDirectory(),
      await temporaryDirectory(),
    ]
    await writePython(oldest, 'python3', '3.8.2')
    await writePython(middle, 'python3', '3.10.1')
    await writePython(newest, 'python3', '3.13.1')
    const variables = await variablesWith(oldest, middle, newest)

    expect((await find({}, variables)).version).toBe('3.8.2')
    expect((await find({ requiresPython: '>=3.9' }, variables)).version).toBe('3.10.1')
    expect((await find({ requiresPython: '>=3.11' }, variables)).version).toBe('3.13.1')
  })

  test('one with a version in its name if python3 is not allowed', async () => {
    const directory = await temporaryDirectory()
    await writePython(directory, 'python3', '3.9.2')
    await writePython(directory, 'python3.12', '3.12.4')
    const variables = await variablesWith(directory)

    expect((await find({ requiresPython: '>=3.10' }, variables)).version).toBe('3.12.4')
    expect((await find({ python: '3.12' }, variables)).version).toBe('3.12.4')
    expect((await find({ python: '3' }, variables)).version).toBe('3.9.2')
  })

  test('the newest matching one that pyenv or setup-python installed', async () => {
    const variables = await variablesWith(await temporaryDirectory())
    const pyenv = join(variables.HOME ?? '', '.pyenv', 'versions')
    const toolCache = await temporaryDirectory()
    for (const version of ['3.11.2', '3.11.10', '3.12.1'])
      await writePython(join(pyenv, version, 'bin'), 'python', version)
    await writePython(join(toolCache, 'Python', '3.13.5', process.arch, 'bin'), 'python', '3.13.5')
    const all = { ...variables, RUNNER_TOOL_CACHE: toolCache }

    expect((await find({ python: '3.11' }, all)).version).toBe('3.11.10')
    expect((await find({ python: '3.11.2' }, all)).version).toBe('3.11.2')
    expect((await find({ python: '3.13' }, all)).version).toBe('3.13.5')
    expect((await find({ requiresPython: '<3.12' }, all)).version).toBe('3.11.10')
  })

  test('one of a pyenv that is only on PATH, without running its shims', async () => {
    const pyenv = await temporaryDirectory()
    await writePython(join(pyenv, 'versions', '3.11.2', 'bin'), 'python', '3.11.2')
    const marker = join(pyenv, 'marker')
    await write(join(pyenv, 'shims'), { 'python3.11': `#!/bin/sh\ntouch '${marker}'\nexit 127\n` })
    await chmod(join(pyenv, 'shims', 'python3.11'), 0o755)

    expect((await find({ python: '3.11' }, await variablesWith(join(pyenv, 'shims')))).version).toBe('3.11.2')
    expect(existsSync(marker)).toBe(false)
  })

  test('none whose version only has the same prefix', async () => {
    const directory = await temporaryDirectory()
    await writePython(directory, 'python3', '3.11.7')

    await expect(find({ python: '3.1' }, await variablesWith(directory))).rejects.toThrow(ConfigurationError)
    await expect(find({ python: '3.11.70' }, await variablesWith(directory))).rejects.toThrow(Inconclusive)
  })

  test('none that is broken, not a Python, or too old', async () => {
    const [broken, other, old, good] = [
      await temporaryDirectory(),
      await temporaryDirectory(),
      await temporaryDirectory(),
      await temporaryDirectory(),
    ]
    await write(broken, { python3: '#!/bin/sh\necho "python3: command not found" >&2; exit 127\n' })
    await chmod(join(broken, 'python3'), 0o755)
    await symlink('/no/such/file', join(broken, 'python'))
    await mkdir(join(other, 'python3'))
    await writePython(old, 'python3', '3.7.1')
    await writePython(good, 'python3', '3.9.1')

    expect((await find({}, await variablesWith(broken, other, old, good))).version).toBe('3.9.1')
    await expect(find({}, await variablesWith(broken, other, old))).rejects.toThrow(
      'No Python was found that Requires-Python >=3.8 allows (found: 3.7.1).',
    )
    await expect(find({}, await variablesWith(broken))).rejects.toThrow('No Python was found on PATH.')
  })
})

onPosix('finds, as requested,', () => {
  test('a relative path, also of a symbolic link', async () => {
    const directory = await temporaryDirectory()
    const python = await writePython(join(directory, 'with space'), 'python3', '3.10.2')
    await symlink(python, join(directory, 'link'))

    expect((await find({ python: 'with space/python3' }, process.env, directory)).version).toBe('3.10.2')
    expect((await find({ python: './link' }, process.env, directory)).version).toBe('3.10.2')
  })

  test('a name on PATH', async () => {
    const directory = await temporaryDirectory()
    await writePython(directory, 'pypy3', '3.10.14')

    expect((await find({ python: 'pypy3' }, await variablesWith(directory, '/bin'))).version).toBe('3.10.14')
  })

  test('a version that only uv has installed', async () => {
    const directory = await temporaryDirectory()
    const python = await writePython(join(directory, 'managed'), 'python3.14', '3.14.2')
    const condition = '[ "$1 $2 $7 $UV_PYTHON_INSTALL_DIR" = "python find 3.14 /uv" ]'
    await write(directory, { uv: `#!/bin/sh\n${condition} && echo '${python}'\n` })
    await chmod(join(directory, 'uv'), 0o755)
    const caller = { ...(await variablesWith(directory, '/bin')), UV_PYTHON_INSTALL_DIR: '/uv' }

    expect((await find({ python: '3.14' }, caller)).version).toBe('3.14.2')
    await expect(find({ python: '3.13' }, caller)).rejects.toThrow(Inconclusive)
  })

  test('a version in the tool cache of an older runner', async () => {
    const cache = await temporaryDirectory()
    await writePython(join(cache, 'Python', '3.14.1', process.arch, 'bin'), 'python', '3.14.1')
    const caller = { ...(await variablesWith('/bin')), AGENT_TOOLSDIRECTORY: cache }

    expect((await find({ python: '3.14' }, caller)).version).toBe('3.14.1')
  })

  test('none that Requires-Python does not allow', async () => {
    const python = await writePython(await temporaryDirectory(), 'python3', '3.9.2')

    await expect(find({ python, requiresPython: '>=3.10' })).rejects.toThrow(
      `python-version is ${python} (Python 3.9.2), but the package declares Requires-Python >=3.10.`,
    )
  })
})

const versions = join(homedir(), '.pyenv', 'versions')
const installed = existsSync(versions) ? readdirSync(versions) : []
describe.each(['2.7', '3.6', '3.7', '3.8', '3.9', '3.10', '3.12', '3.13'])('a real Python %s', (minor) => {
  const found = installed.find((name) => name.startsWith(`${minor}.`))
  const testIt = found === undefined ? test.skip : test
  const isSupported = !['2.7', '3.6', '3.7'].includes(minor)

  testIt(found === undefined ? 'SKIPPED: pyenv has none' : 'is probed', async () => {
    const python = join(versions, found ?? '', 'bin', 'python')
    const interpreter = find({ python })

    if (isSupported)
      expect(await interpreter).toMatchObject({ version: found, executable: expect.any(String) })
    else await expect(interpreter).rejects.toThrow(`(Python ${found}), but Python 3.8 or newer is required`)
  })
})

test('the interpreter gets no Python variables of the caller', async () => {
  const found = await find(
    {},
    { ...process.env, PYTHONHOME: '/no/such', PYTHONPATH: '/no/such', VIRTUAL_ENV: '/x' },
  )

  expect(found.version).toMatch(/^3\./)
})
