import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../config/settings.ts'
import {
  isTexts,
  type LineOf,
  parseToml,
  type TomlDocument,
  TomlError,
  type TomlPath,
  type TomlTable,
  table,
} from '../config/toml.ts'
import type { BuildSystem } from '../distribution/backend.ts'
import { ConfigurationError, type ConfigurationProblem } from '../program/errors.ts'
import {
  type DeclaredEntryPoint,
  entryPointsInPyproject,
  entryPointsInSetupCfg,
} from './declared-entry-points.ts'
import { parseIni } from './ini.ts'
import { pathInTree, type SourceTree } from './source-tree.ts'
import { type LockedVersion, readUvLock } from './uv-lock.ts'

/** What the source says about itself. Claims: what holds is read from the artifact. */
export interface Project {
  /** Absolute. */
  readonly folder: string
  /** Relative to the checkout's root; `.` for the root. */
  readonly path: string
  /** The declared name; the folder's where it is not declared in a readable way. */
  readonly name: string
  readonly pyproject: TomlTable
  readonly lineOf: LineOf
  readonly setupCfg: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly buildSystem: BuildSystem
  readonly requiresPython: string | undefined
  readonly declaredEntryPoints: readonly DeclaredEntryPoint[]
  /** What the lock file says of the project itself. */
  readonly locked: LockedVersion | undefined
  readonly settings: Settings
  /** All packages of the repository, this one among them; none where it is alone. */
  readonly neighbours: readonly WorkspaceMember[]
  /** Names of the packages of the repository through which it needs itself, in order; none for most. */
  readonly ring: readonly string[]
}

/** A package of the repository, as requirements and imports name it. */
export interface WorkspaceMember {
  /** As it is declared. */
  readonly name: string
  /** Relative to the checkout's root. */
  readonly path: string
  /** The dotted names of what it has to import, going by its files: `core`, `acme.core`. */
  readonly modules: readonly string[]
}

/** What PEP 517 prescribes where `[build-system]` does not name a backend. */
const LEGACY: BuildSystem = {
  requires: ['setuptools >= 40.8.0'],
  backend: 'setuptools.build_meta:__legacy__',
  backendPath: [],
}

/**
 * Reads the project in a folder of the checkout.
 *
 * @param rules the rules that `ignore` may name; undefined: any
 *
 * @throws ConfigurationError when there is none, or its pyproject.toml cannot be read
 */
export async function readProject(
  checkout: SourceTree,
  folder: string,
  rules?: readonly string[],
): Promise<Project> {
  const path = pathInTree(checkout, folder)
  const read = (name: string) => readFile(join(folder, name)).catch(() => undefined)
  const [pyprojectBytes, setupCfgBytes, setupPy] = await Promise.all(
    ['pyproject.toml', 'setup.cfg', 'setup.py'].map(read),
  )
  const [pyprojectText, setupCfgText] = [pyprojectBytes?.toString(), setupCfgBytes?.toString()]
  if (pyprojectText === undefined && setupCfgText === undefined && setupPy === undefined) {
    throw new ConfigurationError([{ message: noProject(checkout, path) }])
  }
  const file = pyprojectOf({ path })
  if (pyprojectBytes !== undefined) checkEncoding(pyprojectBytes, file)
  const { table: pyproject, lineOf } = parsePyproject(pyprojectText ?? '', file)
  const setupCfg = parseIni(setupCfgText ?? '')
  const tool = table(pyproject.tool)
  const { settings, problems } =
    tool['as-installed'] === undefined
      ? { settings: DEFAULT_SETTINGS, problems: [] }
      : readSettings(tool['as-installed'], file, lineOf, rules)
  const buildSystem = readBuildSystem(pyproject, file, lineOf, problems)
  if (problems.length > 0) throw new ConfigurationError(problems)

  const declared = table(pyproject.project)
  const poetry = table(tool.poetry)
  const metadata = setupCfg.get('metadata')
  return {
    folder,
    path,
    name: text(declared.name) ?? text(poetry.name) ?? metadata?.get('name') ?? basename(folder),
    pyproject,
    lineOf,
    setupCfg,
    buildSystem,
    requiresPython: text(declared['requires-python']) ?? setupCfg.get('options')?.get('python_requires'),
    declaredEntryPoints: [
      ...entryPointsInPyproject(declared, ['project'], file, lineOf),
      ...entryPointsInPyproject(poetry, ['tool', 'poetry'], file, lineOf),
      ...(/^setuptools\b/.test(buildSystem.backend)
        ? entryPointsInSetupCfg(setupCfg, fileOf({ path }, 'setup.cfg'))
        : []),
    ],
    locked: await readUvLock(checkout, path),
    settings,
    neighbours: [],
    ring: [],
  }
}

function noProject(checkout: SourceTree, path: string): string {
  const where = path === '.' ? checkout.root : path
  const inside = prefixOf({ path })
  const below = checkout.files.filter((file) => file.startsWith(inside) && file.endsWith('/pyproject.toml'))
  const hint = below.length > 0 ? ` There is one below it: ${below.slice(0, 3).join(', ')}.` : ''
  return `There is no Python project in ${where}: it has no pyproject.toml, setup.cfg or setup.py. Give the folder that has.${hint}`
}

/** Python reads TOML as UTF-8 and refuses a byte order mark. */
function checkEncoding(content: Buffer, file: string): void {
  const refuse = (problem: string) => {
    throw new ConfigurationError([{ message: `${file} ${problem}`, file, line: 1 }])
  }
  if (!isUtf8(content)) refuse('is not UTF-8, as TOML has to be. Save it as UTF-8.')
  if (content.subarray(0, 3).equals(BYTE_ORDER_MARK))
    refuse('begins with a byte order mark, which no Python tool reads. Save it without one.')
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff')

function parsePyproject(content: string, file: string): TomlDocument {
  try {
    return parseToml(content)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const words = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '')
    const message = `${file} is not TOML, line ${error.line}, column ${error.column}: ${words}. Mend that line.`
    throw new ConfigurationError([{ message, file, line: error.line }])
  }
}

function readBuildSystem(
  pyproject: TomlTable,
  file: string,
  lineOf: LineOf,
  problems: ConfigurationProblem[],
): BuildSystem {
  const given = pyproject['build-system']
  if (given === undefined) return LEGACY
  const { requires, 'build-backend': backend, 'backend-path': backendPath } = table(given)
  const wrong = (key: string, wanted: string) => {
    const line = lineOf(['build-system', key])
    problems.push({
      message: `build-system.${key} of ${file} is missing or of the wrong type: it must be ${wanted} (PEP 518).`,
      file,
      ...(line === undefined ? {} : { line }),
    })
  }
  if (!isTexts(requires)) wrong('requires', 'a list of requirements')
  if (backend !== undefined && typeof backend !== 'string') wrong('build-backend', 'a text')
  if (backendPath !== undefined && !isTexts(backendPath)) wrong('backend-path', 'a list of folders')
  return {
    requires: isTexts(requires) ? requires : [],
    backend: typeof backend === 'string' ? backend : LEGACY.backend,
    backendPath: isTexts(backendPath) ? backendPath : [],
  }
}

/** What the paths of the project's files begin with in the checkout: `packages/demo/`; nothing in its root. */
export function prefixOf({ path }: Pick<Project, 'path'>): string {
  return path === '.' ? '' : `${path}/`
}

/** A file of the project, relative to the checkout's root. */
export function fileOf(project: Pick<Project, 'path'>, file: string): string {
  return prefixOf(project) + file
}

/** Its pyproject.toml, whether it has one or not, relative to the checkout's root. */
export function pyprojectOf(project: Pick<Project, 'path'>): string {
  return fileOf(project, 'pyproject.toml')
}

/** What pyproject.toml says at a path of keys; undefined where it says nothing. */
export function valueAt({ pyproject }: Pick<Project, 'pyproject'>, path: TomlPath): unknown {
  return path.reduce<unknown>((value, key) => table(value)[key], pyproject)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
