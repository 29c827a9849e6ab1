/** `isOnIndex` with a local index (PyPA specification "Simple repository API"). */
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { run } from '../../src/process/run.ts'
import { Inconclusive } from '../../src/program/errors.ts'
import { findInstaller, type Installer, isOnIndex } from '../../src/python/install.ts'
import { findInterpreter, type Interpreter } from '../../src/python/interpreter.ts'
import { createEnvironments, type Environment } from '../../src/python/virtual-environment.ts'
import { temporaryDirectory } from '../support/project.ts'
import { installUv } from '../support/uv.ts'

/** The files of the index, with the attributes of their links. */
const FILES: Readonly<Record<string, string>> = {
  'demo-1.0-py3-none-any.whl': '',
  'demo-2.0-py3-none-any.whl': 'data-requires-python="&gt;=3.99"',
  'demo-3.0-py3-none-any.whl': 'data-yanked="broken"',
  'demo-4.0-cp27-none-win32.whl': '',
  'demo-5.0.0-py3-none-any.whl': '',
}

let server: Server
let base: string
let directory: string
let environment: Environment
let path: string
const installers: Partial<Record<string, Installer>> = {}

/** A Python program that writes a wheel without modules. */
const WHEEL = `import sys, zipfile
file, version = sys.argv[1:]
info = f"demo-{version}.dist-info"
with zipfile.ZipFile(file, "w") as wheel:
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: demo\\nVersion: {version}\\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: hand\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", f"{info}/METADATA,,\\n{info}/WHEEL,,\\n{info}/RECORD,,\\n")
`

beforeAll(async () => {
  directory = await temporaryDirectory()
  const request = { python: undefined, requiresPython: undefined }
  const interpreter: Interpreter = await findInterpreter(request, process.env, directory)
  for (const name of Object.keys(FILES)) {
    const args = ['-c', WHEEL, join(directory, name), name.split('-')[1] ?? '']
    const variables = { PATH: process.env.PATH ?? '' }
    await run({ program: interpreter.executable, args, cwd: directory, variables, timeout: 60 })
  }
  const roots = [join(directory, 'environment')]
  environment = (await createEnvironments(interpreter, roots, directory, process.env))[0] as Environment
  path = [await installUv(), process.env.PATH].join(delimiter)
  const caller = { ...process.env, PATH: path }
  for (const kind of ['pip', 'uv'] as const) installers[kind] = await findInstaller(kind, interpreter, caller)

  let unavailable = 0
  server = createServer(async (request, response) => {
    const [, status = '', ...rest] = (request.url ?? '').split('/')
    const name = basename(request.url ?? '')
    if (status === 'down' || (status === 'retry' && unavailable++ === 0)) response.writeHead(503).end()
    else if (name in FILES) response.end(await readFile(join(directory, name)))
    else if (rest.join('/') !== 'demo/') response.writeHead(404).end()
    else {
      const links = Object.entries(FILES).map(
        ([file, more]) => `<a href="/files/${file}" ${more}>${file}</a>`,
      )
      response.setHeader('content-type', 'text/html').end(`<html><body>${links.join('\n')}</body></html>`)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
})

const query = (kind: string, release: string, index = 'up') => {
  const [name = '', version = ''] = release.split(' ')
  const url = `${base}/${index}`
  const variables = {
    PIP_INDEX_URL: url,
    PIP_CONFIG_FILE: '/dev/null',
    PIP_RETRIES: '2',
    UV_DEFAULT_INDEX: url,
  }
  const caller = { PATH: path, HOME: directory, no_proxy: '127.0.0.1', UV_HTTP_RETRIES: '2', ...variables }
  return isOnIndex(
    { installer: installers[kind] as Installer, environment, cwd: directory, caller },
    name,
    version,
  )
}

describe.each(['pip', 'uv'])('with %s', (kind) => {
  test.each([
    ['demo 1.0', 'is on the index', true],
    ['demo 1.0.0', 'is on the index in another notation', true],
    ['demo 5.0', 'is on the index in another notation', true],
    ['Demo 1.0', 'is on the index under its normalized name', true],
    ['demo 1.1', 'is not on the index', false],
    ['demo 1.0.post1', 'is not on the index', false],
    ['other 1.0', 'is of a project that is not on the index', false],
    ['demo 2.0', 'is on the index for another Python', true],
    ['demo 3.0', 'was yanked', true],
    ['demo 4.0', 'is on the index for another platform', true],
  ])('%s %s', async (release, _, expected) => {
    expect(await query(kind, release)).toBe(expected)
  })

  test('retries after an error of the index', async () => {
    expect(await query(kind, 'demo 1.0', 'retry')).toBe(true)
  })

  test('is inconclusive if the index is down', async () => {
    const result = query(kind, 'demo 1.0', 'down')
    await expect(result).rejects.toThrow(Inconclusive)
    await expect(result).rejects.toThrow('The package index is unavailable')
  })
})
