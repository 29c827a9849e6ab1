import { cp, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { moduleOf, type Wheel } from '../../distribution/wheel.ts'
import type { SourceMap } from '../../project/source-map.ts'
import type { Environment } from '../../python/virtual-environment.ts'

/** Folders and files that hold tests, by the names that pytest and unittest users give them. */
const TESTS = /(^|\/)(tests?\/|test_?data\/|conftest\.py$|tests?\.py$|test_[^/]*\.py$|[^/]*_tests?\.py$)/

/** True for a path that holds tests or what belongs to them. */
export function isTestPath(path: string): boolean {
  return TESTS.test(path)
}

export interface StageRequest {
  /** The copy of the checkout that becomes the stage. */
  readonly stage: string
  /** Path of the project in the checkout; `.` for the root. */
  readonly projectPath: string
  readonly wheel: Wheel
  readonly sourceMap: SourceMap
  readonly environment: Environment
}

/**
 * Replaces the source of everything that was shipped by a link to where it is installed. Every path that the
 * project's settings name still works, on installed content, and the source cannot be imported: it is not there.
 *
 * @returns the links: where each is in the stage -> where it leads
 */
export async function replaceSources({
  stage,
  projectPath,
  wheel,
  sourceMap,
  environment,
}: StageRequest): Promise<Map<string, string>> {
  const roots = [...sourceMap.roots.values()]
  for (const folder of new Set(['.', projectPath, ...roots.map((root) => dirname(root))])) {
    await removeMetadata(join(stage, folder))
    // A folder such as src/ exists to be imported from: what was forgotten there must not be found either.
    if (folder !== projectPath && folder !== '.') await removeImportable(join(stage, folder))
  }
  for (const root of roots) await rm(join(stage, root), { recursive: true, force: true })
  const links = new Map<string, string>()
  for (const portion of portionsOf(wheel)) {
    const [name = ''] = portion.split('/')
    const top = sourceMap.roots.has(name) ? name : moduleOf(portion)
    const root = top === undefined ? undefined : sourceMap.roots.get(top)
    const installed = await installedAt(portion, environment)
    if (root === undefined || top === undefined || installed === undefined) continue
    // Of a single module the root is the file itself; of a package it is the folder that stands for its name.
    const source = join(stage, top === name ? root + portion.slice(name.length) : root)
    await mkdir(dirname(source), { recursive: true })
    await link(installed, source)
    links.set(source, installed)
  }
  return links
}

/**
 * The folders and files of site-packages that are the wheel's alone. A namespace package is shared with other
 * distributions, so only what lies in it is the wheel's: the topmost regular packages and single modules.
 */
export function portionsOf({ files, topLevels }: Pick<Wheel, 'files' | 'topLevels'>): string[] {
  const regular = new Set(
    files.flatMap(({ path }) => (/\/__init__\.[^/]+$/.test(path) ? [dirname(path)] : [])),
  )
  const portions = files.flatMap(({ path }) => {
    const parts = path.split('/')
    const name = parts[0] as string
    const top = topLevels.find((topLevel) => topLevel.name === (parts.length === 1 ? moduleOf(path) : name))
    if (top === undefined) return []
    for (let length = 1; length < parts.length; length++) {
      const folder = parts.slice(0, length).join('/')
      if (regular.has(folder)) return [folder]
    }
    return [path]
  })
  return [...new Set(portions)]
}

/** Metadata of an earlier build, which Python would find before that of the wheel. */
async function removeMetadata(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((one) => /\.(egg|dist)-info$/.test(one)))
    await rm(join(folder, name), { recursive: true, force: true })
}

async function removeImportable(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  // Tests that lie right here have their helpers beside them.
  const holdsTests = entries.some((entry) => entry.isFile() && isTestPath(entry.name))
  for (const entry of entries) {
    const name = entry.name
    const importable = entry.isDirectory()
      ? /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)
      : name.endsWith('.py') && !holdsTests
    if (importable && !isTestPath(entry.isDirectory() ? `${name}/` : name))
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Where in an environment something of the wheel was installed; undefined where it was not. */
export async function installedAt(
  path: string,
  { purelib, platlib }: Pick<Environment, 'purelib' | 'platlib'>,
): Promise<string | undefined> {
  for (const folder of [purelib, platlib])
    if (await stat(join(folder, path)).catch(() => undefined)) return join(folder, path)
  return undefined
}

async function link(target: string, path: string): Promise<void> {
  const isFolder = (await stat(target)).isDirectory()
  // Windows lets everyone make junctions of folders, but not links to files.
  if (process.platform === 'win32' && !isFolder) await cp(target, path)
  else await symlink(target, path, isFolder ? 'junction' : 'file')
}

/**
 * Puts tests that live inside a package, and that the wheel rightly leaves out, beside the installed package: their
 * relative imports work nowhere else. Only ever into the environment of the tests.
 *
 * @param unshipped files of the checkout inside a shipped package that are not in the wheel, by where they would be installed
 * @returns where the files were put, relative to site-packages
 */
export async function overlayTests(
  unshipped: ReadonlyMap<string, string>,
  checkout: string,
  environment: Environment,
): Promise<string[]> {
  const tests = [...unshipped].filter(([installed]) => isTestPath(installed))
  for (const [installed, source] of tests) {
    const to = join(environment.purelib, installed)
    await mkdir(dirname(to), { recursive: true })
    await cp(join(checkout, source), to)
  }
  return tests.map(([installed]) => installed)
}
