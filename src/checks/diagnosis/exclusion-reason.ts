import picomatch from 'picomatch'
import type { TomlPath } from '../../config/toml.ts'
import { isStringArray, table } from '../../config/toml.ts'
import { prefixOf, valueAt } from '../../project/project.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Contents } from '../contents/facts.ts'
import type { PackageFacts } from '../facts.ts'
import { backendName, packagingOf } from './packaging.ts'

/** A file that is missing from the wheel. */
interface MissingFile {
  /** Path at which it would be installed. */
  readonly installed: string
  /** Relative to the project's directory. */
  readonly file: string
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
  const reason =
    backendName(facts) === 'setuptools'
      ? reasonOfSetuptools(facts, contents, { installed, file: inProject(facts, source) })
      : reasonInSettings(facts, contents, source)
  return reason ?? null
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
): string | undefined {
  const backend = backendName(facts)
  for (const setting of (SETTINGS[backend] ?? []).filter(applies)) {
    const reason = reasonInSetting(setting, facts, inProject(facts, source))
    if (reason !== undefined) return reason
  }
  const pattern = contents.ignoredBy.get(source)
  return pattern !== undefined && backend === 'hatchling'
    ? `hatchling leaves out what git would ignore, and ${pattern} matches it although it is tracked`
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
    ? (manifestExclusion(contents.manifest, file) ?? null)
    : (reasonInSettings(
        facts,
        contents,
        source,
        ({ at, effect }) => effect === 'drops' || at.includes('sdist'),
      ) ?? null)
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

function reasonInSetting({ at, effect }: Setting, facts: PackageFacts, file: string): string | undefined {
  const patterns = textsIn(valueAt(facts.project, at))
  if (patterns.length === 0) return undefined
  const matching = patterns.find((pattern) => covers(pattern, file))
  const setting = inPyproject(facts, at)
  if (effect === 'keeps')
    return matching === undefined ? `${setting} takes ${quoted(patterns)} alone` : undefined
  return matching === undefined ? undefined : `${setting} leaves out ${quoted([matching])}, which matches it`
}

/** The strings of an array, and those in its tables, which poetry uses. */
function textsIn(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) => {
    if (typeof item === 'string') return [item]
    const { include, path, from } = table(item)
    const text = include ?? path
    if (typeof text !== 'string') return []
    return [typeof from === 'string' && from !== '.' ? `${from}/${text}` : text]
  })
}

/**
 * Whether a pattern matches a file or one of its parent directories. Backends interpret patterns without a slash in
 * different ways; this takes the widest one, since the file is known to be excluded.
 */
function covers(pattern: string, file: string): boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/(\/\*\*?)?\/?$/, '')
  if (bare === '' || bare === '**') return true
  const shapes = bare.includes('/') || pattern.startsWith('/') ? [bare] : [bare, `**/${bare}`]
  return shapes.some((shape) => picomatch([shape, `${shape}/**`], { dot: true })(file))
}

function reasonOfSetuptools(
  facts: PackageFacts,
  contents: Contents,
  missing: MissingFile,
): string | undefined {
  const inManifest = manifestExclusion(contents.manifest, missing.file)
  if (inManifest !== undefined) return inManifest
  if (moduleOf(missing.installed) === undefined) return reasonForPackageData(facts, contents, missing)
  const parts = missing.installed.split('/').slice(0, -1)
  if (parts.length === 0) return undefined
  const name = parts.join('.')
  const noInit = directoryWithoutInit(contents, missing)
  const skippedBy = (finder: string) =>
    noInit === undefined ? undefined : `${finder} skips ${noInit}, as it has no __init__.py`

  const packages = valueAt(facts.project, ['tool', 'setuptools', 'packages'])
  if (isStringArray(packages)) {
    if (packages.includes(name)) return undefined
    return `${inPyproject(facts, ['tool', 'setuptools', 'packages'])} lists ${quoted(packages)}, and not "${name}"`
  }
  const at = ['tool', 'setuptools', 'packages', 'find']
  const find = table(valueAt(facts.project, at))
  const setting = (key: string) => inPyproject(facts, [...at, key])
  if (isStringArray(find.include) && !find.include.some((pattern) => matchesPackage(pattern, name)))
    return `${setting('include')} finds ${quoted(find.include)}, which does not match "${name}"`
  const excluded = isStringArray(find.exclude)
    ? find.exclude.find((pattern) => matchesPackage(pattern, name))
    : undefined
  if (excluded !== undefined) return `${setting('exclude')} leaves out "${excluded}", which matches "${name}"`
  if (find.namespaces === false) return skippedBy(`${setting('namespaces')} is false, which`)

  const configured = facts.project.setupCfg.get('options')?.get('packages')?.trim()
  if (packagingOf(facts).configuration === 'pyproject.toml' && configured === undefined) return undefined
  if (configured === 'find:') return reasonInSetupCfg(facts, name) ?? skippedBy('"find:" in setup.cfg')
  if (configured === 'find_namespace:') return reasonInSetupCfg(facts, name)
  if (configured !== undefined && !/^find/.test(configured))
    return configured.split(/[\s,]+/).includes(name)
      ? undefined
      : `"packages" in setup.cfg lists ${quoted(configured.split(/[\s,]+/))}, and not "${name}"`
  if (/\bfind_packages\(/.test(contents.setupPy ?? '')) return skippedBy('find_packages in setup.py')
  const listed = /\bpackages\s*=\s*\[([^\]]*)\]/.exec(contents.setupPy ?? '')?.[1]
  if (listed === undefined || /['"]/.test(listed) === false) return undefined
  const names = [...listed.matchAll(/['"]([^'"]+)['"]/g)].map(([, one = '']) => one)
  return names.includes(name) ? undefined : `"packages" in setup.py lists ${quoted(names)}, and not "${name}"`
}

function reasonInSetupCfg({ project }: PackageFacts, name: string): string | undefined {
  const options = project.setupCfg.get('options.packages.find')
  const [include, exclude] = ['include', 'exclude'].map((key) =>
    (options?.get(key) ?? '')
      .split(/[\n,]+/)
      .map((one) => one.trim())
      .filter(Boolean),
  )
  if (include !== undefined && include.length > 0 && !include.some((one) => matchesPackage(one, name)))
    return `"include" in [options.packages.find] of setup.cfg finds ${quoted(include)}, which does not match "${name}"`
  const excluded = exclude?.find((one) => matchesPackage(one, name))
  return excluded === undefined
    ? undefined
    : `"exclude" in [options.packages.find] of setup.cfg leaves out "${excluded}", which matches "${name}"`
}

/** Whether a pattern of setuptools matches a dotted name; it uses fnmatch, where `*` matches dots too. */
function matchesPackage(pattern: string, name: string): boolean {
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
  { manifest }: Contents,
  { installed, file }: MissingFile,
): string | undefined {
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
  const excluded = patternsOf('exclude-package-data').find(matches)
  if (excluded !== undefined)
    return `${inPyproject(facts, [...setuptools, 'exclude-package-data'])} leaves out "${excluded.pattern}", which matches it`
  const declared = patternsOf('package-data')
  if (declared.some(matches)) return undefined
  const inCfg = facts.project.setupCfg.get('options.package_data')
  const noPattern =
    declared.length > 0
      ? `${inPyproject(facts, [...setuptools, 'package-data'])} has no pattern for it`
      : inCfg !== undefined
        ? '[options.package_data] of setup.cfg has no pattern for it'
        : 'No package-data names it'
  if (valueAt(facts.project, [...setuptools, 'include-package-data']) === false)
    return `${noPattern}, and include-package-data is false`
  return manifest === undefined
    ? `${noPattern}, and there is no MANIFEST.in`
    : isIncludedByManifest(manifest, file)
      ? `${noPattern}, and include-package-data is not set`
      : `${noPattern}, and MANIFEST.in does not either`
}

/** A command of MANIFEST.in. */
interface ManifestCommand {
  readonly line: number
  readonly text: string
  readonly effect: 'drops' | 'keeps'
  readonly matches: (file: string) => boolean
}

function manifestCommands(manifest: string): ManifestCommand[] {
  return manifest.split(/\r?\n/).flatMap((text, i): ManifestCommand[] => {
    const [command = '', ...args] = text.trim().split(/\s+/)
    const [directory = '', ...patterns] = args
    const any = (globs: readonly string[], of: (glob: string) => string) => {
      const match = picomatch(globs.map(of), { dot: true })
      return (file: string) => globs.length > 0 && match(file)
    }
    const base = directory.replace(/^\.?\/|\/$/g, '')
    const MATCHES: Readonly<Record<string, (file: string) => boolean>> = {
      include: any(args, (glob) => glob),
      'recursive-include': any(patterns, (glob) => `${base}/**/${glob}`),
      'global-include': any(args, (glob) => `**/${glob}`),
      graft: any(args, (glob) => `${glob.replace(/\/$/, '')}/**`),
    }
    const positive = { exclude: 'include', prune: 'graft' }[command] ?? command.replace('exclude', 'include')
    const matches = MATCHES[positive]
    if (matches === undefined) return []
    return [{ line: i + 1, text: text.trim(), effect: positive === command ? 'keeps' : 'drops', matches }]
  })
}

/** The command that excludes a file, for messages; the last matching command takes precedence. */
function manifestExclusion(manifest: string | undefined, file: string): string | undefined {
  const last = manifestCommands(manifest ?? '').findLast(({ matches }) => matches(file))
  return last?.effect === 'drops'
    ? `"${last.text}" in line ${last.line} of MANIFEST.in matches it`
    : undefined
}

function isIncludedByManifest(manifest: string, file: string): boolean {
  return manifestCommands(manifest).findLast(({ matches }) => matches(file))?.effect === 'keeps'
}

/** `"exclude" in [tool.flit.sdist] (line 9 of pyproject.toml)` */
function inPyproject({ project }: PackageFacts, at: TomlPath): string {
  const line = project.lineOf(at)
  return `"${at.at(-1)}" in [${at.slice(0, -1).join('.')}]${line === undefined ? '' : ` (line ${line} of pyproject.toml)`}`
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(', ')
}
