import { execFileSync } from 'node:child_process'
import { readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { writeManifest } from '../../src/cache/manifest.ts'
import { pathWithUv } from '../support/uv.ts'
import { type Behaviour, CacheService, type StoredEntry } from './cache-service.ts'
import { checkoutOf, greeterCheckout } from './projects.ts'
import { removeTemporaryDirectories, runAction, type StepResult, temporaryDirectory } from './runner.ts'
import { WheelIndex } from './wheel-index.ts'

const TOOLS = fileURLToPath(new URL('../../src/probes/metadata-requirements.txt', import.meta.url))

let index: WheelIndex
/** The index of concurrent tests, which must not count as downloads of the others. */
let concurrentIndex: WheelIndex
/** RUNNER_TEMP, the same for all runs that share a cache; @actions/cache supports no spaces in paths. */
let temp: string

beforeAll(async () => {
  temp = await temporaryDirectory('rünner-temp-')
  index = await WheelIndex.start(await temporaryDirectory('wheels '), [
    ['setuptools==80.9.0', 'flit_core==3.12.0', 'packaging==25.0', 'pytest==8.4.2'],
    ['--no-deps', '--requirement', TOOLS],
  ])
  concurrentIndex = await index.mirror()
})

afterAll(async () => {
  await index?.stop()
  await concurrentIndex?.stop()
  await removeTemporaryDirectories()
})

const annotations = ({ commands }: StepResult) =>
  commands.filter(({ name }) => /error|warning|notice/.test(name)).map(({ name, data }) => `${name}: ${data}`)
const cacheLine = ({ log }: StepResult) => /^Cache: .*$/m.exec(log)?.[0]
const PASS = { exitCode: 0, outputs: { verdict: 'pass' }, leftovers: [], state: '' }

interface RunOptions {
  /** uv, which is faster, where the cache does not depend on it. */
  readonly installer?: string
  readonly python?: string
  readonly env?: Readonly<Record<string, string>>
}

/** A run, and the wheels that it downloaded from the index. */
async function run(
  cwd: string,
  service: CacheService,
  { installer = 'uv', python = '', env = {} }: RunOptions = {},
  from: WheelIndex = index,
): Promise<StepResult & { fetched: string[] }> {
  from.fetched = []
  const step = await runAction({
    cwd,
    inputs: { cache: 'auto', installer, python },
    env: { ...from.variables, ...service.variables, PATH: await pathWithUv(), RUNNER_TEMP: temp, ...env },
  })
  return { ...step, fetched: from.fetched }
}

/** Whether the run installed the build requirements instead of using a cached environment. */
const installedBuildRequirements = ({ log }: StepResult) => log.includes('$ install build requirements')
const READ = { ACTIONS_CACHE_MODE: 'read' }

/** A test that passes without environment variables of the cache. */
const TEST_OF_ENVIRONMENT = `
import os

def test_has_no_variables_of_the_cache():
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

  test('is empty at first, and stores what was downloaded', async () => {
    const step = await run(await greeterCheckout(), service, { installer })

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([])
    expect(cacheLine(step)).toBe(
      `Cache: on (a push to a branch); ${installer} not found, saved; environments not found, saved.`,
    )
    expect(step.summary).toContain(cacheLine(step))
    expect([...service.keys].sort()).toEqual([
      expect.stringMatching(/^as-installed-environments-[\w.+-]+-\d{4}-\d\d-\d\d-[0-9a-f]{40}$/),
      expect.stringMatching(/^as-installed-(pip|uv)-[\w.+-]+-[0-9a-f]{40}$/),
    ])
    expect(step.fetched).toContain('pytest-8.4.2-py3-none-any.whl')
    expect(installedBuildRequirements(step)).toBe(false)
  })

  test('is restored by the next run, which downloads, installs and saves nothing', async () => {
    const step = await run(await greeterCheckout(), service, { installer })

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([])
    expect(cacheLine(step)).toBe(
      `Cache: on (a push to a branch); ${installer} restored; environments restored.`,
    )
    expect(step.fetched).toEqual([])
    expect(installedBuildRequirements(step)).toBe(false)
    expect(service.keys).toHaveLength(2)
  })

  test('has environments that need no download', async () => {
    const all = service.entries
    service.entries = service.of('environments')
    const step = await run(await greeterCheckout(), service, { installer, env: READ })
    service.entries = all

    expect(step).toMatchObject(PASS)
    expect(cacheLine(step)).toMatch(/not found; environments restored\.$/)
    expect(step.fetched).toContain('pytest-8.4.2-py3-none-any.whl')
    expect(step.fetched.filter((file) => /^(setuptools|trove_classifiers|vermin)-/.test(file))).toEqual([])
    expect(installedBuildRequirements(step)).toBe(false)
  })

  test('is restored partially with other requirements, and stores these too', async () => {
    const cwd = await greeterCheckout((text) => text.replace('"pytest==8.4.2"', '"pytest>=8,<9"'))
    await writeFile(join(cwd, 'tests', 'test_environment.py'), TEST_OF_ENVIRONMENT)
    // Untracked files are not verified.
    execFileSync('git', ['add', 'tests/test_environment.py'], { cwd })
    const step = await run(cwd, service, { installer })

    expect(step).toMatchObject(PASS)
    expect(/\d passed/.exec(step.log)?.[0]).toBe('3 passed')
    expect(cacheLine(step)).toBe(
      `Cache: on (a push to a branch); ${installer} restored from a similar run, saved; environments restored.`,
    )
    expect(step.fetched).toEqual([])
    expect(service.keys).toHaveLength(3)
  })
})

/** A project that is verified quickly. */
const SMALL = {
  'pyproject.toml': `
[build-system]
requires = ["flit_core==3.12.0"]
build-backend = "flit_core.buildapi"

[project]
name = "small"
version = "1.0"
description = "A small one."

[tool.as-installed.tests]
skip = "There are none"
`,
  'small.py': '',
}

/** A project that cannot be built, where only the cache matters. */
const UNBUILDABLE = {
  'pyproject.toml':
    '[build-system]\nrequires = []\nbuild-backend = "gone"\n[project]\nname = "small"\nversion = "1.0"\n',
}

describe('an entry that was tampered with', () => {
  let service: CacheService
  let saved: StoredEntry[]

  beforeAll(async () => {
    service = await CacheService.start('v2')
    await run(await checkoutOf(SMALL), service)
    saved = structuredClone(service.entries)
  })

  beforeEach(() => {
    service.entries = saved.map((entry) => ({ ...entry, bytes: Buffer.from(entry.bytes) }))
  })

  afterAll(() => service.stop())

  /** Writes a manifest that matches the content. */
  const rewriteManifest = async (directory: string) => {
    await rm(join(directory, 'as-installed-manifest.json'))
    await writeManifest(directory)
  }

  test.each<[string, string, () => Promise<void>, RegExp]>([
    [
      'uv',
      'an additional file',
      () => service.tamper('uv', (directory) => writeFile(join(directory, 'more'), 'x')),
      /more differs from its manifest/,
    ],
    [
      'uv',
      'no manifest',
      () =>
        service.tamper('uv', (directory) => writeFile(join(directory, 'as-installed-manifest.json'), '[]')),
      /differs from its manifest/,
    ],
    [
      'uv',
      'a truncated archive',
      async () => {
        for (const entry of service.of('uv')) entry.bytes = entry.bytes.subarray(0, 1000)
      },
      /tar/,
    ],
    [
      'environments',
      'a changed file with the same size and time',
      () =>
        service.tamper('environments', async (directory) => {
          const paths = await readdir(directory, { recursive: true })
          const file = join(directory, paths.find((path) => path.endsWith('buildapi.py')) as string)
          const { atime, mtime } = await stat(file)
          await writeFile(file, (await readFile(file, 'utf8')).replace('import', 'IMPORT'))
          await utimes(file, atime, mtime)
        }),
      /buildapi\.py differs from its manifest/,
    ],
    [
      'environments',
      'a link that leads outside, with a matching manifest',
      () =>
        service.tamper('environments', async (directory) => {
          await symlink('../..', join(directory, 'link'))
          await rewriteManifest(directory)
        }),
      /link is a link to a path outside of it/,
    ],
    [
      'environments',
      'a truncated archive',
      async () => {
        for (const entry of service.of('environments')) entry.bytes = entry.bytes.subarray(0, 1000)
      },
      /tar/,
    ],
  ])('%s, %s: the entry is discarded', async (name, _, tamper, reason) => {
    await tamper()
    const step = await run(await checkoutOf(SMALL), service)

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([
      expect.stringMatching(new RegExp(`^warning: The cache entry for ${name} was discarded: `)),
    ])
    expect(annotations(step)[0]).toMatch(reason)
    expect(step.fetched.some((file) => file.startsWith('flit_core-'))).toBe(name === 'uv')
    expect(service.keys).toHaveLength(2)
  })

  test.each<[string, boolean, (entry: string) => Promise<unknown>]>([
    ['nothing changed', true, async () => undefined],
    [
      'it contains another path',
      false,
      async (entry) => {
        const file = join(entry, 'kept.json')
        await writeFile(file, (await readFile(file, 'utf8')).replaceAll(temp, '/elsewhere'))
      },
    ],
    [
      'it is too old',
      false,
      (entry) => utimes(join(entry, 'kept.json'), new Date(), new Date(Date.now() - 25 * 3600_000)),
    ],
  ])('environments with a matching manifest, if %s, are used: %s', async (_, isUsed, change) => {
    await service.tamper('environments', async (directory) => {
      for (const { name, parentPath } of await readdir(directory, { withFileTypes: true }))
        if (!name.endsWith('.json')) await change(join(parentPath, name))
      await rewriteManifest(directory)
    })
    const step = await run(await checkoutOf(SMALL), service)

    expect(step).toMatchObject(PASS)
    expect(cacheLine(step)).toContain('environments restored')
    expect(installedBuildRequirements(step)).toBe(!isUsed)
  })

  const today = new Date().toISOString().slice(0, 10)
  test.each<[string, () => Promise<Parameters<typeof run>[2]>]>([
    [
      'another interpreter',
      async () => {
        const directory = await temporaryDirectory('another ')
        execFileSync('python3', ['-m', 'venv', '--without-pip', '--system-site-packages', directory])
        return { python: join(directory, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python') }
      },
    ],
    ['another image of the runner', async () => ({ env: { ImageVersion: '20990101.1' } })],
    [
      'another index',
      async () => ({ env: { UV_EXTRA_INDEX_URL: index.variables.UV_DEFAULT_INDEX as string } }),
    ],
    [
      'another day',
      async () => {
        for (const entry of service.entries) entry.key = entry.key.replace(today, '2000-01-01')
        return {}
      },
    ],
  ])('environments of %s are not there', async (_, prepare) => {
    const step = await run(await checkoutOf(SMALL), service, await prepare())

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([])
    expect(cacheLine(step)).toMatch(/; environments not found, saved\.$/)
    expect(service.of('environments')).toHaveLength(2)
  })
})

describe('a service that does not work', () => {
  /** Runs with a service and a cache of its own. */
  async function runAlone(
    files: Readonly<Record<string, string>>,
    { behaviour = 'normal', ...options }: RunOptions & { behaviour?: Behaviour } = {},
  ): Promise<{ step: StepResult; service: CacheService }> {
    const service = await CacheService.start('v2')
    try {
      service.behaviour = behaviour
      const env = { RUNNER_TEMP: await temporaryDirectory('rünner-temp-'), ...options.env }
      const step = await run(await checkoutOf(files), service, { ...options, env }, concurrentIndex)
      return { step, service }
    } finally {
      await service.stop()
    }
  }

  test.concurrent.each<[Behaviour, RegExp]>([
    [
      'failing',
      /^warning: The cache could not be queried for uv and environments: .*(500|timed out after 30 s)/,
    ],
    [
      'silent',
      /^warning: The cache could not be queried for uv and environments: the client timed out after 30 s/,
    ],
  ])('%s: costs a warning', async (behaviour, warning) => {
    const { step, service } = await runAlone(SMALL, { behaviour })

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([expect.stringMatching(warning)])
    expect(service.requests.filter((request) => request.endsWith('CreateCacheEntry'))).toEqual([])
  })

  test.concurrent('unreachable: costs a warning', async () => {
    const { step } = await runAlone(SMALL, { env: { ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' } })

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([
      expect.stringMatching(
        /^warning: The cache could not be queried for uv and environments: .*ECONNREFUSED/,
      ),
    ])
  })

  test.concurrent('read-only by its token: is reported without a warning', async () => {
    const { step } = await runAlone(SMALL, { behaviour: 'read-only' })

    expect(step).toMatchObject(PASS)
    expect(annotations(step)).toEqual([])
    expect(cacheLine(step)).toBe(
      'Cache: on (a push to a branch); uv not found, not saved; environments not found, not saved.',
    )
  })

  test.concurrent('read-only by cache-mode: nothing is prefetched, because nothing can be saved', async () => {
    const { step, service } = await runAlone(SMALL, { env: READ })

    expect(annotations(step)).toEqual([])
    expect(cacheLine(step)).toBe(
      'Cache: on (a push to a branch, cache-mode is read); uv not found; environments not found.',
    )
    const lookup = expect.stringMatching(/GetCacheEntryDownloadURL$/)
    expect(service.requests).toEqual([lookup, lookup])
  })

  test.concurrent('downloads that another step caches are not cached twice', async () => {
    const env = { UV_CACHE_DIR: await temporaryDirectory('theirs ') }
    const { step, service } = await runAlone(UNBUILDABLE, { env })

    expect(cacheLine(step)).toBe(
      'Cache: on (a push to a branch); uv not cached, because UV_CACHE_DIR is set; environments not found, saved.',
    )
    expect(service.of('uv')).toEqual([])
  })

  test.concurrent.each<[string, Record<string, string>, string]>([
    ['a tag', { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.0' }, 'a tag'],
    [
      'a pull request of a fork',
      { GITHUB_EVENT_NAME: 'pull_request_target' },
      'the event pull_request_target',
    ],
    ['no service', { ACTIONS_RESULTS_URL: '', ACTIONS_CACHE_URL: '' }, 'this runner has no cache service'],
    [
      'a path with a space, which tar would split',
      { RUNNER_TEMP: '/tmp/with space' },
      'the cache client does not support the path /tmp/with space/as-installed-cache',
    ],
  ])('%s: it receives no request', async (_, env, reason) => {
    const { step, service } = await runAlone(UNBUILDABLE, { env })

    expect(cacheLine(step)).toBe(`Cache: off (${reason}).`)
    expect(service.requests).toEqual([])
  })
})
