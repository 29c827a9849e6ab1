import { createHash } from 'node:crypto'
import { readdir, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join, posix, sep } from 'node:path'
import { inParallel } from '../process/concurrency.ts'

/** The file in a cache entry that lists all others with their digests. */
const MANIFEST = 'as-installed-manifest.json'

const LINK = 'link:'

/** Path with `/` -> `sha256:…` for a file, `link:…` for a symbolic link. */
type Contents = Readonly<Record<string, string>>

/** Writes the manifest of a directory into it. */
export async function writeManifest(directory: string): Promise<void> {
  await writeFile(join(directory, MANIFEST), JSON.stringify(await contentsOf(directory)))
}

/**
 * Removes the manifest of a directory, and compares the directory with it.
 *
 * @param linkTargets files outside the directory that symbolic links in it may point to
 * @throws Error that names the first difference, or a symbolic link that points elsewhere
 */
export async function verifyManifest(directory: string, linkTargets: readonly string[] = []): Promise<void> {
  const file = join(directory, MANIFEST)
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error('the manifest is missing')
  })
  await rm(file)
  const [expected, actual]: [Contents, Contents] = [JSON.parse(text), await contentsOf(directory)]
  const paths = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort()
  const changed = paths.find((path) => expected[path] !== actual[path])
  if (changed !== undefined) throw new Error(`${changed} differs from its manifest`)
  const [inside, ...allowed] = await Promise.all([directory, ...linkTargets].map(realPath))
  for (const [path, content] of Object.entries(actual)) {
    if (!content.startsWith(LINK)) continue
    const [target, realTarget] = [content.slice(LINK.length), await realPath(join(directory, path))]
    const isInside = `${realTarget}${sep}`.startsWith(`${inside}${sep}`)
    // The directory is moved afterwards, which changes the target of a relative link out of it.
    const isAllowed = isAbsolute(target)
      ? allowed.includes(realTarget)
      : !isOutside(path, target) && (isInside || allowed.includes(realTarget))
    if (!isAllowed) throw new Error(`${path} is a link to a path outside of it`)
  }
}

/** @throws Error if there is anything but files, directories and symbolic links */
async function contentsOf(directory: string): Promise<Contents> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const described = await inParallel(
    entries.filter((entry) => !entry.isDirectory()),
    async (entry) => {
      const file = join(entry.parentPath, entry.name)
      const path = file
        .slice(directory.length + 1)
        .split(sep)
        .join('/')
      if (entry.isSymbolicLink())
        return [path, `${LINK}${(await readlink(file)).split(sep).join('/')}`] as const
      if (!entry.isFile()) throw new Error(`${path} is not a regular file`)
      const digest = createHash('sha256')
        .update(await readFile(file))
        .digest('hex')
      return [path, `sha256:${digest}`] as const
    },
  )
  return Object.fromEntries(described)
}

/** Resolves symbolic links; a path that does not exist is returned unchanged. */
function realPath(file: string): Promise<string> {
  return realpath(file).catch(() => file)
}

function isOutside(path: string, target: string): boolean {
  return /^\.\.(\/|$)/.test(posix.join(posix.dirname(path), target))
}
