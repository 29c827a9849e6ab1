import { createHash } from 'node:crypto'
import { readdir, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join, posix, sep } from 'node:path'
import { inParallel } from '../process/concurrency.ts'

/** The file in an entry that says what else is in it. */
const MANIFEST = 'as-installed-manifest.json'

const LINK = 'link:'

/** Path with `/` -> `sha256:…` of a file, `link:…` of a symbolic link. */
type Contents = Readonly<Record<string, string>>

/** Writes into a folder what is in it. */
export async function seal(folder: string): Promise<void> {
  await writeFile(join(folder, MANIFEST), JSON.stringify(await contentsOf(folder)))
}

/**
 * Removes the seal of a folder.
 *
 * @param outside files outside of it that links in it may lead to
 * @throws Error that names what is not as it was when the folder was sealed
 */
export async function unseal(folder: string, outside: readonly string[] = []): Promise<void> {
  const file = join(folder, MANIFEST)
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error('it has no manifest')
  })
  await rm(file)
  const [sealed, found]: [Contents, Contents] = [JSON.parse(text), await contentsOf(folder)]
  const paths = [...new Set([...Object.keys(sealed), ...Object.keys(found)])].sort()
  const wrong = paths.find((path) => sealed[path] !== found[path])
  if (wrong !== undefined) throw new Error(`${wrong} is not what its manifest says`)
  const [inside, ...allowed] = await Promise.all([folder, ...outside].map(real))
  for (const [path, content] of Object.entries(found)) {
    if (!content.startsWith(LINK)) continue
    const [target, end] = [content.slice(LINK.length), await real(join(folder, path))]
    const isInside = `${end}${sep}`.startsWith(`${inside}${sep}`)
    // The folder will be moved: a relative path that leads out would lead elsewhere then, and an absolute one stays.
    const isAllowed = isAbsolute(target)
      ? allowed.includes(end)
      : !leadsOut(path, target) && (isInside || allowed.includes(end))
    if (!isAllowed) throw new Error(`${path} is a link that leads out of it`)
  }
}

/** @throws Error where there is something that is neither a file, a folder nor a link */
async function contentsOf(folder: string): Promise<Contents> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const described = await inParallel(
    entries.filter((entry) => !entry.isDirectory()),
    async (entry) => {
      const file = join(entry.parentPath, entry.name)
      const path = file
        .slice(folder.length + 1)
        .split(sep)
        .join('/')
      if (entry.isSymbolicLink())
        return [path, `${LINK}${(await readlink(file)).split(sep).join('/')}`] as const
      if (!entry.isFile()) throw new Error(`${path} is no file`)
      const digest = createHash('sha256')
        .update(await readFile(file))
        .digest('hex')
      return [path, `sha256:${digest}`] as const
    },
  )
  return Object.fromEntries(described)
}

/** The same for all names of a file; what is not there stands for itself. */
function real(file: string): Promise<string> {
  return realpath(file).catch(() => file)
}

function leadsOut(path: string, target: string): boolean {
  return /^\.\.(\/|$)/.test(posix.join(posix.dirname(path), target))
}
