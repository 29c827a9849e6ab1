/** pip and uv give the same answer: installed, refused, or undecided. Asked of an index by its protocol. */
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Inconclusive } from '../../src/program/errors.ts'
import { forUv } from '../../src/python/index-settings.ts'
import { findInstaller, install } from '../../src/python/install.ts'
import { refusal } from '../../src/python/installer-errors.ts'
import { findInterpreter, type Interpreter } from '../../src/python/interpreter.ts'
import { createEnvironments } from '../../src/python/virtual-environment.ts'
import { zip } from '../distribution/zip.ts'
import { INSTALLERS, type Installer } from '../support/installers.ts'
import { newFolder } from '../support/project.ts'
import { pathWithUv } from '../support/uv.ts'

const TAG = 'py3-none-any'

/** A wheel without modules. */
function wheel(name: string, version: string, requires: readonly string[] = []): Buffer {
  const info = `${name}-${version}.dist-info`
  const needs = requires.map((one) => `Requires-Dist: ${one}\n`).join('')
  return zip([
    [`${info}/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${needs}`],
    [`${info}/WHEEL`, `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${TAG}\n`],
    [`${info}/RECORD`, `${info}/METADATA,,\n${info}/WHEEL,,\n${info}/RECORD,,\n`],
  ])
}

/** What the index has: name of the file -> content, and what its page says of it. */
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
  scratch = await newFolder()
  const wanted = { python: undefined, requiresPython: undefined }
  interpreter = await findInterpreter(wanted, process.env, scratch)
  // The first folder of a path says how the index is: `up`, what it answers to all, or `empty`, without its files.
  server = createServer((request, response) => {
    const [, state = '', folder, name = ''] = decodeURIComponent(request.url ?? '').split('/')
    if (/^\d+$/.test(state)) response.writeHead(Number(state)).end()
    else if (folder === 'files')
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
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

interface Asked {
  readonly requirements: readonly string[]
  /** Whether they are those of a wheel, which is then asked for. */
  readonly byWheel?: boolean
  readonly index?: string
  readonly further?: string
}

async function ask(kind: Installer, { requirements, byWheel, index = 'up', further }: Asked) {
  const folder = await newFolder()
  const caller = {
    PATH: await pathWithUv(),
    HOME: folder,
    no_proxy: '127.0.0.1',
    PIP_CONFIG_FILE: '/dev/null',
    PIP_RETRIES: '0',
    PIP_NO_CACHE_DIR: '1',
    UV_HTTP_RETRIES: '0',
    UV_NO_CACHE: '1',
    PIP_INDEX_URL: `${base}/${index}/simple`,
    UV_DEFAULT_INDEX: `${base}/${index}/simple`,
    ...(further && { PIP_EXTRA_INDEX_URL: further, UV_INDEX: further }),
  }
  const filled = requirements.map((one) => one.replace('INDEX', base))
  const file = join(folder, 'wheels', `app-1.0-${TAG}.whl`)
  await mkdir(join(folder, 'wheels'))
  await writeFile(file, wheel('app', '1.0', filled))
  const [environment] = await createEnvironments(interpreter, [join(folder, 'made')], folder, caller)
  if (environment === undefined) throw new Error('There is no environment.')
  return install({
    installer: await findInstaller(kind, interpreter, caller),
    environment,
    requirements: byWheel ? [`app @ ${pathToFileURL(file)}`] : filled,
    cwd: folder,
    caller,
  })
}

describe.each(INSTALLERS)('by %s', (kind) => {
  test.concurrent.each<[string, Asked]>([
    ['the highest version', { requirements: ['lower'] }],
    ['a version that was yanked, and is named', { requirements: ['yanked==1.0'], byWheel: true }],
    ['a pre-release, where there is nothing else', { requirements: ['early'], byWheel: true }],
    ['a URL', { requirements: [`lower @ INDEX/up/files/lower-1.0-${TAG}.whl`], byWheel: true }],
    ['an extra that is not there', { requirements: ['lower[more]'], byWheel: true }],
  ])('is installed: %s', async (_, asked) => {
    expect(await ask(kind, asked)).toMatchObject({ kind: 'installed' })
  })

  test.concurrent.each<[string, Asked, words: RegExp]>([
    ['a name that is not there', { requirements: ['gone>=3'], byWheel: true }, /gone/],
    ['a version that is not there', { requirements: ['lower>=9'], byWheel: true }, /lower/],
    ['what is yanked', { requirements: ['yanked'], byWheel: true }, /yanked/],
    ['another platform', { requirements: ['windows'] }, /windows/],
    ['another Python', { requirements: ['future'] }, /3\.99/],
    ['a conflict', { requirements: ['lower<2', 'lower>=2'], byWheel: true }, /depends on lower(<2|>=2)/],
    ['metadata that cannot be read', { requirements: ['invalid'], byWheel: true }, /[Ii]nvalid/],
    [
      'a URL that leads nowhere',
      { requirements: [`lower @ INDEX/up/files/lower-9.0-${TAG}.whl`], byWheel: true },
      /lower-9\.0/,
    ],
  ])('is refused, and told: %s', async (_, asked, words) => {
    const answer = await ask(kind, asked)
    expect(answer).toMatchObject({ kind: 'refused' })
    expect(answer).toHaveProperty('words', expect.arrayContaining([expect.stringMatching(words)]))
  })

  test.concurrent.each<[string, Asked, words: RegExp]>([
    ...[401, 403, 407].map((status): [string, Asked, RegExp] => [
      `an index that answers ${status}`,
      { requirements: ['lower'], index: String(status) },
      /refused the credentials/,
    ]),
    ...[400, 410, 429, 500, 503].map((status): [string, Asked, RegExp] => [
      `an index that answers ${status}`,
      { requirements: ['lower'], index: String(status) },
      /index did not answer|does not give what it should have/,
    ]),
    [
      'another index that is down, which may have more',
      { requirements: ['lower'], further: 'http://127.0.0.1:9/simple' },
      /index did not answer/,
    ],
    [
      'a file that the index lists and does not have',
      { requirements: ['lower'], index: 'empty' },
      /index did not answer|does not give/,
    ],
    ['a file that is cut off', { requirements: ['cut'] }, /does not give/],
    ['a file that is not the one on the page', { requirements: ['other'] }, /does not give/],
    [
      'a git server that is down',
      { requirements: ['lower @ git+https://127.0.0.1:9/lower.git'], byWheel: true },
      /git repository did not answer/,
    ],
  ])('is undecided: %s', async (_, asked, words) => {
    const answer = ask(kind, asked)
    await expect(answer).rejects.toThrow(Inconclusive)
    await expect(answer).rejects.toThrow(words)
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
])('what is set for pip alone holds for uv: %j', (variables, more) => {
  expect(forUv(variables as Record<string, string>)).toEqual({ ...variables, ...more })
})

test('what pip says elsewhere is told', () => {
  const stderr = 'ERROR: Cannot install app==1.0.\nERROR: ResolutionImpossible: for help visit x\n'
  const stdout =
    '\nThe conflict is caused by:\n    app 1.0 depends on a<2\n    b 1.0 depends on a>=2\n\nTo fix\n'
  expect(refusal({ stderr, stdout })).toEqual([
    'ERROR: Cannot install app==1.0.',
    'app 1.0 depends on a<2',
    'b 1.0 depends on a>=2',
  ])
  expect(refusal({ stderr, stdout: '' })).toHaveLength(2)
  const exception =
    'ERROR: Exception:\nTraceback (most recent call last):\n  File "x"\nInvalidRequirement: y\n'
  expect(refusal({ stderr: exception, stdout: '' })).toEqual(['InvalidRequirement: y'])
})
