import { cp, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { portionsOf } from '../../distribution/portions.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import type { SourceMap } from '../../project/source-map.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Environment } from '../../python/virtual-environment.ts'

export interface SandboxRequest {
  /** A copy of the checkout, which becomes the test sandbox. */
  readonly sandbox: string
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
 * @returns the links: path in the sandbox -> target
 */
export async function replaceSources({
  sandbox,
  projectPath,
  wheel,
  sourceMap,
  environment,
}: SandboxRequest): Promise<Map<string, string>> {
  const roots = [...sourceMap.roots.values()]
  for (const folder of new Set(['.', projectPath, ...roots.map((root) => dirname(root))])) {
    await removeMetadata(join(sandbox, folder))
    // A folder such as src/ exists to be imported from: what was forgotten there must not be found either.
    if (folder !== projectPath && folder !== '.') await removeImportable(join(sandbox, folder))
  }
  for (const root of roots) await rm(join(sandbox, root), { recursive: true, force: true })
  const links = new Map<string, string>()
  for (const portion of portionsOf(wheel)) {
    const [name = ''] = portion.split('/')
    const top = sourceMap.roots.has(name) ? name : moduleOf(portion)
    const root = top === undefined ? undefined : sourceMap.roots.get(top)
    const installed = await installedAt(portion, environment)
    if (root === undefined || top === undefined || installed === undefined) continue
    // Of a single module the root is the file itself; of a package it is the folder that stands for its name.
    const source = join(sandbox, top === name ? root + portion.slice(name.length) : root)
    await mkdir(dirname(source), { recursive: true })
    await link(installed, source)
    links.set(source, installed)
  }
  return links
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
