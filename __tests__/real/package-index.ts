import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A source distribution on the package index, pinned by its content. */
export interface Pinned {
  readonly name: string
  readonly version: string
  readonly sdist: string
  readonly sha256: string
}

const CACHE = join(tmpdir(), 'as-installed-real-sdists')

/** URL of the index that pip is configured with, so that mirrors work. */
function indexUrl(): string {
  if (process.env.PIP_INDEX_URL) return process.env.PIP_INDEX_URL
  const code = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)'
  return spawnSync('python3', ['-c', code], { encoding: 'utf8' }).stdout.trim()
}

/**
 * Downloads an sdist from the index (PEP 503). `pip download` would build its metadata, and fail for sdists that cannot
 * be built.
 *
 * @throws Error if the index fails, which must not count as a verdict on the project
 */
export async function downloadSdist({ name, sdist, sha256 }: Pinned): Promise<string> {
  const file = join(CACHE, sdist)
  if (existsSync(file) && digest(readFileSync(file)) === sha256) return file
  const page = `${indexUrl().replace(/\/$/, '')}/${name.toLowerCase().replace(/[-_.]+/g, '-')}/`
  const links = [...(await get(page)).toString('utf8').matchAll(/href="([^"#]+)/g)].map(
    ([, href = '']) => href,
  )
  const link = links.find((href) => href.endsWith(`/${sdist}`))
  if (link === undefined) throw new Error(`The package index has no ${sdist} any more.`)
  const content = await get(new URL(link, page).href)
  if (digest(content) !== sha256)
    throw new Error(`${sdist} on the package index is not the file that was pinned.`)
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(file, content)
  return file
}

async function get(url: string): Promise<Buffer> {
  const response = await fetch(url).catch((error: Error) => {
    throw new Error(`The package index did not answer: ${error.cause ?? error.message}`)
  })
  if (!response.ok) throw new Error(`The package index answered ${response.status} for ${url}.`)
  return Buffer.from(await response.arrayBuffer())
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
