import { parseToml, type TomlTable, table } from '../config/toml.ts'
import { normalizeName } from '../python/requirement.ts'
import { parseIni } from './ini.ts'
import { type VersionSettings, type VersionTool, versionTool } from './version-tool.ts'

/** The version in the source of a package, at some commit. */
export type SourceVersion =
  /** The package does not exist. */
  | { readonly kind: 'absent' }
  /** A literal version. If no setting names its file, all versions in the usual files. */
  | { readonly kind: 'written'; readonly name: string | undefined; readonly versions: readonly string[] }
  | { readonly kind: 'from-tags'; readonly name: string | undefined; readonly tool: VersionTool }
  | { readonly kind: 'unknown'; readonly name: string | undefined }

/** Reads a file, by its path relative to the directory of the package; undefined if there is none. */
export type ReadFile = (path: string) => Promise<string | undefined>

/** Reads the version of a package from its sources, without building it. */
export async function readSourceVersion(read: ReadFile): Promise<SourceVersion> {
  const [pyprojectText, setupCfgText, setupPy] = await Promise.all(
    ['pyproject.toml', 'setup.cfg', 'setup.py'].map(read),
  )
  if (pyprojectText === undefined && setupCfgText === undefined && setupPy === undefined)
    return { kind: 'absent' }
  const pyproject = parse(pyprojectText ?? '')
  const setupCfg = parseIni(setupCfgText ?? '')
  const system = table(pyproject['build-system'])
  const settings: VersionSettings = {
    ...{ pyproject, setupCfg },
    buildSystem: {
      requires: Array.isArray(system.requires)
        ? system.requires.filter((one) => typeof one === 'string')
        : [],
      backend: text(system['build-backend']) ?? 'setuptools.build_meta',
    },
  }
  const name = declaredName(settings, setupPy)
  const tool = versionTool(settings, setupPy)
  if (tool !== undefined && tool.missingTable === undefined) return { kind: 'from-tags', name, tool }
  const written = staticVersion(settings, setupPy)
  if (written !== undefined) return { kind: 'written', name, versions: [written] }
  const places = versionPlaces(settings, name, setupPy)
  const found = await Promise.all(places.map(async (place) => versionIn(place, await read(place))))
  const versions = [...new Set(found.flatMap((version) => version ?? []))]
  return versions.length > 0 ? { kind: 'written', name, versions } : { kind: 'unknown', name }
}

function parse(content: string): TomlTable {
  try {
    return parseToml(content).table
  } catch {
    return {}
  }
}

const SETUP_NAME = /\bname\s*=\s*["']([\w.-]+)["']/
const SETUP_VERSION = /\bversion\s*=\s*["']([^"']+)["']/

function declaredName({ pyproject, setupCfg }: VersionSettings, setupPy = ''): string | undefined {
  return (
    text(table(pyproject.project).name) ??
    text(table(table(pyproject.tool).poetry).name) ??
    setupCfg.get('metadata')?.get('name') ??
    SETUP_NAME.exec(setupPy)?.[1]
  )
}

function staticVersion({ pyproject, setupCfg }: VersionSettings, setupPy = ''): string | undefined {
  const inSetupCfg = setupCfg.get('metadata')?.get('version')
  return (
    text(table(pyproject.project).version) ??
    text(table(table(pyproject.tool).poetry).version) ??
    (inSetupCfg !== undefined && !/^(attr|file):/.test(inSetupCfg) ? inSetupCfg : undefined) ??
    SETUP_VERSION.exec(setupPy)?.[1]
  )
}

/** The modules and files that usually have the version. */
const USUAL_MODULES = ['__init__', '_version', 'version', '__version__', '__about__', '_about']
const USUAL_FILES = ['VERSION', 'VERSION.txt', 'version.txt']

/**
 * Returns the files that may contain the version, relative to the project: those that a setting names, or else the usual
 * ones.
 *
 * @param name the name of the distribution
 * @param setupPy the content of setup.py
 */
export function versionPlaces(
  { pyproject, setupCfg }: Pick<VersionSettings, 'pyproject' | 'setupCfg'>,
  name = '',
  setupPy = '',
): string[] {
  const tool = table(pyproject.tool)
  const dynamic = table(table(table(tool.setuptools).dynamic).version)
  const inSetupCfg = /^(attr|file):\s*(\S+)/.exec(setupCfg.get('metadata')?.get('version') ?? '')
  const path =
    text(table(table(tool.hatch).version).path) ??
    text(table(table(tool.pdm).version).path) ??
    [dynamic.file].flat().map(text)[0] ??
    (inSetupCfg?.[1] === 'file' ? inSetupCfg[2] : undefined)
  if (path !== undefined) return [path]
  const attribute = text(dynamic.attr) ?? (inSetupCfg?.[1] === 'attr' ? inSetupCfg[2] : undefined)
  if (attribute !== undefined) return modulePaths(attribute.split('.').slice(0, -1).join('/'))
  const module = normalizeName(name).replaceAll('-', '_')
  const flit = text(table(table(tool.flit).module).name)?.replaceAll('.', '/')
  const modules = [...new Set([flit ?? module, module.replaceAll('_', '/')])].filter(Boolean)
  const opened = [...setupPy.matchAll(/["']([\w./-]*(?:version|about|__init__)[\w.]*)["']/gi)].map(
    ([, file = '']) => file,
  )
  return [
    ...new Set([
      ...opened.filter((file) => /\.(py|txt)$|VERSION$/.test(file)),
      ...modules.flatMap((one) => [
        ...USUAL_MODULES.flatMap((file) => [`${one}/${file}.py`, `src/${one}/${file}.py`]),
        ...[`${one}.py`, `src/${one}.py`],
      ]),
      ...USUAL_FILES,
    ]),
  ]
}

function modulePaths(module: string): string[] {
  return ['', 'src/', 'lib/', 'python/'].flatMap((root) => [
    `${root}${module}/__init__.py`,
    `${root}${module}.py`,
  ])
}

function versionIn(path: string, content: string | undefined): string | undefined {
  if (content === undefined) return undefined
  const assigned =
    /^(?:__version__|__VERSION__|VERSION|version|_version)\b(?:\s*:[^=\n]+)?\s*=\s*["']([^"']+)["']/m.exec(
      content,
    )?.[1]
  if (assigned !== undefined || path.endsWith('.py')) return assigned
  return /^\s*(v?\d[\w.!+-]*)\s*$/.exec(content)?.[1]
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
