import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Wheel } from '../../distribution/wheel.ts'
import { inParallel } from '../../process/concurrency.ts'
import { readChangelog } from '../../project/changelog.ts'
import { type Project, prefixOf } from '../../project/project.ts'
import { declaredSourceDirectories } from '../../project/source-directories.ts'
import {
  mapSources,
  readSources,
  type SourceFile,
  type SourceMap,
  sourceRoots,
  unshippedFiles,
} from '../../project/source-map.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Checkout } from '../../repository/checkout.ts'
import { tryGit } from '../../repository/git.ts'
import { findBesidePackages, isReadme, withImporters } from './beside-packages.ts'
import { findDataReaders } from './data-readers.ts'
import type { Contents } from './facts.ts'
import { observeReferences, type ReferencesRequest } from './observe-references.ts'

/**
 * Compares the wheel with the project's files in the checkout.
 *
 * @param probe the interpreter that analyzes the code of the wheel, without running it
 * @throws ConfigurationError if the changelog that the settings require does not exist
 */
export async function observeContents(
  wheel: Wheel,
  project: Project,
  checkout: Checkout,
  probe?: ReferencesRequest['probe'],
): Promise<Contents> {
  const prefix = prefixOf(project)
  const projectFiles = checkout.files.filter((file) => file.startsWith(prefix))
  const sources = await readSources(checkout.root, projectFiles)
  const sourceMap = mapSources(wheel.files, wheel.topLevels, sources)
  const shipped = new Set(wheel.files.map(({ path }) => path))
  const unshipped = new Map([
    ...unshippedFiles(sourceMap, wheel.topLevels, shipped, projectFiles),
    ...unshippedStubs(wheel, sources, shipped, projectFiles),
  ])
  const others = project.workspaceMembers.flatMap(({ path }) =>
    path === project.path || path === '.' ? [] : [`${path}/`],
  )
  const workspaceModules = new Set(
    project.workspaceMembers.flatMap(({ path, modules }) => (path === project.path ? [] : modules)),
  )
  const read = (name: string) => readFile(join(project.directory, name), 'utf8').catch(() => undefined)
  const beside = findBesidePackages({
    wheel,
    sourceMap,
    files: projectFiles,
    prefix,
    declared: declaredSourceDirectories(project).map((directory) => `${prefix}${directory}`),
    workspaceModules,
    others,
  })
  const [manifest, setupPy, references, ignoredBy, importers] = await Promise.all([
    read('MANIFEST.in'),
    read('setup.py'),
    observeReferences({
      wheel,
      sourceMap,
      root: checkout.root,
      missing: [...unshipped].flatMap(([path, source]) => (moduleOf(path) === undefined ? [source] : [])),
      probe,
    }),
    findIgnored(checkout, [...unshipped.values(), ...beside.map(({ source }) => source)]),
    beside.length === 0 ? [] : readImporters(checkout, projectFiles, others),
  ])
  const { readers, possibleReaders, readOutside } = findDataReaders(references, {
    unshipped,
    shipped: new Map(
      wheel.files.flatMap(({ path }) => {
        const source = sourceMap.sourceOf(path)
        return source === undefined ? [] : [[source, path] as const]
      }),
    ),
    files: projectFiles,
    roots: [...sourceMap.roots.values()],
  })
  return {
    wheel,
    sourceMap,
    sources,
    manifest,
    setupPy,
    changelog: await readChangelog(project, checkout),
    unshipped,
    unshippedModules: unshippedModules(wheel, sourceMap, unshipped, projectFiles, prefix),
    besidePackages: withImporters(beside, importers),
    readers,
    possibleReaders,
    readOutside,
    imports: references.imports,
    ignoredBy,
    workspaceModules,
  }
}

/** The files of stub-only packages that the wheel lacks, which have no modules (PEP 561). */
function unshippedStubs(
  wheel: Wheel,
  sources: readonly SourceFile[],
  shipped: ReadonlySet<string>,
  files: readonly string[],
): Map<string, string> {
  const names = wheel.files.flatMap(({ path }) => /^([^/]+-stubs)\//.exec(path)?.[1] ?? [])
  const stubs = [...new Set(names)].map((name) => ({ name, kind: 'package' as const }))
  return stubs.length === 0
    ? new Map()
    : unshippedFiles(mapSources(wheel.files, stubs, sources), stubs, shipped, files)
}

/** Reads what may import a module next to the package: the README, tests, and Python code of the project. */
async function readImporters(
  checkout: Checkout,
  files: readonly string[],
  others: readonly string[],
): Promise<{ path: string; text: string }[]> {
  const wanted = files.filter(
    (file) => (isReadme(file) || file.endsWith('.py')) && !others.some((other) => file.startsWith(other)),
  )
  return inParallel(wanted, async (path) => ({
    path,
    text: await readFile(join(checkout.root, path), 'utf8').catch(() => ''),
  }))
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
  for (const parent of new Set([...sourceRoots(sourceMap), prefix, `${prefix}src/`])) {
    for (const file of files) if (file.startsWith(parent)) add(file.slice(parent.length), file)
  }
  return found
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
      if (!pattern.startsWith('!')) found.set(path, `"${pattern}" (${file}:${line})`)
    }
  }
  return found
}
