import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import { moduleOf, topLevelModule } from '../python/module-names.ts'
import { type Metadata, type MetadataDescription, metadataFrom } from './core-metadata.ts'
import { type Credential, findCredential, MAX_CREDENTIAL_FILE_BYTES } from './credentials.ts'
import { type EntryPoint, parseEntryPoint } from './entry-points.ts'

/** A file that is installed into site-packages. */
export interface ShippedFile {
  /** Relative to site-packages, with `/`. */
  readonly path: string
  /** Hexadecimal. */
  readonly sha256: string
}

/** A file in the archive. */
export interface Member {
  /** Its path in the archive, with `/`. */
  readonly name: string
  /** Hexadecimal. */
  readonly sha256: string
  /** POSIX permissions; 0 if the archive has none. */
  readonly mode: number
  /** Date and time as in the archive, only to be compared. */
  readonly modified: number
  /** Uncompressed. */
  readonly bytes?: number
}

/** A top-level module or import package. */
export interface TopLevel {
  readonly name: string
  /** A namespace package has no `__init__` (PEP 420); a module is a single file. */
  readonly kind: 'package' | 'namespace' | 'module'
}

/** The file of a wheel or an sdist. */
export interface DistributionFile {
  readonly kind: 'wheel' | 'sdist'
  /** Absolute. */
  readonly file: string
  readonly sha256: string
  readonly bytes: number
}

/** The contents of a wheel (specification "Binary distribution format"). */
export interface Wheel extends DistributionFile {
  readonly metadata: Metadata
  readonly entryPoints: readonly EntryPoint[]
  /** All files, in the order of the archive. */
  readonly members: readonly Member[]
  /** Name of a member -> the credential in it. */
  readonly credentials: ReadonlyMap<string, Credential>
  /** The files that are installed into site-packages, without `.dist-info`. */
  readonly files: readonly ShippedFile[]
  readonly topLevels: readonly TopLevel[]
}

/** A wheel as the probe `distribution_metadata` describes it. */
export interface WheelDescription {
  /** The reason why it is not a readable zip archive. */
  readonly error: string | null
  /** Null without METADATA. */
  readonly metadata: MetadataDescription | null
  readonly entry_points: readonly Pick<EntryPoint, 'group' | 'name' | 'value'>[]
}

/** Reads the size and the digest of a file. */
export async function readDistributionFile(
  file: string,
  kind: DistributionFile['kind'],
): Promise<DistributionFile> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { kind, file, sha256: hash.digest('hex'), bytes: (await stat(file)).size }
}

/**
 * Reads a wheel.
 *
 * @param description its description by the probe
 * @throws Error with a sentence if the file is not a zip archive or has no METADATA
 */
export async function readWheel(file: string, description: WheelDescription): Promise<Wheel> {
  const unreadable = (reason: string) => new Error(`${basename(file)} is not a valid zip archive: ${reason}`)
  const { members, credentials } = await readMembers(file).catch((error: Error) => {
    throw unreadable(error.message)
  })
  // Python rejects some archives that yauzl reads, such as one with a wrong checksum.
  if (description.error !== null) throw unreadable(description.error)
  if (description.metadata === null)
    throw new Error(`${basename(file)} is not a wheel: it has no METADATA file`)
  const files = members.flatMap(({ name, sha256 }): ShippedFile[] => {
    const path = pathInSitePackages(name)
    return path === undefined ? [] : [{ path, sha256 }]
  })
  return {
    ...(await readDistributionFile(file, 'wheel')),
    metadata: metadataFrom(description.metadata),
    entryPoints: description.entry_points.map(({ group, name, value }) =>
      parseEntryPoint(group, name, value),
    ),
    members,
    credentials,
    files,
    topLevels: topLevelsOf(files.map(({ path }) => path)),
  }
}

/** Reads all members, and finds the credentials in them. */
async function readMembers(
  file: string,
): Promise<{ members: Member[]; credentials: Map<string, Credential> }> {
  const members: Member[] = []
  const credentials = new Map<string, Credential>()
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
      bytes: content.length,
    })
    const credential =
      content.length > MAX_CREDENTIAL_FILE_BYTES ? undefined : await findCredential(name, content)
    if (credential !== undefined) credentials.set(name, credential)
  }
  return { members, credentials }
}

/**
 * Lists the names of all files in a wheel.
 *
 * @throws Error if it is not a zip archive
 */
export async function memberNames(file: string): Promise<string[]> {
  const zip = await yauzl.openPromise(file)
  const names: string[] = []
  for await (const { fileName } of zip.eachEntry()) if (!fileName.endsWith('/')) names.push(fileName)
  return names
}

/** The installed path of a member, relative to site-packages; undefined for scripts, headers, data and `.dist-info`. */
export function pathInSitePackages(member: string): string | undefined {
  if (/^[^/]+\.dist-info\//.test(member)) return undefined
  const data = /^[^/]+\.data\/([^/]+)\/(.+)$/.exec(member)
  if (data === null) return member
  return data[1] === 'purelib' || data[1] === 'platlib' ? data[2] : undefined
}

/** The path in site-packages of an installed file of the wheel; undefined for files of other distributions. */
export function shippedPath(file: string, { files }: Pick<Wheel, 'files'>): string | undefined {
  const installed = file.replaceAll('\\', '/')
  return files.find(({ path }) => installed.endsWith(`/${path}`))?.path
}

/** The top-level modules and import packages of installed files. */
export function topLevelsOf(paths: readonly string[]): TopLevel[] {
  const kinds = new Map<string, TopLevel['kind']>()
  for (const path of paths) {
    const module = moduleOf(path)
    // An `__init__.py` outside of any directory makes no package.
    if (module === undefined || module === '__init__') continue
    const name = topLevelModule(module)
    // Python prefers a package to a module, and a module to a namespace package (PEP 420).
    if (/^[^/]+\/__init__\./.test(path)) kinds.set(name, 'package')
    else if (!path.includes('/') && kinds.get(name) !== 'package') kinds.set(name, 'module')
    else if (!kinds.has(name)) kinds.set(name, 'namespace')
  }
  return [...kinds].map(([name, kind]) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : 1))
}
