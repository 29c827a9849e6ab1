import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import { moduleOf, topOf } from '../python/module-names.ts'
import { type Metadata, parseMetadata } from './core-metadata.ts'
import { credentialIn, LARGEST_CREDENTIAL_FILE } from './credentials.ts'
import { type EntryPoint, parseEntryPoints } from './entry-points.ts'

/** A file that the wheel puts where Python imports from. */
export interface ShippedFile {
  /** Relative to site-packages, with `/`. */
  readonly path: string
  /** Of the content; hexadecimal. */
  readonly sha256: string
}

/** A file of the archive. */
export interface Member {
  /** As it stands in the archive, with `/`. */
  readonly name: string
  /** Of the content; hexadecimal. */
  readonly sha256: string
  /** Permissions as of POSIX; 0 where the archive has none. */
  readonly mode: number
  /** Date and time as a number that differs when they do. */
  readonly modified: number
}

/** A name at the top of site-packages that the wheel makes importable. */
export interface TopLevel {
  readonly name: string
  /** A namespace package has no `__init__` of its own (PEP 420); a module is a single file. */
  readonly kind: 'package' | 'namespace' | 'module'
}

/** An artifact, as a file. */
export interface ArtifactFile {
  readonly kind: 'wheel' | 'sdist'
  /** Absolute. */
  readonly file: string
  readonly sha256: string
  readonly bytes: number
}

/** A wheel, read (specification "Binary distribution format"). */
export interface Wheel extends ArtifactFile {
  readonly metadata: Metadata
  readonly entryPoints: readonly EntryPoint[]
  /** All that is in it, in its order. */
  readonly members: readonly Member[]
  /** Member -> what in it must not be published. */
  readonly credentials: ReadonlyMap<string, string>
  /** What lands in site-packages, without the wheel's own metadata. */
  readonly files: readonly ShippedFile[]
  readonly topLevels: readonly TopLevel[]
}

/** Size and digest of an artifact. */
export async function readArtifactFile(file: string, kind: ArtifactFile['kind']): Promise<ArtifactFile> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { kind, file, sha256: hash.digest('hex'), bytes: (await stat(file)).size }
}

/**
 * Reads a wheel.
 *
 * @throws Error with a sentence when the file is no zip archive or lacks its metadata
 */
export async function readWheel(file: string): Promise<Wheel> {
  const { members, metadataFiles, credentials } = await readMembers(file).catch((error: Error) => {
    throw new Error(`${basename(file)} cannot be read as a zip archive: ${error.message}`)
  })
  const metadata = metadataFiles.get('METADATA')
  if (metadata === undefined) throw new Error(`${basename(file)} has no METADATA file, so it is not a wheel`)
  const files = members.flatMap(({ name, sha256 }): ShippedFile[] => {
    const path = pathInSitePackages(name)
    return path === undefined ? [] : [{ path, sha256 }]
  })
  return {
    ...(await readArtifactFile(file, 'wheel')),
    metadata: parseMetadata(metadata),
    entryPoints: parseEntryPoints(metadataFiles.get('entry_points.txt') ?? ''),
    members,
    credentials,
    files,
    topLevels: topLevelsOf(files.map(({ path }) => path)),
  }
}

/** Every member, the text of the files of the wheel's own metadata by name, and what must not be published. */
async function readMembers(file: string): Promise<{
  members: Member[]
  metadataFiles: Map<string, string>
  credentials: Map<string, string>
}> {
  const members: Member[] = []
  const metadataFiles = new Map<string, string>()
  const credentials = new Map<string, string>()
  const zip = await yauzl.openPromise(file)
  for await (const entry of zip.eachEntry()) {
    const { fileName: name, lastModFileDate: date, lastModFileTime: time } = entry
    if (name.endsWith('/')) continue
    const content = await buffer(await zip.openReadStreamPromise(entry))
    members.push({
      name,
      sha256: createHash('sha256').update(content).digest('hex'),
      mode: (entry.externalFileAttributes >>> 16) & 0o7777,
      modified: date * 0x10000 + time,
    })
    const inMetadata = /^[^/]+\.dist-info\/([^/]+)$/.exec(name)?.[1]
    if (inMetadata !== undefined) metadataFiles.set(inMetadata, content.toString())
    const credential = content.length > LARGEST_CREDENTIAL_FILE ? undefined : credentialIn(name, content)
    if (credential !== undefined) credentials.set(name, credential)
  }
  return { members, metadataFiles, credentials }
}

/** Where a member lands below site-packages; undefined for scripts, headers, data and the wheel's own metadata. */
function pathInSitePackages(member: string): string | undefined {
  if (/^[^/]+\.dist-info\//.test(member)) return undefined
  const data = /^[^/]+\.data\/([^/]+)\/(.+)$/.exec(member)
  if (data === null) return member
  return data[1] === 'purelib' || data[1] === 'platlib' ? data[2] : undefined
}

/** The shipped file, by its path below site-packages, that a file of an environment is; undefined for what is none. */
export function shippedPath(file: string, { files }: Pick<Wheel, 'files'>): string | undefined {
  const installed = file.replaceAll('\\', '/')
  return files.find(({ path }) => installed.endsWith(`/${path}`))?.path
}

/** The top-level names that a set of installed files makes importable. */
export function topLevelsOf(paths: readonly string[]): TopLevel[] {
  const kinds = new Map<string, TopLevel['kind']>()
  for (const path of paths) {
    const module = moduleOf(path)
    if (module === undefined) continue
    const name = topOf(module)
    // Where there are several, Python takes a package before a module, and a module before a namespace.
    if (/^[^/]+\/__init__\./.test(path)) kinds.set(name, 'package')
    else if (!path.includes('/') && kinds.get(name) !== 'package') kinds.set(name, 'module')
    else if (!kinds.has(name)) kinds.set(name, 'namespace')
  }
  return [...kinds].map(([name, kind]) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1))
}
