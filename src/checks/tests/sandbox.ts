import { cp, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { portionsOf } from '../../distribution/portions.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import type { SourceMap } from '../../project/source-map.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Environment } from '../../python/virtual-environment.ts'

/** What `replaceSources` needs. */
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
 * Replaces the source of everything in the wheel by a link to the installed files. Paths in the project's settings
 * still work, and the source cannot be imported because it does not exist.
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
  for (const directory of new Set(['.', projectPath, ...roots.map((root) => dirname(root))])) {
    await removeMetadata(join(sandbox, directory))
    // Modules in src/ that the wheel lacks must not be importable either.
    if (directory !== projectPath && directory !== '.') await removeImportable(join(sandbox, directory))
  }
  for (const root of roots) await rm(join(sandbox, root), { recursive: true, force: true })
  const links = new Map<string, string>()
  const sources = new Map<string, string>()
  for (const portion of portionsOf(wheel)) {
    const [name = ''] = portion.split('/')
    const top = sourceMap.roots.has(name) ? name : moduleOf(portion)
    const root = top === undefined ? undefined : sourceMap.roots.get(top)
    const installed = await installedAt(portion, environment)
    if (root === undefined || top === undefined || installed === undefined) continue
    // The root of a single module is its file; the root of a package is its directory.
    const source = join(sandbox, top === name ? root + portion.slice(name.length) : root)
    if (!sources.has(source)) sources.set(source, installed)
  }
  // Directories before the files in them: a source that is installed at two paths must not be linked inside a link.
  for (const [source, installed] of [...sources].sort(([a], [b]) => a.length - b.length)) {
    if ([...links.keys()].some((link) => source.startsWith(link + sep))) continue
    await mkdir(dirname(source), { recursive: true })
    await link(installed, source)
    links.set(source, installed)
  }
  return links
}

/** Removes the metadata of earlier builds, which `importlib.metadata` would find before that of the wheel. */
async function removeMetadata(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => [])
  for (const name of names.filter((one) => /\.(egg|dist)-info$/.test(one)))
    await rm(join(directory, name), { recursive: true, force: true })
}

async function removeImportable(directory: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  // Tests in this directory may import helper modules beside them.
  const holdsTests = entries.some((entry) => entry.isFile() && isTestPath(entry.name))
  for (const entry of entries) {
    const name = entry.name
    const importable = entry.isDirectory()
      ? /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)
      : name.endsWith('.py') && !holdsTests
    if (importable && !isTestPath(entry.isDirectory() ? `${name}/` : name))
      await rm(join(directory, name), { recursive: true, force: true })
  }
}

/** The absolute path of an installed file or directory of the wheel; undefined if it is not installed. */
export async function installedAt(
  path: string,
  { purelib, platlib }: Pick<Environment, 'purelib' | 'platlib'>,
): Promise<string | undefined> {
  for (const directory of [purelib, platlib])
    if (await stat(join(directory, path)).catch(() => undefined)) return join(directory, path)
  return undefined
}

async function link(target: string, path: string): Promise<void> {
  const isDirectory = (await stat(target)).isDirectory()
  // On Windows, symbolic links to files need a privilege; directory junctions do not.
  if (process.platform === 'win32' && !isDirectory) await cp(target, path)
  else await symlink(target, path, isDirectory ? 'junction' : 'file')
}

/**
 * Copies tests inside a package that the wheel excludes, and their data, into the installed package, because their relative
 * imports and paths work only there. Only for the test environment.
 *
 * @param tests path that a file would be installed at -> its source
 * @returns the copied files, relative to site-packages
 */
export async function overlayTests(
  tests: ReadonlyMap<string, string>,
  checkout: string,
  environment: Environment,
): Promise<string[]> {
  for (const [installed, source] of tests) {
    const target = join(environment.purelib, installed)
    await mkdir(dirname(target), { recursive: true })
    await cp(join(checkout, source), target)
  }
  return [...tests.keys()]
}
