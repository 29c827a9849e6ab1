import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { parseMetadata } from './core-metadata.ts'
import { credentialIn, LARGEST_CREDENTIAL_FILE } from './credentials.ts'
import { type ArtifactFile, readArtifactFile } from './wheel.ts'

/** An sdist, read. */
export interface Sdist extends ArtifactFile {
  /** Relative to the folder of the project in it, with `/`. */
  readonly files: readonly string[]
  /** File -> what in it must not be published. */
  readonly credentials: ReadonlyMap<string, string>
  /** In its PKG-INFO; undefined where it has none. */
  readonly version: string | undefined
}

/** Reads an sdist that was unpacked into a folder, in which nothing was built yet. */
export async function readSdist(file: string, unpacked: string): Promise<Sdist> {
  const files: string[] = []
  const credentials = new Map<string, string>()
  for (const found of await readdir(unpacked, { recursive: true })) {
    const stat = await lstat(join(unpacked, found))
    if (!stat.isFile()) continue
    const path = found.split(sep).join('/')
    files.push(path)
    if (stat.size > LARGEST_CREDENTIAL_FILE) continue
    const credential = credentialIn(path, await readFile(join(unpacked, found)))
    if (credential !== undefined) credentials.set(path, credential)
  }
  const metadata = await readFile(join(unpacked, 'PKG-INFO'), 'utf8').catch(() => '')
  const version = parseMetadata(metadata).version || undefined
  return { ...(await readArtifactFile(file, 'sdist')), files: files.sort(), credentials, version }
}
