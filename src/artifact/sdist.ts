import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { credentialIn, LARGEST_CREDENTIAL_FILE } from './credentials.ts'
import { type ArtifactFile, readArtifactFile } from './wheel.ts'

/** An sdist, read. */
export interface Sdist extends ArtifactFile {
  /** Relative to the folder of the project in it, with `/`. */
  readonly files: readonly string[]
  /** File -> what in it must not be published. */
  readonly credentials: ReadonlyMap<string, string>
}

/** Reads an sdist that was unpacked into a folder, in which nothing was built yet. */
export async function readSdist(file: string, unpacked: string): Promise<Sdist> {
  const entries = await readdir(unpacked, { recursive: true, withFileTypes: true })
  const files: string[] = []
  const credentials = new Map<string, string>()
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const absolute = join(entry.parentPath, entry.name)
    const path = relative(unpacked, absolute).split(sep).join('/')
    files.push(path)
    if ((await stat(absolute)).size > LARGEST_CREDENTIAL_FILE) continue
    const credential = credentialIn(path, await readFile(absolute))
    if (credential !== undefined) credentials.set(path, credential)
  }
  return { ...(await readArtifactFile(file, 'sdist')), files: files.sort(), credentials }
}
