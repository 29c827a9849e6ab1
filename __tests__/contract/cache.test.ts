import { execFileSync } from 'node:child_process'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { pathWithUv } from '../support/uv.ts'
import { CacheService, type Kept, type Mood } from './cache-service.ts'
import { checkoutOf, greeterCheckout } from './projects.ts'
import { removeTemporaryFolders, runAction, type StepResult, temporaryFolder } from './runner.ts'
import { WheelIndex } from './wheel-index.ts'

const TOOLS = fileURLToPath(new URL('../../src/probes/metadata-requirements.txt', import.meta.url))

let index: WheelIndex

beforeAll(async () => {
  index = await WheelIndex.start(await temporaryFolder('wheels '), [
    ['setuptools==80.9.0', 'packaging==25.0', 'pytest==8.4.2'],
    ['--no-deps', '--requirement', TOOLS],
  ])
})

afterAll(async () => {
  await index?.stop()
  await removeTemporaryFolders()
})

const annotations = ({ commands }: StepResult) =>
  commands.filter(({ name }) => /error|warning|notice/.test(name)).map(({ name, data }) => `${name}: ${data}`)
const cacheLine = ({ log }: StepResult) => /^Cache: .*$/m.exec(log)?.[0]
const PASS = { exitCode: 0, outputs: { verdict: 'pass' }, leftovers: [], state: '' }

/** A run in a workspace of its own, and the wheels that it fetched from the index. */
async function run(
  cwd: string,
  service: CacheService,
  { installer = 'pip', env = {} }: { installer?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<StepResult & { fetched: string[] }> {
  index.fetched = []
  // The library of the service takes no path with a space in it.
  const temp = await temporaryFolder('rünner-temp-')
  const step = await runAction({
    cwd,
    inputs: { cache: 'auto', installer },
    env: { ...index.variables, ...service.variables, PATH: await pathWithUv(), RUNNER_TEMP: temp, ...env },
  })
  return { ...step, fetched: index.fetched }
}

/** Tests that pass where neither the service nor the folder of downloads is known. */
const NOSY = `
import os

def test_knows_nothing_of_the_cache():
    names = [name for name in os.environ if name.startswith(("ACTIONS_", "PIP_", "UV_"))]
    assert names == []
    assert not any("as-installed-cache" in value for value in os.environ.values())
`

describe.each([
  ['v1', 'pip'],
  ['v2', 'uv'],
] as const)('a service of the protocol %s, and %s', (protocol, installer) => {
  let service: CacheService

  beforeAll(async () => {
    service = await CacheService.start(protocol)
  })

  afterAll(() => service.stop())

  test('has nothing at first, and is given what was fetched', async () => {
    const step = await run(await greeterCheckout(), service, { installer })

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([])
    expect(cacheLine(step)).toBe(`Cache: on (a push to a branch); ${installer} not there yet, saved.`)
    expect(step.summary).toContain(cacheLine(step))
    expect(service.keys).toEqual([expect.stringMatching(/^as-installed-(pip|uv)-[\w.+-]+-[0-9a-f]{40}$/)])
    expect(step.fetched).toContain('pytest-8.4.2-py3-none-any.whl')
  })

  test('gives it back to the next run, which fetches nothing and saves nothing', async () => {
    const step = await run(await greeterCheckout(), service, { installer })

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([])
    expect(cacheLine(step)).toBe(`Cache: on (a push to a branch); ${installer} restored.`)
    expect(step.fetched).toEqual([])
    expect(service.keys).toHaveLength(1)
  })

  test('gives what is similar where the requirements are others, and is given that too', async () => {
    const cwd = await greeterCheckout((text) => text.replace('"pytest==8.4.2"', '"pytest>=8,<9"'))
    await writeFile(join(cwd, 'tests', 'test_nosy.py'), NOSY)
    // What git does not track is not verified.
    execFileSync('git', ['add', 'tests/test_nosy.py'], { cwd })
    const step = await run(cwd, service, { installer })

    expect(step).toMatchObject(PASS)
    expect(/\d passed/.exec(step.log)?.[0]).toBe('3 passed')
    expect(cacheLine(step)).toBe(
      `Cache: on (a push to a branch); ${installer} restored from a similar run, saved.`,
    )
    expect(step.fetched).toEqual([])
    expect(service.keys).toHaveLength(2)
  })
})

/** A project that takes little time. */
const SMALL = {
  'pyproject.toml': `
[build-system]
requires = ["setuptools==80.9.0"]
build-backend = "setuptools.build_meta"

[project]
name = "small"
version = "1.0"

[tool.setuptools]
py-modules = ["small"]

[tool.as-installed.tests]
skip = "There are none"
`,
  'small.py': '',
}

describe('an entry that is not what was saved', () => {
  let service: CacheService
  let good: Kept[]

  beforeAll(async () => {
    service = await CacheService.start('v2')
    await run(await checkoutOf(SMALL), service)
    good = structuredClone(service.entries)
  })

  beforeEach(() => {
    service.entries = good.map((entry) => ({ ...entry, bytes: Buffer.from(entry.bytes) }))
  })

  afterAll(() => service.stop())

  test.each<[string, () => Promise<void>, RegExp]>([
    [
      'a file that was put in',
      () => service.tamper((folder) => writeFile(join(folder, 'pip', 'more'), 'x')),
      /more is not what its manifest says/,
    ],
    [
      'no manifest',
      () => service.tamper((folder) => writeFile(join(folder, 'pip', 'as-installed-manifest.json'), '[]')),
      /is not what its manifest says/,
    ],
    [
      'a link that leads out',
      () =>
        service.tamper(async (folder) => {
          await symlink('../..', join(folder, 'pip', 'link'))
          await writeFile(join(folder, 'pip', 'as-installed-manifest.json'), '{"link":"link:../.."}')
        }),
      /is not what its manifest says/,
    ],
    [
      'an archive that breaks off',
      async () => {
        for (const entry of service.entries) entry.bytes = entry.bytes.subarray(0, 1000)
      },
      /tar/,
    ],
  ])('%s: all of it is thrown away', async (_, spoil, reason) => {
    await spoil()
    const step = await run(await checkoutOf(SMALL), service)

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([
      expect.stringMatching(/^warning: What the cache has of pip was thrown away: /),
    ])
    expect(annotations(step)[0]).toMatch(reason)
    expect(step.fetched.filter((file) => file.startsWith('setuptools-'))).toHaveLength(1)
    expect(service.keys).toHaveLength(1)
  })
})

describe('a service that is of no use', () => {
  let service: CacheService

  beforeEach(async () => {
    service = await CacheService.start('v2')
  })

  afterEach(() => service.stop())

  test.each<[Mood, RegExp]>([
    ['failing', /^warning: The cache could not be asked for pip: .*(500|did not end within 30 s)/],
    ['silent', /^warning: The cache could not be asked for pip: the client did not end within 30 s/],
  ])('%s: costs a warning', async (mood, warning) => {
    service.mood = mood
    const step = await run(await checkoutOf(SMALL), service)

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([expect.stringMatching(warning)])
    expect(service.requests.filter((request) => request.endsWith('CreateCacheEntry'))).toEqual([])
  })

  test('not there: costs a warning', async () => {
    const env = { ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' }
    const step = await run(await checkoutOf(SMALL), service, { env })

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([
      expect.stringMatching(/^warning: The cache could not be asked for pip: .*ECONNREFUSED/),
    ])
  })

  test('read-only by its token: is told, and is no fault', async () => {
    service.mood = 'read-only'
    const step = await run(await checkoutOf(SMALL), service)

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([])
    expect(cacheLine(step)).toBe('Cache: on (a push to a branch); pip not there yet, not saved.')
  })

  test('read-only by cache-mode: nothing is fetched ahead, as nothing may be saved', async () => {
    const step = await run(await checkoutOf(SMALL), service, { env: { ACTIONS_CACHE_MODE: 'read' } })

    expect(annotations(step)).toEqual([])
    expect(cacheLine(step)).toBe('Cache: on (a push to a branch, cache-mode is read); pip not there yet.')
    expect(service.requests).toEqual([expect.stringMatching(/GetCacheEntryDownloadURL$/)])
  })

  test('downloads that others keep: they are left to them', async () => {
    const env = { PIP_CACHE_DIR: await temporaryFolder('theirs ') }
    const step = await run(await checkoutOf(SMALL), service, { env })

    expect(cacheLine(step)).toBe('Cache: on (a push to a branch); pip left alone, as PIP_CACHE_DIR is set.')
    expect(service.requests).toEqual([])
  })

  test.each<[string, Record<string, string>, string]>([
    ['a tag', { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.0' }, 'a tag'],
    [
      'a request of somebody else',
      { GITHUB_EVENT_NAME: 'pull_request_target' },
      'the event pull_request_target',
    ],
    ['no service', { ACTIONS_RESULTS_URL: '', ACTIONS_CACHE_URL: '' }, 'this runner has no cache service'],
    [
      'a folder that tar is not told rightly',
      { RUNNER_TEMP: '/tmp/with space' },
      'the client of the service cannot work in /tmp/with space/as-installed-cache',
    ],
  ])('%s: it is not asked', async (_, env, reason) => {
    const step = await run(await checkoutOf(SMALL), service, { env })

    expect(cacheLine(step)).toBe(`Cache: off (${reason}).`)
    expect(service.requests).toEqual([])
  })
})
