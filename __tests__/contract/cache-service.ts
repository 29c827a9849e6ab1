import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

export type Protocol = 'v1' | 'v2'

interface ServiceRequest {
  readonly url: URL
  readonly method: string
  readonly body: Buffer
}

interface ServiceResponse {
  readonly status: number
  readonly bytes?: Buffer
}

const json = (status: number, value: unknown): ServiceResponse => ({
  status,
  bytes: Buffer.from(JSON.stringify(value)),
})

const DENIED = 'cache write denied: the token may only read'

/** `silent` accepts connections and never responds. */
export type Behaviour = 'normal' | 'failing' | 'silent' | 'read-only'

export interface StoredEntry {
  key: string
  readonly version: string
  bytes: Buffer
  complete: boolean
}

/**
 * A fake of GitHub's cache service: reservation, upload, commit, lookup by key and restore keys, download. GitHub
 * Enterprise Server and act use v1, github.com uses v2.
 */
export class CacheService {
  readonly #protocol: Protocol
  readonly #server = createServer((request, response) => {
    this.#respond(request, response).catch((error) => response.writeHead(500).end(String(error)))
  })
  entries: StoredEntry[] = []
  behaviour: Behaviour = 'normal'
  /** Method and path of each request: `POST /twirp/…`. */
  requests: string[] = []

  private constructor(protocol: Protocol) {
    this.#protocol = protocol
  }

  static async start(protocol: Protocol): Promise<CacheService> {
    const service = new CacheService(protocol)
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve))
    return service
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  /** The environment variables that the runner sets. */
  get variables(): Record<string, string> {
    return {
      ACTIONS_CACHE_URL: this.url,
      ACTIONS_RESULTS_URL: this.url,
      ...(this.#protocol === 'v2' ? { ACTIONS_CACHE_SERVICE_V2: 'True' } : {}),
    }
  }

  get keys(): string[] {
    return this.entries.filter(({ complete }) => complete).map(({ key }) => key)
  }

  /** The entries of a cached directory. */
  of(name: string): StoredEntry[] {
    return this.entries.filter(({ key }) => key.startsWith(`as-installed-${name}-`))
  }

  /** Unpacks all entries of a cached directory, edits them, and packs them again. */
  async tamper(name: string, edit: (directory: string) => Promise<void>): Promise<void> {
    for (const entry of this.of(name)) {
      const directory = await mkdtemp(join(tmpdir(), 'entry-'))
      const compression = entry.bytes[0] === 0x1f ? '-z' : '--zstd'
      const archive = join(directory, 'archive')
      const content = join(directory, 'content')
      await writeFile(archive, entry.bytes)
      await mkdir(content)
      execFileSync('tar', ['-x', compression, '-f', archive, '-C', content])
      await edit(join(content, name))
      execFileSync('tar', ['--posix', '-c', compression, '-f', archive, '-C', content, '.'])
      entry.bytes = await readFile(archive)
      await rm(directory, { recursive: true })
    }
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url)
    this.requests.push(`${request.method} ${url.pathname}`)
    if (this.behaviour === 'silent') return
    const body = await buffer(request)
    const blob = /^\/blobs\/(\d+)$/.exec(url.pathname)?.[1]
    const received: ServiceRequest = { url, method: request.method ?? '', body }
    const { status, bytes = Buffer.alloc(0) } =
      this.behaviour === 'failing'
        ? json(500, { msg: 'out of order' })
        : blob !== undefined
          ? this.#blob(received, this.entries[Number(blob)])
          : this.#protocol === 'v1'
            ? this.#v1(received)
            : this.#v2(received)
    const empty = status === 204
    response.writeHead(status, empty ? {} : { 'content-length': bytes.length }).end(empty ? undefined : bytes)
  }

  #blob({ method, body }: ServiceRequest, entry: StoredEntry | undefined): ServiceResponse {
    if (entry === undefined) return { status: 404 }
    if (method !== 'PUT') return { status: 200, bytes: entry.bytes }
    entry.bytes = body
    return { status: 201 }
  }

  #v1({ url, method, body }: ServiceRequest): ServiceResponse {
    const path = url.pathname.replace('/_apis/artifactcache/', '')
    if (path === 'cache') {
      const keys = (url.searchParams.get('keys') ?? '').split(',')
      const found = this.#find(keys, url.searchParams.get('version') ?? '')
      if (found === undefined) return { status: 204 }
      return json(200, {
        cacheKey: found.key,
        archiveLocation: this.#locate(found),
        scope: 'refs/heads/main',
      })
    }
    if (path === 'caches') {
      const { key, version } = JSON.parse(body.toString())
      if (this.behaviour === 'read-only') return json(403, { message: DENIED })
      const id = this.#reserve(key, version)
      return id === undefined
        ? json(409, { message: 'Cache already exists' })
        : json(201, { cacheId: id + 1 })
    }
    const entry = this.entries[Number(path.replace('caches/', '')) - 1]
    if (entry === undefined) return { status: 404 }
    if (method === 'PATCH') entry.bytes = Buffer.concat([entry.bytes, body])
    else entry.complete = true
    return { status: 204 }
  }

  #v2({ url, body }: ServiceRequest): ServiceResponse {
    const { key, version, restore_keys: restoreKeys = [] } = JSON.parse(body.toString())
    switch (url.pathname.replace('/twirp/github.actions.results.api.v1.CacheService/', '')) {
      case 'GetCacheEntryDownloadURL': {
        const found = this.#find([key, ...restoreKeys], version)
        if (found === undefined) return json(200, { ok: false })
        const address = `${this.#locate(found)}?sig=secret`
        return json(200, { ok: true, signed_download_url: address, matched_key: found.key })
      }
      case 'CreateCacheEntry': {
        if (this.behaviour === 'read-only') return json(200, { ok: false, message: DENIED })
        const id = this.#reserve(key, version)
        return id === undefined
          ? json(409, { code: 'already_exists', msg: 'cache entry already exists' })
          : json(200, { ok: true, signed_upload_url: `${this.url}blobs/${id}?sig=secret` })
      }
      case 'FinalizeCacheEntryUpload': {
        const id = this.entries.findIndex((entry) => entry.key === key && entry.version === version)
        const entry = this.entries[id]
        if (entry !== undefined) entry.complete = true
        return json(200, { ok: entry !== undefined, entry_id: String(id + 1) })
      }
      default:
        return json(404, { msg: 'no such method' })
    }
  }

  /** For each key in order: the newest entry with this key, else the newest with this prefix. */
  #find(keys: readonly string[], version: string): StoredEntry | undefined {
    const complete = this.entries.filter((entry) => entry.complete && entry.version === version).reverse()
    for (const key of keys) {
      const found =
        complete.find((entry) => entry.key === key) ?? complete.find((entry) => entry.key.startsWith(key))
      if (found !== undefined) return found
    }
    return undefined
  }

  #reserve(key: string, version: string): number | undefined {
    if (this.entries.some((entry) => entry.key === key && entry.version === version)) return undefined
    return this.entries.push({ key, version, bytes: Buffer.alloc(0), complete: false }) - 1
  }

  #locate(entry: StoredEntry): string {
    return `${this.url}blobs/${this.entries.indexOf(entry)}`
  }
}
