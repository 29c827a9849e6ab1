import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/**
 * A package index that serves some wheels with the caching headers of PyPI, and records which are downloaded. It uses
 * HTTPS, because pip does not cache responses of HTTP.
 */
export class WheelIndex {
  readonly #files: ReadonlyMap<string, Buffer>
  readonly #certificate: Certificate
  readonly #server: Server
  /** Names of projects for which it responds with status 503. */
  readonly down = new Set<string>()
  /** File names of the downloaded wheels. */
  fetched: string[] = []

  private constructor(files: ReadonlyMap<string, Buffer>, certificate: Certificate) {
    const { key, cert } = certificate
    this.#files = files
    this.#certificate = certificate
    this.#server = createServer({ key, cert }, (request, response) => this.#respond(request, response))
  }

  /**
   * Downloads wheels from the configured index, and serves them.
   *
   * @param directory empty; for the wheels and the certificate
   * @param requests arguments of `pip download` for each resolution
   */
  static async start(directory: string, requests: readonly (readonly string[])[]): Promise<WheelIndex> {
    const download = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check']
    for (const request of requests)
      execFileSync('python3', [...download, '--only-binary', ':all:', '--dest', directory, ...request])
    const wheels = readdirSync(directory).map((name) => [name, readFileSync(join(directory, name))] as const)
    return new WheelIndex(new Map(wheels), certificate(directory)).#listen()
  }

  /** Another index that serves the same wheels. */
  mirror(): Promise<WheelIndex> {
    return new WheelIndex(this.#files, this.#certificate).#listen()
  }

  async #listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** The environment variables that make it the only index of the installers. */
  get variables(): Record<string, string> {
    const url = `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}/simple/`
    const trust = ['PIP_CERT', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE'].map((name) => [
      name,
      this.#certificate.authority,
    ])
    return { PIP_INDEX_URL: url, PIP_FIND_LINKS: '', UV_DEFAULT_INDEX: url, ...Object.fromEntries(trust) }
  }

  #respond(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(request.url ?? '')
    const name = path.replace('/files/', '')
    const file = this.#files.get(name)
    if (file !== undefined) {
      this.fetched.push(name)
      response.writeHead(200, { 'cache-control': 'max-age=365000000, immutable, public' }).end(file)
      return
    }
    const project = /^\/simple\/([^/]+)\/$/.exec(path)?.[1]
    if (project !== undefined && this.down.has(project)) {
      response.writeHead(503).end()
      return
    }
    const links = [...this.#files].flatMap(([wheel, bytes]) => {
      if (wheel.split('-')[0]?.toLowerCase().replaceAll('_', '-') !== project) return []
      const digest = createHash('sha256').update(bytes).digest('hex')
      return [`<a href="/files/${wheel}#sha256=${digest}">${wheel}</a>`]
    })
    response.writeHead(links.length > 0 ? 200 : 404, { 'content-type': 'text/html' })
    response.end(`<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`)
  }
}

interface Certificate {
  /** Path of the certificate of the authority that signed it. */
  readonly authority: string
  readonly key: Buffer
  readonly cert: Buffer
}

function certificate(directory: string): Certificate {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' })
  writeFileSync(join(directory, 'names'), 'subjectAltName=IP:127.0.0.1')
  const made = ['-newkey', 'rsa:2048', '-nodes']
  openssl('req', '-x509', ...made, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=tests')
  openssl('req', '-new', ...made, '-keyout', 'key.pem', '-out', 'request', '-subj', '/CN=127.0.0.1')
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-days', '2']
  openssl('x509', '-req', '-in', 'request', ...signed, '-out', 'cert.pem')
  const read = (name: string) => readFileSync(join(directory, name))
  return { authority: join(directory, 'ca.pem'), key: read('key.pem'), cert: read('cert.pem') }
}
