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

/** Compares the wheel with the project's files in the checkout. */
export async function observeContents(wheel: Wheel, project: Project, checkout: Checkout): Promise<Contents> {
  const prefix = prefixOf(project)
  const projectFiles = checkout.files.filter((file) => file.startsWith(prefix))
  const sources = await readSources(checkout.root, projectFiles)
  const sourceMap = mapSources(wheel.files, wheel.topLevels, sources)
  const shipped = new Set(wheel.files.map(({ path }) => path))
  const unshipped = unshippedFiles(sourceMap, wheel.topLevels, shipped, projectFiles)
  const read = (name: string) => readFile(join(project.directory, name), 'utf8').catch(() => undefined)
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
    unshippedModules: unshippedModules(wheel, sourceMap, unshipped, projectFiles, prefix),
    readers,
    ignoredBy,
    workspaceModules: new Set(
      project.workspaceMembers.flatMap(({ path, modules }) => (path === project.path ? [] : modules)),
    ),
  }
}

/**
 * The sources of modules that are not in the wheel, by their dotted names: modules of a shipped package, of a directory
 * that contains one, or of the project's directory.
 */
function unshippedModules(
  wheel: Wheel,
  sourceMap: SourceMap,
  unshipped: ReadonlyMap<string, string>,
  files: readonly string[],
  prefix: string,
): Map<string, string> {
  const found = new Map<string, string>()
  const shipped = new Set(wheel.files.flatMap(({ path }) => moduleOf(path) ?? []))
  const add = (path: string, source: string) => {
    const module = moduleOf(path)
    if (module !== undefined && !shipped.has(module) && !found.has(module)) found.set(module, source)
  }
  for (const [installed, source] of unshipped) add(installed, source)
  const parents = [...sourceMap.roots.values()].map((root) =>
    root.includes('/') ? root.slice(0, root.lastIndexOf('/') + 1) : '',
  )
  for (const parent of new Set([...parents, prefix, `${prefix}src/`])) {
    for (const file of files) if (file.startsWith(parent)) add(file.slice(parent.length), file)
  }
  return found
}

/** Code that locates files relative to a module. */
const LOCATES_FILES =
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
    if (!LOCATES_FILES.test(text)) continue
    for (const file of data) {
      if (namesFile(text, file) && (dirname(file) === dirname(path) || namesDirectory(text, file)))
        found.set(file, [...(found.get(file) ?? []), source])
    }
  }
  return found
}

/** Whether a string literal in the text contains the name of the file's directory, in a path or a package name. */
function namesDirectory(text: string, path: string): boolean {
  const directory = basename(dirname(path)).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`['"/.]${directory}['"/]`).test(text)
}

/** Whether a string literal in the text ends with the name of the file. */
function namesFile(text: string, path: string): boolean {
  const name = path.split('/').at(-1) as string
  return text.includes(`${name}"`) || text.includes(`${name}'`)
}

async function findIgnored(checkout: Checkout, files: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  if (!checkout.isRepository || files.length === 0) return found
  // In batches, as the length of a command line is limited.
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
