import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { compare } from '@renovatebot/pep440'
import { findInstaller, type Installer } from '../../src/python/install.ts'
import { findInterpreter } from '../../src/python/interpreter.ts'
import { searchVersions, workingVersions } from '../../src/python/module-availability.ts'
import { createEnvironments, type Environment } from '../../src/python/virtual-environment.ts'
import { temporaryDirectory } from '../support/project.ts'
import { installUv } from '../support/uv.ts'
import { writeWheel } from '../support/wheel.ts'

describe('the search', () => {
  test.each<[string, string, string, string | undefined]>([
    ['3.1.3', '1.0 2.2.0+ 2.3.8+ 3.0.0 3.0.6 3.1.2', '2.3.8 <3', 'removed in a major version'],
    ['2.3.1', '1.0+ 2.0+ 2.2.9+ 2.3.0', '2.2.9 <2.3', 'removed in a minor version'],
    ['2.3.1', '2.2+ 2.3.0+', '2.3.0 <2.3.1', 'removed in a patch version'],
    ['0.28.1', '0.1 0.26.0+ 0.27.2+ 0.28.0', '0.27.2 <0.28', 'removed before version 1'],
    ['3.1', '1.5+ 2.0 3.0', '1.5 <2', 'removed earlier'],
    ['1.6.1', '0.17.5+ 1.0.4+ 1.1.2 1.2.4 1.5.3', '1.0.4 <1.1', 'removed in an older minor version'],
    ['24.1', '22.1+ 23.5', '22.1 <23', 'calendar versions'],
    ['3.0', '1.0? 2.0?', '', 'not visible in the source'],
    ['3.0', '', '', 'no other version'],
    ['3.0', '2.0 1.0', '', 'in no version'],
  ])('%s after %s: %s (%s)', async (lacking, versions, expected) => {
    const candidates = versions
      .split(' ')
      .filter(Boolean)
      .map((text) => ({
        version: text.replace(/[+?]/, ''),
        has: text.endsWith('?') ? null : text.endsWith('+'),
      }))
      .sort((a, b) => compare(b.version, a.version))
    let queries = 0
    const found = await searchVersions(lacking, async (bound) => {
      queries++
      return candidates.find(({ version }) => compare(version, bound) < 0)
    })
    expect(found === undefined ? '' : `${found.newest} <${found.below}`).toBe(expected)
    expect(queries).toBeLessThanOrEqual(9)
  })
})

/** Whether each version has the name `url_quote`. */
const VERSIONS = { '2.1': true, '2.3': true, '3.0': false, '3.1': false }

let server: Server
let base: string
let directory: string
let environment: Environment
let path: string
const installers: Partial<Record<string, Installer>> = {}

beforeAll(async () => {
  directory = await temporaryDirectory()
  const interpreter = await findInterpreter(
    { python: undefined, requiresPython: undefined },
    process.env,
    directory,
  )
  for (const [version, has] of Object.entries(VERSIONS))
    await writeWheel(directory, 'demo', version, {
      'demo/__init__.py': '',
      'demo/urls.py': `def other(): pass\n${has ? 'def url_quote(text): pass\n' : ''}`,
      ...(has ? { 'demo/wsgi.py': '' } : {}),
    })
  const roots = [join(directory, 'environment')]
  environment = (await createEnvironments(interpreter, roots, directory, process.env))[0] as Environment
  path = [await installUv(), process.env.PATH].join(delimiter)
  const caller = { ...process.env, PATH: path }
  for (const kind of ['pip', 'uv'] as const) installers[kind] = await findInstaller(kind, interpreter, caller)
  server = createServer(async (request, response) => {
    const name = basename(request.url ?? '')
    if (request.url?.startsWith('/down')) response.writeHead(503).end()
    else if (name.endsWith('.whl')) response.end(await readFile(join(directory, name)))
    else {
      const files = Object.keys(VERSIONS).map((version) => `demo-${version}-py3-none-any.whl`)
      const links = files.map((file) => `<a href="/files/${file}">${file}</a>`)
      response.setHeader('content-type', 'text/html').end(`<html><body>${links.join('\n')}</body></html>`)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
})

describe.each(['pip', 'uv'])('with %s', (kind) => {
  const find = (index: string, module: string, name: string | null, specifiers = '>=2') => {
    const url = `${base}/${index}`
    const caller = {
      PATH: path,
      HOME: directory,
      no_proxy: '127.0.0.1',
      PIP_INDEX_URL: url,
      PIP_CONFIG_FILE: '/dev/null',
      PIP_RETRIES: '0',
      UV_DEFAULT_INDEX: url,
      UV_HTTP_RETRIES: '0',
    }
    const installer = installers[kind] as Installer
    return workingVersions(
      { distribution: 'demo', version: '3.1', specifiers, module, name },
      { installer, environment, cwd: directory, scratch: directory, caller },
    )
  }

  test('finds the newest version with a name', async () => {
    expect(await find('up', 'demo.urls', 'url_quote')).toEqual({ newest: '2.3', below: '3' })
  })

  test('finds the newest version with a module', async () => {
    expect(await find('up', 'demo.wsgi', null)).toEqual({ newest: '2.3', below: '3' })
  })

  test('does not search outside of the declared versions', async () => {
    expect(await find('up', 'demo.urls', 'url_quote', '>=3')).toBeUndefined()
  })

  test('finds no version if the index is down', async () => {
    expect(await find('down', 'demo.urls', 'url_quote')).toBeUndefined()
  })
})
