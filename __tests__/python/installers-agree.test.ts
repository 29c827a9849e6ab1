/** pip and uv return the same result (installed, refused or inconclusive) with a local index. */
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Inconclusive } from '../../src/program/errors.ts'
import { translateForUv } from '../../src/python/index-settings.ts'
import { findInstaller, install } from '../../src/python/install.ts'
import { errorLines } from '../../src/python/installer-errors.ts'
import { findInterpreter, type Interpreter } from '../../src/python/interpreter.ts'
import { createEnvironments } from '../../src/python/virtual-environment.ts'
import { zip } from '../distribution/zip.ts'
import { INSTALLERS, type Installer } from '../support/installers.ts'
import { temporaryDirectory } from '../support/project.ts'
import { pathWithUv } from '../support/uv.ts'

const TAG = 'py3-none-any'

/** A wheel without modules. */
function wheel(name: string, version: string, requires: readonly string[] = []): Buffer {
  const info = `${name}-${version}.dist-info`
  const fields = requires.map((one) => `Requires-Dist: ${one}\n`).join('')
  return zip([
    [`${info}/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${fields}`],
    [`${info}/WHEEL`, `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${TAG}\n`],
    [`${info}/RECORD`, `${info}/METADATA,,\n${info}/WHEEL,,\n${info}/RECORD,,\n`],
  ])
}

/** The files of the index: name -> content, and the attributes and the URL fragment of its link. */
const FILES: Readonly<Record<string, { content: Buffer; more?: string; fragment?: string }>> = {
  [`lower-1.0-${TAG}.whl`]: { content: wheel('lower', '1.0') },
  [`lower-2.0-${TAG}.whl`]: { content: wheel('lower', '2.0') },
  'windows-1.0-cp27-none-win32.whl': { content: wheel('windows', '1.0') },
  [`future-1.0-${TAG}.whl`]: { content: wheel('future', '1.0'), more: 'data-requires-python="&gt;=3.99"' },
  [`yanked-1.0-${TAG}.whl`]: { content: wheel('yanked', '1.0'), more: 'data-yanked="broken"' },
  [`early-1.0a1-${TAG}.whl`]: { content: wheel('early', '1.0a1') },
  [`invalid-1.0-${TAG}.whl`]: { content: wheel('invalid', '1.0', ['lower >=>= 1']) },
  [`cut-1.0-${TAG}.whl`]: { content: Buffer.from('PK') },
  [`other-1.0-${TAG}.whl`]: { content: wheel('other', '1.0'), fragment: `#sha256=${'0'.repeat(64)}` },
}

let server: Server
let base: string
let scratch: string
let interpreter: Interpreter
beforeAll(async () => {
  scratch = await temporaryDirectory()
  const request = { python: undefined, requiresPython: undefined }
  interpreter = await findInterpreter(request, process.env, scratch)
  // The first segment of the path: `up`, the status for all requests, or `empty` for an index whose files are missing.
  server = createServer((request, response) => {
    const [, state = '', directory, name = ''] = decodeURIComponent(request.url ?? '').split('/')
    if (/^\d+$/.test(state)) response.writeHead(Number(state)).end()
    else if (directory === 'files')
      response.writeHead(state === 'up' && name in FILES ? 200 : 404).end(FILES[name]?.content)
    else {
      const links = Object.entries(FILES)
        .filter(([file]) => file.startsWith(`${name}-`))
        .map(
          ([file, { more = '', fragment = '' }]) =>
            `<a href="/${state}/files/${file}${fragment}" ${more}>${file}</a>`,
        )
      response.writeHead(links.length > 0 ? 200 : 404, { 'content-type': 'text/html' })
      response.end(`<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

interface Request {
  readonly requirements: readonly string[]
  /** Install a wheel with these dependencies instead of the requirements themselves. */
  readonly asDependencies?: boolean
  readonly index?: string
  readonly extraIndex?: string
}

async function installWith(
  kind: Installer,
  { requirements, asDependencies, index = 'up', extraIndex }: Request,
) {
  const directory = await temporaryDirectory()
  const caller = {
    PATH: await pathWithUv(),
    HOME: directory,
    no_proxy: '127.0.0.1',
    PIP_CONFIG_FILE: '/dev/null',
    PIP_RETRIES: '0',
    PIP_NO_CACHE_DIR: '1',
    UV_HTTP_RETRIES: '0',
    UV_NO_CACHE: '1',
    PIP_INDEX_URL: `${base}/${index}/simple`,
    UV_DEFAULT_INDEX: `${base}/${index}/simple`,
    ...(extraIndex && { PIP_EXTRA_INDEX_URL: extraIndex, UV_INDEX: extraIndex }),
  }
  const resolved = requirements.map((one) => one.replace('INDEX', base))
  const file = join(directory, 'wheels', `app-1.0-${TAG}.whl`)
  await mkdir(join(directory, 'wheels'))
  await writeFile(file, wheel('app', '1.0', resolved))
  const [environment] = await createEnvironments(
    interpreter,
    [join(directory, 'environment')],
    directory,
    caller,
  )
  if (environment === undefined) throw new Error('There is no environment.')
  return install({
    installer: await findInstaller(kind, interpreter, caller),
    environment,
    requirements: asDependencies ? [`app @ ${pathToFileURL(file)}`] : resolved,
    cwd: directory,
    caller,
  })
}

describe.each(INSTALLERS)('with %s', (kind) => {
  test.concurrent.each<[string, Request]>([
    ['the highest version', { requirements: ['lower'] }],
    ['a yanked version that is pinned', { requirements: ['yanked==1.0'], asDependencies: true }],
    ['a pre-release, if there is no other version', { requirements: ['early'], asDependencies: true }],
    ['a URL', { requirements: [`lower @ INDEX/up/files/lower-1.0-${TAG}.whl`], asDependencies: true }],
    ['an extra that does not exist', { requirements: ['lower[more]'], asDependencies: true }],
  ])('installs %s', async (_, request) => {
    expect(await installWith(kind, request)).toMatchObject({ kind: 'installed' })
  })

  test.concurrent.each<[string, Request, message: RegExp]>([
    ['a project that does not exist', { requirements: ['gone>=3'], asDependencies: true }, /gone/],
    ['a version that does not exist', { requirements: ['lower>=9'], asDependencies: true }, /lower/],
    ['a yanked version', { requirements: ['yanked'], asDependencies: true }, /yanked/],
    ['a wheel for another platform', { requirements: ['windows'] }, /windows/],
    ['a wheel for another Python', { requirements: ['future'] }, /3\.99/],
    [
      'a conflict',
      { requirements: ['lower<2', 'lower>=2'], asDependencies: true },
      /depends on lower(<2|>=2)/,
    ],
    ['invalid metadata', { requirements: ['invalid'], asDependencies: true }, /[Ii]nvalid/],
    [
      'a URL that does not exist',
      { requirements: [`lower @ INDEX/up/files/lower-9.0-${TAG}.whl`], asDependencies: true },
      /lower-9\.0/,
    ],
  ])('refuses %s, with the reason', async (_, request, message) => {
    const result = await installWith(kind, request)
    expect(result).toMatchObject({ kind: 'refused' })
    expect(result).toHaveProperty('output', expect.arrayContaining([expect.stringMatching(message)]))
  })

  test.concurrent.each<[string, Request, message: RegExp]>([
    ...[401, 403, 407].map((status): [string, Request, RegExp] => [
      `an index that responds with ${status}`,
      { requirements: ['lower'], index: String(status) },
      /rejected the credentials/,
    ]),
    ...[400, 410, 429, 500, 503].map((status): [string, Request, RegExp] => [
      `an index that responds with ${status}`,
      { requirements: ['lower'], index: String(status) },
      /index is unavailable|returned an invalid response/,
    ]),
    [
      'an extra index that is down',
      { requirements: ['lower'], extraIndex: 'http://127.0.0.1:9/simple' },
      /index is unavailable/,
    ],
    [
      'a missing file of the index',
      { requirements: ['lower'], index: 'empty' },
      /index is unavailable|returned an invalid response/,
    ],
    ['a truncated file', { requirements: ['cut'] }, /returned an invalid response/],
    ['a file with a wrong hash', { requirements: ['other'] }, /returned an invalid response/],
    [
      'a git server that is down',
      { requirements: ['lower @ git+https://127.0.0.1:9/lower.git'], asDependencies: true },
      /git repository is unavailable/,
    ],
  ])('is inconclusive for %s', async (_, request, message) => {
    const result = installWith(kind, request)
    await expect(result).rejects.toThrow(Inconclusive)
    await expect(result).rejects.toThrow(message)
  })
})

test.each([
  [{ PIP_INDEX_URL: 'a' }, { UV_DEFAULT_INDEX: 'a' }],
  [{ PIP_EXTRA_INDEX_URL: 'a b' }, { UV_EXTRA_INDEX_URL: 'a b', UV_INDEX_STRATEGY: 'unsafe-best-match' }],
  [{ PIP_INDEX_URL: 'a', PIP_EXTRA_INDEX_URL: 'b', UV_INDEX: 'c' }, {}],
  [{ PIP_FIND_LINKS: ' /a  /b ' }, { UV_FIND_LINKS: '/a,/b' }],
  [{ PIP_FIND_LINKS: '/a', UV_FIND_LINKS: '/b' }, {}],
  [{ PIP_FIND_LINKS: '' }, {}],
  [{ PIP_CERT: '/a.pem' }, { SSL_CERT_FILE: '/a.pem' }],
  [{ PIP_CERT: '/a.pem', SSL_CERT_FILE: '/b.pem' }, {}],
  [{ PIP_TRUSTED_HOST: 'a' }, { UV_INSECURE_HOST: 'a' }],
  [{ PIP_PROXY: 'a' }, { ALL_PROXY: 'a' }],
])('translates the settings of pip for uv: %j', (variables, more) => {
  expect(translateForUv(variables as Record<string, string>)).toEqual({ ...variables, ...more })
})

test('replaces generic errors of pip by their cause', () => {
  const stderr = 'ERROR: Cannot install app==1.0.\nERROR: ResolutionImpossible: for help visit x\n'
  const stdout =
    '\nThe conflict is caused by:\n    app 1.0 depends on a<2\n    b 1.0 depends on a>=2\n\nTo fix\n'
  expect(errorLines({ stderr, stdout })).toEqual([
    'ERROR: Cannot install app==1.0.',
    'app 1.0 depends on a<2',
    'b 1.0 depends on a>=2',
  ])
  expect(errorLines({ stderr, stdout: '' })).toHaveLength(2)
  const exception =
    'ERROR: Exception:\nTraceback (most recent call last):\n  File "x"\nInvalidRequirement: y\n'
  expect(errorLines({ stderr: exception, stdout: '' })).toEqual(['InvalidRequirement: y'])
})
