import picomatch from 'picomatch'
import type { TomlPath } from '../../config/toml.ts'
import { isStringArray, table } from '../../config/toml.ts'
import { fileOf, type Project, prefixOf, pyprojectOf, valueAt } from '../../project/project.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Contents } from '../contents/facts.ts'
import type { PackageFacts } from '../facts.ts'
import { glob } from './glob.ts'
import { manifestCommands } from './manifest.ts'
import { backendName, packagingOf } from './packaging.ts'
import { patternOfItem } from './setting-items.ts'

/** A file that is missing from the wheel. */
interface MissingFile {
  /** Path at which it would be installed. */
  readonly installed: string
  /** Relative to the project's directory. */
  readonly file: string
}

/** Why the backend excluded a file. */
export interface Exclusion {
  /** A sentence without a full stop. */
  readonly reason: string
  /** The pattern that excludes the file. */
  readonly excludedBy?: ExcludePattern
}

/** A pattern in a setting that excludes files. */
export interface ExcludePattern {
  readonly pattern: string
  /** The setting with its file: `"exclude" in [tool.flit.sdist] (pyproject.toml:9)`. */
  readonly setting: string
}

/**
 * Returns why the backend excluded a file from the wheel, as a sentence without a full stop; null if it is unknown.
 *
 * @param installed path at which the file would be installed
 * @param source path in the checkout
 */
export function wheelExclusionReason(
  facts: PackageFacts,
  contents: Contents,
  installed: string,
  source: string,
): string | null {
  return wheelExclusion(facts, contents, installed, source)?.reason ?? null
}

/**
 * Returns why the backend excluded a file from the wheel; undefined if it is unknown.
 *
 * @param installed path at which the file would be installed
 * @param source path in the checkout
 */
export function wheelExclusion(
  facts: PackageFacts,
  contents: Contents,
  installed: string,
  source: string,
): Exclusion | undefined {
  return backendName(facts) === 'setuptools'
    ? reasonOfSetuptools(facts, contents, { installed, file: inProject(facts, source) })
    : reasonInSettings(facts, contents, source)
}

/**
 * Returns whether a project excludes a file on purpose: by a pattern for its kind or its path. A bare name, such as
 * `data`, that also matches a directory in the root of the project is probably meant for that one.
 */
export function isExcludedOnPurpose(
  exclusion: Exclusion | undefined,
  { project }: PackageFacts,
  { sources }: Contents,
): boolean {
  if (exclusion?.excludedBy === undefined) return false
  const [last = ''] = exclusion.excludedBy.pattern.split(/\s+/).slice(-1)
  const bare = last.replace(/^\*\*\//, '').replace(/(\/\*\*?)?\/?$/, '')
  if (bare.includes('/') || last.startsWith('/')) return true
  const atRoot = `${prefixOf(project)}${bare}`
  return !sources.some(({ path }) => path === atRoot || path.startsWith(`${atRoot}/`))
}

/** The path relative to the project's directory. */
function inProject({ project }: PackageFacts, source: string): string {
  const prefix = prefixOf(project)
  return source.startsWith(prefix) ? source.slice(prefix.length) : source
}

function reasonInSettings(
  facts: PackageFacts,
  contents: Contents,
  source: string,
  applies: (setting: Setting) => boolean = () => true,
): Exclusion | undefined {
  const backend = backendName(facts)
  for (const setting of (SETTINGS[backend] ?? []).filter(applies)) {
    const reason = reasonInSetting(setting, facts, inProject(facts, source))
    if (reason !== undefined) return reason
  }
  const pattern = contents.ignoredBy.get(source)
  return pattern !== undefined && backend === 'hatchling'
    ? {
        reason: `hatchling excludes files that .gitignore matches, even if git tracks them: ${pattern} matches it`,
      }
    : undefined
}

/**
 * Returns why the backend excluded a file from the sdist, as a sentence without a full stop; null if it is unknown.
 *
 * @param source path in the checkout
 */
export function sdistExclusionReason(
  facts: PackageFacts,
  contents: Contents,
  source: string | undefined,
): string | null {
  if (source === undefined) return null
  const file = inProject(facts, source)
  return backendName(facts) === 'setuptools'
    ? (manifestExclusion(facts.project, contents, file)?.reason ?? null)
    : (reasonInSettings(
        facts,
        contents,
        source,
        ({ at, effect }) => effect === 'drops' || at.includes('sdist'),
      )?.reason ?? null)
}

/** A setting of a backend with patterns for paths relative to the project's directory. */
interface Setting {
  readonly at: TomlPath
  /** `drops`: matching files are excluded; `keeps`: all other files are excluded. */
  readonly effect: 'drops' | 'keeps'
}

const drops = (...at: string[]): Setting => ({ at, effect: 'drops' })
const keeps = (...at: string[]): Setting => ({ at, effect: 'keeps' })
const HATCH = ['tool', 'hatch', 'build']
const HATCH_TARGETS = [[...HATCH, 'targets', 'wheel'], [...HATCH, 'targets', 'sdist'], HATCH]

const SETTINGS: Readonly<Record<string, readonly Setting[]>> = {
  hatchling: HATCH_TARGETS.flatMap((target) => [
    drops(...target, 'exclude'),
    keeps(...target, 'only-include'),
    keeps(...target, 'packages'),
    keeps(...target, 'include'),
  ]),
  flit: [drops('tool', 'flit', 'sdist', 'exclude')],
  'poetry-core': [drops('tool', 'poetry', 'exclude'), keeps('tool', 'poetry', 'packages')],
  'pdm-backend': [
    drops('tool', 'pdm', 'build', 'excludes'),
    drops('tool', 'pdm', 'build', 'source-includes'),
    keeps('tool', 'pdm', 'build', 'includes'),
  ],
  uv_build: [
    drops('tool', 'uv', 'build-backend', 'source-exclude'),
    drops('tool', 'uv', 'build-backend', 'wheel-exclude'),
  ],
}

function reasonInSetting({ at, effect }: Setting, facts: PackageFacts, file: string): Exclusion | undefined {
  const value = valueAt(facts.project, at)
  const patterns = (Array.isArray(value) ? value : []).flatMap((item) => patternOfItem(item) ?? [])
  if (patterns.length === 0) return undefined
  const matching = patterns.find((pattern) => covers(pattern, file))
  const setting = inPyproject(facts, at)
  if (effect === 'keeps')
    return matching === undefined
      ? { reason: `${setting} is ${quoted(patterns)}, which does not match it` }
      : undefined
  return matching === undefined ? undefined : excluded(setting, matching)
}

function excluded(setting: string, pattern: string, name = 'it'): Exclusion {
  return {
    reason: `${setting} excludes "${pattern}", which matches ${name}`,
    excludedBy: { pattern, setting },
  }
}

/** Returns the lists of a backend other than setuptools whose patterns exclude files, as paths of keys. */
export function excludingLists(backend: string): readonly TomlPath[] {
  return (SETTINGS[backend] ?? []).filter(({ effect }) => effect === 'drops').map(({ at }) => at)
}

/**
 * Returns whether a pattern matches a file or one of its parent directories. Backends interpret patterns without a slash in
 * different ways; this takes the widest one, since the file is known to be excluded.
 */
export function covers(pattern: string, file: string): boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/(\/\*\*?)?\/?$/, '')
  if (bare === '' || bare === '**') return true
  const shapes = bare.includes('/') || pattern.startsWith('/') ? [bare] : [bare, `**/${bare}`]
  return glob(...shapes.flatMap((shape) => [shape, `${shape}/**`]))(file)
}

function reasonOfSetuptools(
  facts: PackageFacts,
  contents: Contents,
  missing: MissingFile,
): Exclusion | undefined {
  const inManifest = manifestExclusion(facts.project, contents, missing.file)
  if (inManifest !== undefined) return inManifest
  if (moduleOf(missing.installed) === undefined && !isStubOnly(missing.installed))
    return reasonForPackageData(facts, contents, missing)
  const parts = missing.installed.split('/').slice(0, -1)
  const because = (reason: string | undefined) => (reason === undefined ? undefined : { reason })
  if (parts.length === 0) return because(reasonForModule(facts, contents, missing))
  const name = parts.join('.')
  const noInit = directoryWithoutInit(contents, missing)
  const skippedBy = (finder: string) =>
    because(noInit === undefined ? undefined : `${finder} skips ${noInit}, which has no __init__.py`)

  const packages = valueAt(facts.project, ['tool', 'setuptools', 'packages'])
  if (isStringArray(packages)) {
    if (packages.includes(name)) return undefined
    return because(
      `${inPyproject(facts, ['tool', 'setuptools', 'packages'])} lists ${quoted(packages)}, but not "${name}"`,
    )
  }
  const at = ['tool', 'setuptools', 'packages', 'find']
  const find = table(valueAt(facts.project, at))
  const setting = (key: string) => inPyproject(facts, [...at, key])
  if (isStringArray(find.include) && !find.include.some((pattern) => matchesPackage(pattern, name)))
    return because(`${setting('include')} is ${quoted(find.include)}, which does not match "${name}"`)
  const pattern = isStringArray(find.exclude)
    ? find.exclude.find((one) => matchesPackage(one, name))
    : undefined
  if (pattern !== undefined) return excluded(setting('exclude'), pattern, `"${name}"`)
  if (find.namespaces === false) return skippedBy(`${setting('namespaces')} is false, which`)

  const configured = facts.project.setupCfg.get('options')?.get('packages')?.trim()
  if (packagingOf(facts).configuration === 'pyproject.toml' && configured === undefined) return undefined
  if (configured === 'find:') return reasonInSetupCfg(facts, name) ?? skippedBy('"find:" in setup.cfg')
  if (configured === 'find_namespace:') return reasonInSetupCfg(facts, name)
  if (configured !== undefined && !/^find/.test(configured)) {
    const listed = configured.split(/[\s,]+/)
    return listed.includes(name)
      ? undefined
      : because(`"packages" in setup.cfg lists ${quoted(listed)}, but not "${name}"`)
  }
  if (/\bfind_packages\(/.test(contents.setupPy ?? '')) return skippedBy('find_packages in setup.py')
  const names = listInSetupPy(contents, 'packages')
  return names === undefined || names.includes(name)
    ? undefined
    : because(`"packages" in setup.py lists ${quoted(names)}, but not "${name}"`)
}

/** Whether an installed path is in a stub-only package, whose files setuptools treats like modules here. */
function isStubOnly(installed: string): boolean {
  return /^[^/]+-stubs\/.*\.pyi$/.test(installed)
}

/** The strings of a list in setup.py; undefined if there is no such list of literals. */
function listInSetupPy({ setupPy }: Contents, key: string): string[] | undefined {
  const listed = new RegExp(`\\b${key}\\s*=\\s*\\[([^\\]]*)\\]`).exec(setupPy ?? '')?.[1]
  if (listed === undefined || /['"]/.test(listed) === false) return undefined
  return [...listed.matchAll(/['"]([^'"]+)['"]/g)].map(([, one = '']) => one)
}

/** Why a module without a package is not in the wheel. */
function reasonForModule(
  facts: PackageFacts,
  contents: Contents,
  { installed }: MissingFile,
): string | undefined {
  const name = installed.replace(/\.py$/, '')
  const at = ['tool', 'setuptools', 'py-modules']
  const modules = valueAt(facts.project, at)
  if (isStringArray(modules))
    return modules.includes(name) ? undefined : `${inPyproject(facts, at)} is ${quoted(modules)}`
  const inCfg = facts.project.setupCfg.get('options')?.get('py_modules')
  const inSetupPy = listInSetupPy(contents, 'py_modules')
  if (inCfg !== undefined) return `"py_modules" in setup.cfg does not list "${name}"`
  return inSetupPy === undefined ? undefined : `"py_modules" in setup.py lists ${quoted(inSetupPy)}`
}

function reasonInSetupCfg({ project }: PackageFacts, name: string): Exclusion | undefined {
  const options = project.setupCfg.get('options.packages.find')
  const [include, exclude] = ['include', 'exclude'].map((key) =>
    (options?.get(key) ?? '')
      .split(/[\n,]+/)
      .map((one) => one.trim())
      .filter(Boolean),
  )
  if (include !== undefined && include.length > 0 && !include.some((one) => matchesPackage(one, name)))
    return {
      reason: `"include" in [options.packages.find] of setup.cfg is ${quoted(include)}, which does not match "${name}"`,
    }
  const pattern = exclude?.find((one) => matchesPackage(one, name))
  return pattern === undefined
    ? undefined
    : excluded('"exclude" in [options.packages.find] of setup.cfg', pattern, `"${name}"`)
}

/** Returns whether a pattern of setuptools matches a dotted name; it uses fnmatch, where `*` matches dots too. */
export function matchesPackage(pattern: string, name: string): boolean {
  return picomatch(pattern.replaceAll('.', '\\.').replaceAll('*', '**'), { bash: true })(name)
}

/** The outermost parent directory of a module, inside its top-level package, without an `__init__.py` in the checkout. */
function directoryWithoutInit({ sources }: Contents, { installed, file }: MissingFile): string | undefined {
  const depth = installed.split('/').length
  const parts = file.split('/')
  const root = parts.length - depth
  const paths = sources.map(({ path }) => path)
  for (let length = root + 1; length < parts.length; length++) {
    const directory = parts.slice(0, length).join('/')
    const init = `${directory}/__init__.py`
    if (!paths.some((path) => path === init || path.endsWith(`/${init}`))) return directory
  }
  return undefined
}

function reasonForPackageData(
  facts: PackageFacts,
  contents: Contents,
  { installed, file }: MissingFile,
): Exclusion | undefined {
  const setuptools = ['tool', 'setuptools']
  const patternsOf = (key: string) =>
    Object.entries(table(valueAt(facts.project, [...setuptools, key]))).flatMap(([of, patterns]) =>
      isStringArray(patterns) ? patterns.map((pattern) => ({ of, pattern })) : [],
    )
  const matches = ({ of, pattern }: { of: string; pattern: string }) => {
    const directory = `${of.replaceAll('.', '/')}/`
    const isInPackage = installed.startsWith(directory)
    const relative = isInPackage ? installed.slice(directory.length) : installed.split('/').at(-1)
    return (of === '*' || isInPackage) && covers(pattern, relative as string)
  }
  const match = patternsOf('exclude-package-data').find(matches)
  if (match !== undefined)
    return excluded(inPyproject(facts, [...setuptools, 'exclude-package-data']), match.pattern)
  const declared = patternsOf('package-data')
  if (declared.some(matches)) return undefined
  const inCfg = facts.project.setupCfg.get('options.package_data')
  const noPattern =
    declared.length > 0
      ? `${inPyproject(facts, [...setuptools, 'package-data'])} has no pattern for it`
      : inCfg !== undefined
        ? '[options.package_data] of setup.cfg has no pattern for it'
        : 'No package-data pattern matches it'
  if (valueAt(facts.project, [...setuptools, 'include-package-data']) === false)
    return { reason: `${noPattern}, and include-package-data is false` }
  return {
    reason:
      contents.manifest === undefined
        ? `${noPattern}, and there is no MANIFEST.in`
        : isIncludedByManifest(contents, file)
          ? `${noPattern}, and include-package-data is not set`
          : `${noPattern}, and MANIFEST.in does not include it`,
  }
}

/** The command that excludes a file; the last matching command takes precedence. */
function manifestExclusion(project: Project, contents: Contents, file: string): Exclusion | undefined {
  const last = manifestCommands(contents).findLast(({ matches }) => matches(file))
  if (last?.effect !== 'drops') return undefined
  const position = `${fileOf(project, 'MANIFEST.in')}:${last.line}`
  return {
    reason: `"${last.text}" (${position}) excludes it`,
    excludedBy: { pattern: last.text, setting: position },
  }
}

function isIncludedByManifest(contents: Contents, file: string): boolean {
  return manifestCommands(contents).findLast(({ matches }) => matches(file))?.effect === 'keeps'
}

/** The position of a setting at the end of its name: `(pyproject.toml:9)`. */
const POSITION = /\(([^()]+):(\d+)\)/

/** Returns the setting that a reason names, which has to be edited; the excluded file if it names none. */
export function exclusionLocation(
  reason: string | null | undefined,
  source: string,
): { readonly file: string; readonly line?: number } {
  const [, file, line] = POSITION.exec(reason ?? '') ?? []
  return file === undefined ? { file: source } : { file, line: Number(line) }
}

/** `"exclude" in [tool.flit.sdist] (pyproject.toml:9)` */
function inPyproject({ project }: PackageFacts, at: TomlPath): string {
  const line = project.lineOf(at)
  return `"${at.at(-1)}" in [${at.slice(0, -1).join('.')}]${line === undefined ? '' : ` (${pyprojectOf(project)}:${line})`}`
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(', ')
}
