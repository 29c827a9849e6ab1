import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { basename, dirname } from 'node:path/posix'
import type { Wheel } from '../../distribution/wheel.ts'
import { type Project, prefixOf } from '../../project/project.ts'
import { mapSources, readSources, type SourceMap, unshippedFiles } from '../../project/source-map.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Checkout } from '../../repository/checkout.ts'
import { tryGit } from '../../repository/git.ts'
import type { Contents } from './facts.ts'

/** Compares the wheel with the project's part of the checkout. */
export async function observeContents(wheel: Wheel, project: Project, checkout: Checkout): Promise<Contents> {
  const own = prefixOf(project)
  const inside = checkout.files.filter((file) => file.startsWith(own))
  const sources = await readSources(checkout.root, inside)
  const sourceMap = mapSources(wheel.files, wheel.topLevels, sources)
  const shipped = new Set(wheel.files.map(({ path }) => path))
  const unshipped = unshippedFiles(sourceMap, wheel.topLevels, shipped, inside)
  const read = (name: string) => readFile(join(project.folder, name), 'utf8').catch(() => undefined)
  const [manifest, setupPy, readers, ignoredBy] = await Promise.all([
    read('MANIFEST.in'),
    read('setup.py'),
    findReaders(wheel, sourceMap, unshipped, checkout),
    findIgnored(checkout, [...unshipped.values()]),
  ])
  return {
    wheel,
    sourceMap,
    sources,
    manifest,
    setupPy,
    unshipped,
    unshippedModules: unshippedModules(wheel, sourceMap, unshipped, inside, own),
    readers,
    ignoredBy,
    siblingModules: new Set(
      project.neighbours.flatMap(({ path, modules }) => (path === project.path ? [] : modules)),
    ),
  }
}

/**
 * Modules of the checkout that are not shipped, by the name under which they are imported from there: inside a
 * shipped package, in a folder from which something is shipped, or in the project's folder itself.
 */
function unshippedModules(
  wheel: Wheel,
  sourceMap: SourceMap,
  unshipped: ReadonlyMap<string, string>,
  files: readonly string[],
  own: string,
): Map<string, string> {
  const found = new Map<string, string>()
  const shipped = new Set(wheel.files.flatMap(({ path }) => moduleOf(path) ?? []))
  const note = (path: string, source: string) => {
    const module = moduleOf(path)
    if (module !== undefined && !shipped.has(module) && !found.has(module)) found.set(module, source)
  }
  for (const [installed, source] of unshipped) note(installed, source)
  const parents = [...sourceMap.roots.values()].map((root) =>
    root.includes('/') ? root.slice(0, root.lastIndexOf('/') + 1) : '',
  )
  for (const parent of new Set([...parents, own, `${own}src/`])) {
    for (const file of files) if (file.startsWith(parent)) note(file.slice(parent.length), file)
  }
  return found
}

/** How code finds the files beside itself. */
const READS_BESIDE =
  /__file__|importlib[._]resources|importlib_resources|resource_(filename|stream|string|listdir)|get_data\(|PackageLoader|\bfiles\(/

async function findReaders(
  wheel: Wheel,
  sourceMap: SourceMap,
  unshipped: ReadonlyMap<string, string>,
  checkout: Checkout,
): Promise<Map<string, string[]>> {
  const data = [...unshipped.keys()].filter((path) => moduleOf(path) === undefined)
  const found = new Map<string, string[]>()
  if (data.length === 0) return found
  for (const { path } of wheel.files) {
    const source = path.endsWith('.py') && !isTestPath(path) ? sourceMap.sourceOf(path) : undefined
    if (source === undefined) continue
    const text = await readFile(join(checkout.root, source), 'utf8').catch(() => '')
    if (!READS_BESIDE.test(text)) continue
    for (const file of data) {
      if (namesFile(text, file) && (isBeside(file, path) || namesFolder(text, file)))
        found.set(file, [...(found.get(file) ?? []), source])
    }
  }
  return found
}

function isBeside(file: string, module: string): boolean {
  return dirname(file) === dirname(module)
}

/** Whether a text has the name of the folder of a file as a literal, or as a part of one: a path or a package. */
function namesFolder(text: string, path: string): boolean {
  const folder = basename(dirname(path)).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`['"/.]${folder}['"/]`).test(text)
}

/** Whether a text has the name of a file as a literal, or as the end of one. */
function namesFile(text: string, path: string): boolean {
  const name = path.split('/').at(-1) as string
  return text.includes(`${name}"`) || text.includes(`${name}'`)
}

async function findIgnored(checkout: Checkout, files: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  if (!checkout.repository || files.length === 0) return found
  // In groups, as a command line has a limit.
  for (let i = 0; i < files.length; i += 200) {
    const paths = files.slice(i, i + 200)
    const args = ['check-ignore', '--no-index', '--verbose', '--', ...paths]
    const { stdout } = await tryGit(checkout.root, args)
    for (const match of stdout.matchAll(/^(.+):(\d+):(.*)\t(.+)$/gm)) {
      const [, file, line, pattern = '', path = ''] = match
      if (!pattern.startsWith('!')) found.set(path, `"${pattern}" in line ${line} of ${file}`)
    }
  }
  return found
}
