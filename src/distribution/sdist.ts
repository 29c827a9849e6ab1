import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { MetadataDescription } from './core-metadata.ts'
import { type Credential, findCredential, MAX_CREDENTIAL_FILE_BYTES } from './credentials.ts'
import { type DistributionFile, readDistributionFile } from './wheel.ts'

/** The contents of an sdist. */
export interface Sdist extends DistributionFile {
  /** Relative to its project directory, with `/`. */
  readonly files: readonly string[]
  /** File -> its size. */
  readonly sizes?: ReadonlyMap<string, number>
  /** File -> the credential in it. */
  readonly credentials: ReadonlyMap<string, Credential>
  /** The version in its PKG-INFO, if it has one. */
  readonly version: string | undefined
}

/**
 * Reads an sdist.
 *
 * @param unpacked its project directory, unpacked and not modified by a build
 * @param metadata its description by the probe `build`; null without PKG-INFO
 */
export async function readSdist(
  file: string,
  unpacked: string,
  metadata: MetadataDescription | null,
): Promise<Sdist> {
  const sizes = new Map<string, number>()
  const credentials = new Map<string, Credential>()
  for (const entry of await readdir(unpacked, { recursive: true })) {
    const stat = await lstat(join(unpacked, entry))
    if (!stat.isFile()) continue
    const path = entry.split(sep).join('/')
    sizes.set(path, stat.size)
    if (stat.size > MAX_CREDENTIAL_FILE_BYTES) continue
    const credential = await findCredential(path, await readFile(join(unpacked, entry)))
    if (credential !== undefined) credentials.set(path, credential)
  }
  const version = metadata?.version || undefined
  const files = [...sizes.keys()].sort()
  return { ...(await readDistributionFile(file, 'sdist')), files, sizes, credentials, version }
}
