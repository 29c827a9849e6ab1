/** Whether a version is on the index, asked of one by its protocol (the "Simple repository API" of packaging.python.org). */
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
import { newFolder } from '../support/project.ts'
import { folderOfUv } from '../support/uv.ts'

/** Files of the index, with what is said of them. */
const FILES: Readonly<Record<string, string>> = {
  'demo-1.0-py3-none-any.whl': '',
  'demo-2.0-py3-none-any.whl': 'data-requires-python="&gt;=3.99"',
  'demo-3.0-py3-none-any.whl': 'data-yanked="broken"',
  'demo-4.0-cp27-none-win32.whl': '',
  'demo-5.0.0-py3-none-any.whl': '',
}

let server: Server
let base: string
let folder: string
let environment: Environment
let path: string
const installers: Partial<Record<string, Installer>> = {}

/** Writes a wheel of one module by hand, as Python would. */
const WHEEL = `import sys, zipfile
file, version = sys.argv[1:]
info = f"demo-{version}.dist-info"
with zipfile.ZipFile(file, "w") as wheel:
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: demo\\nVersion: {version}\\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nGenerator: hand\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", f"{info}/METADATA,,\\n{info}/WHEEL,,\\n{info}/RECORD,,\\n")
`

beforeAll(async () => {
  folder = await newFolder()
  const wanted = { python: undefined, requiresPython: undefined }
  const interpreter: Interpreter = await findInterpreter(wanted, process.env, folder)
  for (const name of Object.keys(FILES)) {
    const args = ['-c', WHEEL, join(folder, name), name.split('-')[1] ?? '']
    const variables = { PATH: process.env.PATH ?? '' }
    await run({ program: interpreter.executable, args, cwd: folder, variables, timeLimit: 60 })
  }
  const roots = [join(folder, 'environment')]
  environment = (await createEnvironments(interpreter, roots, folder, process.env))[0] as Environment
  path = [await folderOfUv(), process.env.PATH].join(delimiter)
  const caller = { ...process.env, PATH: path }
  for (const kind of ['pip', 'uv'] as const) installers[kind] = await findInstaller(kind, interpreter, caller)

  let refusals = 0
  server = createServer(async (request, response) => {
    const [, status = '', ...rest] = (request.url ?? '').split('/')
    const name = basename(request.url ?? '')
    if (status === 'down' || (status === 'late' && refusals++ === 0)) response.writeHead(503).end()
    else if (name in FILES) response.end(await readFile(join(folder, name)))
    else if (rest.join('/') !== 'demo/') response.writeHead(404).end()
    else {
      const links = Object.entries(FILES).map(
        ([file, more]) => `<a href="/files/${file}" ${more}>${file}</a>`,
      )
      response.setHeader('content-type', 'text/html').end(`<html><body>${links.join('\n')}</body></html>`)
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
})

const ask = (kind: string, of: string, index = 'up') => {
  const [name = '', version = ''] = of.split(' ')
  const url = `${base}/${index}`
  const variables = {
    PIP_INDEX_URL: url,
    PIP_CONFIG_FILE: '/dev/null',
    PIP_RETRIES: '2',
    UV_DEFAULT_INDEX: url,
  }
  const caller = { PATH: path, HOME: folder, no_proxy: '127.0.0.1', UV_HTTP_RETRIES: '2', ...variables }
  return isOnIndex(
    { installer: installers[kind] as Installer, environment, cwd: folder, caller },
    name,
    version,
  )
}

describe.each(['pip', 'uv'])('by %s', (kind) => {
  test.each([
    ['demo 1.0', 'is there', true],
    ['demo 1.0.0', 'is there in other words', true],
    ['demo 5.0', 'is there in other words', true],
    ['Demo 1.0', 'is there under a name in other words', true],
    ['demo 1.1', 'is not there', false],
    ['demo 1.0.post1', 'is not there', false],
    ['other 1.0', 'is of a name that is not there', false],
    ['demo 2.0', 'is there for another Python', true],
    ['demo 3.0', 'was yanked, and is there', true],
    ['demo 4.0', 'is there for another platform', true],
  ])('%s %s', async (of, _, expected) => {
    expect(await ask(kind, of)).toBe(expected)
  })

  test('an index that answers at the second time', async () => {
    expect(await ask(kind, 'demo 1.0', 'late')).toBe(true)
  })

  test('an index that does not answer leaves it undecided', async () => {
    const asked = ask(kind, 'demo 1.0', 'down')
    await expect(asked).rejects.toThrow(Inconclusive)
    await expect(asked).rejects.toThrow('The package index did not answer')
  })
})
