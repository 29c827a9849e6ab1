import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../config/settings.ts'
import {
  isStringArray,
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
import { pathInSourceTree, type SourceTree } from './source-tree.ts'
import { type LockedVersion, readUvLock } from './uv-lock.ts'

/** What the configuration files of a package declare. The built wheel may differ from it. */
export interface Project {
  /** Absolute. */
  readonly directory: string
  /** Relative to the checkout's root; `.` for the root itself. */
  readonly path: string
  /** The declared name; the name of the directory if the name is not declared statically. */
  readonly name: string
  readonly pyproject: TomlTable
  readonly lineOf: LineOf
  readonly setupCfg: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly buildSystem: BuildSystem
  readonly requiresPython: string | undefined
  readonly declaredEntryPoints: readonly DeclaredEntryPoint[]
  /** The project's own entry in `uv.lock`. */
  readonly lockedVersion: LockedVersion | undefined
  readonly settings: Settings
  /** All packages of the repository, including this one; empty if it is the only one. */
  readonly workspaceMembers: readonly WorkspaceMember[]
  /** Names of the workspace members through which the package depends on itself, in order; usually empty. */
  readonly dependencyCycle: readonly string[]
}

/** A package of the repository, with the names that requirements and imports use for it. */
export interface WorkspaceMember {
  /** As declared, not normalized. */
  readonly name: string
  /** Relative to the checkout's root. */
  readonly path: string
  /** Dotted names of its import packages and modules, guessed from its files: `core`, `acme.core`. */
  readonly modules: readonly string[]
}

/** The default if `[build-system]` does not name a backend (PEP 517). */
const LEGACY_BUILD_SYSTEM: BuildSystem = {
  requires: ['setuptools >= 40.8.0'],
  backend: 'setuptools.build_meta:__legacy__',
  backendPath: [],
}

/**
 * Reads the project in a directory of the checkout.
 *
 * @param rules the rules that `ignore` may name; undefined: any
 * @throws ConfigurationError if there is no project, or its configuration is invalid
 */
export async function readProject(
  checkout: SourceTree,
  directory: string,
  rules?: readonly string[],
): Promise<Project> {
  const path = pathInSourceTree(checkout, directory)
  const read = (name: string) => readFile(join(directory, name)).catch(() => undefined)
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
    directory,
    path,
    name: asString(declared.name) ?? asString(poetry.name) ?? metadata?.get('name') ?? basename(directory),
    pyproject,
    lineOf,
    setupCfg,
    buildSystem,
    requiresPython: asString(declared['requires-python']) ?? setupCfg.get('options')?.get('python_requires'),
    declaredEntryPoints: [
      ...entryPointsInPyproject(declared, ['project'], file, lineOf),
      ...entryPointsInPyproject(poetry, ['tool', 'poetry'], file, lineOf),
      ...(/^setuptools\b/.test(buildSystem.backend)
        ? entryPointsInSetupCfg(setupCfg, fileOf({ path }, 'setup.cfg'))
        : []),
    ],
    lockedVersion: await readUvLock(checkout, path),
    settings,
    workspaceMembers: [],
    dependencyCycle: [],
  }
}

function noProject(checkout: SourceTree, path: string): string {
  const where = path === '.' ? checkout.root : path
  const inside = prefixOf({ path })
  const below = checkout.files.filter((file) => file.startsWith(inside) && file.endsWith('/pyproject.toml'))
  const hint = below.length > 0 ? ` There is one in a subdirectory: ${below.slice(0, 3).join(', ')}.` : ''
  return `No Python project in ${where}: the directory has no pyproject.toml, setup.cfg or setup.py.${hint}`
}

/** `tomllib` accepts only UTF-8 without a byte order mark. */
function checkEncoding(content: Buffer, file: string): void {
  const refuse = (problem: string) => {
    throw new ConfigurationError([{ message: `${file} ${problem}`, file, line: 1 }])
  }
  if (!isUtf8(content)) refuse('is not UTF-8, which TOML requires. Save it as UTF-8.')
  if (content.subarray(0, 3).equals(BYTE_ORDER_MARK))
    refuse('begins with a byte order mark, which Python tools reject. Save it without one.')
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff')

function parsePyproject(content: string, file: string): TomlDocument {
  try {
    return parseToml(content)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '')
    const message = `Invalid TOML in ${file}, line ${error.line}, column ${error.column}: ${reason}.`
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
  if (given === undefined) return LEGACY_BUILD_SYSTEM
  const { requires, 'build-backend': backend, 'backend-path': backendPath } = table(given)
  const addProblem = (key: string, expected: string) => {
    const line = lineOf(['build-system', key])
    problems.push({
      message: `build-system.${key} in ${file} is missing or has the wrong type: it must be ${expected} (PEP 518).`,
      file,
      ...(line === undefined ? {} : { line }),
    })
  }
  if (!isStringArray(requires)) addProblem('requires', 'a list of requirements')
  if (backend !== undefined && typeof backend !== 'string') addProblem('build-backend', 'a string')
  if (backendPath !== undefined && !isStringArray(backendPath))
    addProblem('backend-path', 'a list of directories')
  return {
    requires: isStringArray(requires) ? requires : [],
    backend: typeof backend === 'string' ? backend : LEGACY_BUILD_SYSTEM.backend,
    backendPath: isStringArray(backendPath) ? backendPath : [],
  }
}

/** The prefix of the paths of the project's files: `packages/demo/`; empty for the root of the checkout. */
export function prefixOf({ path }: Pick<Project, 'path'>): string {
  return path === '.' ? '' : `${path}/`
}

/** The path of a file of the project, relative to the checkout's root. */
export function fileOf(project: Pick<Project, 'path'>, file: string): string {
  return prefixOf(project) + file
}

/** The path of the project's pyproject.toml, which need not exist, relative to the checkout's root. */
export function pyprojectOf(project: Pick<Project, 'path'>): string {
  return fileOf(project, 'pyproject.toml')
}

/** The value at a path of keys in pyproject.toml; undefined if it is not set. */
export function valueAt({ pyproject }: Pick<Project, 'pyproject'>, path: TomlPath): unknown {
  return path.reduce<unknown>((value, key) => table(value)[key], pyproject)
}

function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
