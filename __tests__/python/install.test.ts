import { chmod } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { variablesForInstaller, variablesForProject } from '../../src/process/environment-variables.ts'
import { run } from '../../src/process/run.ts'
import { ConfigurationError, Inconclusive } from '../../src/program/errors.ts'
import { dependencyConflicts, describeInstaller, findInstaller, install } from '../../src/python/install.ts'
import { findInterpreter, type Interpreter } from '../../src/python/interpreter.ts'
import { createEnvironments, type Environment, readInventory } from '../../src/python/virtual-environment.ts'
import { temporaryDirectory, write } from '../support/project.ts'
import { pathWithUv } from '../support/uv.ts'

let interpreter: Interpreter
let scratch: string
beforeAll(async () => {
  interpreter = await findInterpreter(
    { python: undefined, requiresPython: undefined },
    process.env,
    process.cwd(),
  )
  scratch = await temporaryDirectory()
})

/** The variables of a caller with only one directory on PATH. */
const withPath = (directory: string) => ({ PATH: directory, HOME: scratch })

/** Writes a shell script and returns its directory. */
async function writeProgram(name: string, script: string): Promise<string> {
  const directory = await temporaryDirectory()
  await write(directory, { [name]: `#!/bin/sh\n${script}\n` })
  await chmod(join(directory, name), 0o755)
  return directory
}

async function environment(): Promise<Environment> {
  const [created] = await createEnvironments(
    interpreter,
    [join(await temporaryDirectory(), 'environment')],
    scratch,
    process.env,
  )
  return created as Environment
}

/** Writes a wheel with one module and returns its path. */
async function wheel(name: string, version: string, requires: readonly string[] = []): Promise<string> {
  const directory = await temporaryDirectory()
  const file = join(directory, `${name}-${version}-py3-none-any.whl`)
  const script = `import sys, zipfile
file, name, version, *requires = sys.argv[1:]
info = f"{name}-{version}.dist-info"
with zipfile.ZipFile(file, "w") as wheel:
    wheel.writestr(f"{name}.py", "X = 1\\n")
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n" + "".join(f"Requires-Dist: {one}\\n" for one in requires))
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: hand\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", f"{name}.py,,\\n{info}/METADATA,,\\n{info}/WHEEL,,\\n{info}/RECORD,,\\n")
`
  await run({
    program: interpreter.executable,
    args: ['-I', '-c', script, file, name, version, ...requires],
    cwd: directory,
    variables: {},
    timeout: 30,
  })
  return file
}

describe('the installer', () => {
  test('is uv if it is on PATH, else pip, unless one is configured', async () => {
    const uv = withPath(await writeProgram('uv', 'echo "uv 0.9.1 (abc 2026-01-01)"'))
    const none = withPath(await temporaryDirectory())

    expect(await findInstaller('auto', interpreter, uv)).toEqual({ kind: 'uv', version: '0.9.1' })
    expect(await findInstaller('uv', interpreter, uv)).toEqual({ kind: 'uv', version: '0.9.1' })
    expect((await findInstaller('pip', interpreter, uv)).kind).not.toBe('uv')
    expect((await findInstaller('auto', interpreter, none)).kind).not.toBe('uv')
    await expect(findInstaller('uv', interpreter, none)).rejects.toThrow(ConfigurationError)
    const killed = withPath(await writeProgram('uv', 'kill -9 $$'))
    await expect(findInstaller('uv', interpreter, killed)).rejects.toThrow(Inconclusive)
    expect((await findInstaller('auto', interpreter, killed)).kind).not.toBe('uv')
  })

  test('is not a uv that fails or prints no version', async () => {
    const broken = withPath(await writeProgram('uv', 'echo "uv: wrong architecture" >&2; exit 1'))
    const other = withPath(await writeProgram('uv', 'echo "not the uv you mean"'))

    for (const caller of [broken, other]) {
      expect((await findInstaller('auto', interpreter, caller)).kind).not.toBe('uv')
      await expect(findInstaller('uv', interpreter, caller)).rejects.toThrow('uv was not found on PATH')
    }
  })

  test('is the pip of the interpreter if it has the option --python, else the bundled one', async () => {
    const none = withPath(await temporaryDirectory())
    const withPip = (pip?: string, bundledPip?: string) => ({ ...interpreter, pip, bundledPip })

    expect(await findInstaller('auto', withPip('23.2.1', '/p.whl'), none)).toMatchObject({ kind: 'pip' })
    expect(await findInstaller('auto', withPip('22.3', '/p.whl'), none)).toMatchObject({ kind: 'pip' })
    expect(await findInstaller('auto', withPip('22.2.2', '/p.whl'), none)).toEqual({
      kind: 'bundled-pip',
      file: '/p.whl',
    })
    expect(await findInstaller('auto', withPip(undefined, '/p.whl'), none)).toMatchObject({
      kind: 'bundled-pip',
    })
    await expect(findInstaller('auto', withPip('20.0'), none)).rejects.toThrow(
      /pip 20.0 of .+ is too old: .+ Run ".+ -m pip install --upgrade pip", or install uv\./,
    )
    await expect(findInstaller('auto', withPip(), none)).rejects.toThrow('has neither pip nor ensurepip')
    expect(describeInstaller({ kind: 'pip', version: '23.2.1', python: '/p' })).toBe('pip 23.2.1')
  })
})

describe('installing', () => {
  const pip = () => findInstaller('pip', interpreter, process.env)
  const offline = { PATH: process.env.PATH, HOME: process.env.HOME, PIP_NO_INDEX: '1' }

  test('installs only the wheel into the environment', async () => {
    const [target, file, installer] = [await environment(), await wheel('one', '1.0'), await pip()]
    const request = { installer, environment: target, cwd: scratch, caller: offline }

    const installation = await install({ ...request, requirements: [`one @ ${pathToFileURL(file)}`] })
    if (installation.kind !== 'installed') throw new Error(installation.output.join('\n'))
    const probe = { cwd: scratch, variables: variablesForProject(offline), timeout: 60, scratch }
    const inventory = await readInventory(target, 'one', probe)
    expect(inventory.distributions.map(({ name }) => name)).toEqual(['one'])
    expect(await dependencyConflicts(request, installation)).toEqual([])
  })

  test('is refused for a missing dependency, with the installer output', async () => {
    const [target, installer] = [await environment(), await pip()]
    const file = await wheel('dependent', '1.0', ['as-installed-no-such-requirement>=3'])
    const refused = await install({
      installer,
      environment: target,
      requirements: [file],
      cwd: scratch,
      caller: offline,
    })

    expect(refused).toMatchObject({ kind: 'refused' })
    expect(refused).toHaveProperty(
      'output',
      expect.arrayContaining([expect.stringContaining('as-installed-no-such-requirement')]),
    )
  })

  test.each(['pip', 'uv'] as const)('with %s returns conflicting dependencies', async (kind) => {
    const caller = kind === 'uv' ? { ...offline, PATH: await pathWithUv(), UV_OFFLINE: '1' } : offline
    const [target, installer] = [await environment(), await findInstaller(kind, interpreter, caller)]
    const request = { installer, environment: target, cwd: scratch, caller }
    const upper = await wheel('upper', '1.0', ['lower>=2'])
    await install({ ...request, requirements: [upper], options: ['--no-deps'] })
    const installation = await install({ ...request, requirements: [await wheel('lower', '1.0')] })
    if (installation.kind !== 'installed') throw new Error(installation.output.join('\n'))

    expect(await dependencyConflicts(request, installation)).toEqual([
      expect.stringMatching(/upper.* requires .*lower/),
    ])
  })

  test('ignores the pip and Python variables of the caller', async () => {
    const [target, file, installer] = [await environment(), await wheel('one', '1.0'), await pip()]
    const otherDirectory = await temporaryDirectory()
    await write(otherDirectory, {
      'one-1.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: one\nVersion: 1.0\n',
    })
    const caller = {
      ...offline,
      PYTHONPATH: otherDirectory,
      PIP_TARGET: otherDirectory,
      PIP_USER: '1',
      PIP_NO_DEPS: '1',
      PIP_DRY_RUN: '1',
      PIP_REQUIREMENT: '/no/such/file',
    }

    expect(
      (await install({ installer, environment: target, requirements: [file], cwd: scratch, caller })).kind,
    ).toBe('installed')
    const probe = { cwd: scratch, variables: variablesForProject(caller), timeout: 60, scratch }
    expect((await readInventory(target, 'one', probe)).distributions).toHaveLength(1)
  })

  test('is inconclusive if the installer was killed', async () => {
    const python = join(await writeProgram('python', 'kill -KILL $$'), 'python')
    const installer = { kind: 'pip', version: '99', python } as const
    const request = {
      installer,
      environment: await environment(),
      requirements: ['x'],
      cwd: scratch,
      caller: offline,
    }

    await expect(install(request)).rejects.toThrow('The installer was killed by SIGKILL.')
  })

  test('is inconclusive if the disk is full', async () => {
    const message =
      "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device: '/x'"
    const python = join(await writeProgram('python', `echo "${message}" >&2; exit 1`), 'python')
    const installer = { kind: 'pip', version: '99', python } as const
    const request = {
      installer,
      environment: await environment(),
      requirements: ['x'],
      cwd: scratch,
      caller: offline,
    }

    await expect(install(request)).rejects.toThrow(
      /^The disk is full while installing x: .*Free some disk space/,
    )
  })
})

describe('installing from an index', () => {
  let server: Server
  let base: string
  let requests = 0
  beforeAll(async () => {
    server = createServer((request, response) => {
      requests++
      const [, status, ...rest] = (request.url ?? '').split('/')
      // `retry` responds once with 503, then with 404.
      response.statusCode =
        status === 'retry' ? (rest.length > 0 && requests < 2 ? 503 : 404) : Number(status)
      response.setHeader('content-type', 'text/html').end('<html></html>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.close()
  })
  const installFrom = async (url: string, more: NodeJS.ProcessEnv = {}) =>
    install({
      installer: await findInstaller('pip', interpreter, process.env),
      environment: await environment(),
      requirements: ['as-installed-no-such-requirement'],
      cwd: scratch,
      caller: {
        PATH: process.env.PATH,
        HOME: scratch,
        PIP_INDEX_URL: url,
        PIP_RETRIES: '0',
        PIP_CONFIG_FILE: '/dev/null',
        no_proxy: '127.0.0.1',
        ...more,
      },
    })

  test.each([
    [401, 'The package index rejected the credentials'],
    [403, 'The package index rejected the credentials'],
    [429, 'The package index is unavailable'],
    [500, 'The package index is unavailable'],
    [502, 'The package index is unavailable'],
    [503, 'The package index is unavailable'],
    [504, 'The package index is unavailable'],
  ])('that responds with %d is inconclusive', async (status, message) => {
    const installation = installFrom(`${base}/${status}/simple`)

    await expect(installation).rejects.toThrow(Inconclusive)
    await expect(installation).rejects.toThrow(message)
  })

  test('that is down or has an unknown host is inconclusive', async () => {
    await expect(installFrom('http://127.0.0.1:9/simple')).rejects.toThrow('The package index is unavailable')
    await expect(installFrom('https://no-such-host.invalid/simple')).rejects.toThrow(
      'The package index is unavailable',
    )
  })

  test('that pip ignores, as it is not served by HTTPS, is inconclusive', async () => {
    await expect(installFrom('http://no-such-host.invalid/simple')).rejects.toThrow(
      /^pip ignores the package index.* Use HTTPS, or list the host in PIP_TRUSTED_HOST\.$/,
    )
  })

  test('that does not have the project is refused', async () => {
    expect((await installFrom(`${base}/404/simple`)).kind).toBe('refused')
  })

  test('that does not have the project, after a retry, is refused', async () => {
    requests = 0
    expect((await installFrom(`${base}/retry/simple`, { PIP_RETRIES: '3' })).kind).toBe('refused')
    expect(requests).toBeGreaterThan(1)
  })

  test('is inconclusive if an extra index is down', async () => {
    await expect(
      installFrom(`${base}/404/simple`, { PIP_EXTRA_INDEX_URL: 'http://127.0.0.1:9/simple' }),
    ).rejects.toThrow(Inconclusive)
  })
})

test('installers get the settings of the index, but no other settings of pip, uv and Python', () => {
  const variables = variablesForInstaller({
    PATH: '/bin',
    PIP_INDEX_URL: 'https://a',
    UV_INDEX_PRIVATE_PASSWORD: 'secret',
    PIP_TARGET: '/x',
    PIP_NO_DEPS: '1',
    UV_SYSTEM_PYTHON: '1',
    PYTHONPATH: '/x',
    VIRTUAL_ENV: '/x',
    GITHUB_TOKEN: 'x',
    ACTIONS_RUNTIME_TOKEN: 'x',
    INPUT_PATH: 'x',
    CI: 'true',
  })

  expect(variables).toEqual({
    PATH: '/bin',
    PIP_INDEX_URL: 'https://a',
    UV_INDEX_PRIVATE_PASSWORD: 'secret',
    CI: 'true',
  })
})
