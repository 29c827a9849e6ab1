import { cp, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TopLevel } from '../artifact/wheel.ts'
import type { Environment } from '../environment/environment.ts'
import type { SourceMap } from '../project/source-map.ts'

/** Folders and files that hold tests, by the names that pytest and unittest users give them. */
const TESTS = /(^|\/)(tests?\/|conftest\.py$|test_[^/]*\.py$|[^/]*_tests?\.py$)/

/** True for a path that holds tests or what belongs to them. */
export function isTestPath(path: string): boolean {
  return TESTS.test(path)
}

export interface StageRequest {
  /** The copy of the checkout that becomes the stage. */
  readonly stage: string
  /** Path of the project in the checkout; `.` for the root. */
  readonly projectPath: string
  readonly topLevels: readonly TopLevel[]
  readonly sourceMap: SourceMap
  readonly environment: Environment
}

/**
 * Replaces the source of everything that was shipped by a link to where it is installed. Every path that the
 * project's settings name still works, on installed content, and the source cannot be imported: it is not there.
 */
export async function replaceSources({
  stage,
  projectPath,
  topLevels,
  sourceMap,
  environment,
}: StageRequest): Promise<void> {
  const names = new Set(topLevels.map(({ name }) => name))
  const roots = [...sourceMap.roots].filter(([name]) => names.has(name))
  for (const folder of new Set(roots.map(([, root]) => dirname(root)))) {
    // A folder such as src/ exists to be imported from: what was forgotten there must not be found either.
    if (folder !== projectPath && folder !== '.') await removeImportable(join(stage, folder))
  }
  for (const [name, root] of roots) {
    const source = join(stage, root)
    const installed = await firstThatExists([
      join(environment.purelib, name),
      join(environment.platlib, name),
      join(environment.purelib, `${name}.py`),
    ])
    await rm(source, { recursive: true, force: true })
    if (installed === undefined) continue
    await mkdir(dirname(source), { recursive: true })
    await link(installed, source)
  }
}

async function removeImportable(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const name = entry.name
    const importable = entry.isDirectory()
      ? /^[\p{ID_Start}_][\p{ID_Continue}]*$|\.egg-info$/u.test(name)
      : name.endsWith('.py')
    if (importable && !isTestPath(entry.isDirectory() ? `${name}/` : name))
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function firstThatExists(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await stat(path).catch(() => undefined)) return path
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
