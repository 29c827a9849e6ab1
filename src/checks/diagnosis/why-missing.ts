import picomatch from 'picomatch'
import type { TomlPath } from '../../config/toml.ts'
import { isTexts, table } from '../../config/toml.ts'
import { prefixOf, valueAt } from '../../project/project.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Contents } from '../contents/facts.ts'
import type { PackageFacts } from '../facts.ts'
import { backendName, packagingOf } from './packaging.ts'

/** A file that the wheel lacks. */
interface Missing {
  /** Where it would be installed. */
  readonly installed: string
  /** From the project's folder, as its configuration names it. */
  readonly file: string
}

/**
 * Why the backend left a file out, as a sentence without its full stop, where that can be seen. It explains a defect
 * and never makes one: what ships is read from the wheel.
 */
export function whyMissing(
  facts: PackageFacts,
  contents: Contents,
  installed: string,
  source: string,
): string | null {
  const reason =
    backendName(facts) === 'setuptools'
      ? whyNotBySetuptools(facts, contents, { installed, file: inProject(facts, source) })
      : whySetting(facts, contents, source)
  return reason ?? null
}

/** From the project's folder. */
function inProject({ project }: PackageFacts, source: string): string {
  const prefix = prefixOf(project)
  return source.startsWith(prefix) ? source.slice(prefix.length) : source
}

function whySetting(
  facts: PackageFacts,
  contents: Contents,
  source: string,
  applies: (setting: Setting) => boolean = () => true,
): string | undefined {
  const backend = backendName(facts)
  for (const setting of (SETTINGS[backend] ?? []).filter(applies)) {
    const reason = settingAgainst(setting, facts, inProject(facts, source))
    if (reason !== undefined) return reason
  }
  const pattern = contents.ignoredBy.get(source)
  return pattern !== undefined && backend === 'hatchling'
    ? `hatchling leaves out what git would ignore, and ${pattern} matches it although it is tracked`
    : undefined
}

/** Why the sdist lacks a file of the checkout, likewise. */
export function whyNotInSdist(
  facts: PackageFacts,
  contents: Contents,
  source: string | undefined,
): string | null {
  if (source === undefined) return null
  const file = inProject(facts, source)
  return backendName(facts) === 'setuptools'
    ? (droppedByManifest(contents.manifest, file) ?? null)
    : (whySetting(facts, contents, source, ({ at, effect }) => effect === 'drops' || at.includes('sdist')) ??
        null)
}

/** A setting of a backend whose patterns name files by their path in the project. */
interface Setting {
  readonly at: TomlPath
  /** What is named is left out; or nothing but what is named is taken. */
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

function settingAgainst({ at, effect }: Setting, facts: PackageFacts, file: string): string | undefined {
  const patterns = textsIn(valueAt(facts.project, at))
  if (patterns.length === 0) return undefined
  const matching = patterns.find((pattern) => covers(pattern, file))
  const where = inPyproject(facts, at)
  if (effect === 'keeps')
    return matching === undefined ? `${where} takes ${quoted(patterns)} alone` : undefined
  return matching === undefined ? undefined : `${where} leaves out ${quoted([matching])}, which matches it`
}

/** Texts, and the texts of the tables in which poetry wraps them. */
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
 * Whether a pattern names a file or a folder around it. The backends differ in what a pattern without a slash means;
 * the widest meaning is taken, as the file is known to be left out.
 */
function covers(pattern: string, file: string): boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/(\/\*\*?)?\/?$/, '')
  if (bare === '' || bare === '**') return true
  const shapes = bare.includes('/') || pattern.startsWith('/') ? [bare] : [bare, `**/${bare}`]
  return shapes.some((shape) => picomatch([shape, `${shape}/**`], { dot: true })(file))
}

function whyNotBySetuptools(facts: PackageFacts, contents: Contents, missing: Missing): string | undefined {
  const inManifest = droppedByManifest(contents.manifest, missing.file)
  if (inManifest !== undefined) return inManifest
  if (moduleOf(missing.installed) === undefined) return whyNoData(facts, contents, missing)
  const parts = missing.installed.split('/').slice(0, -1)
  if (parts.length === 0) return undefined
  const name = parts.join('.')
  const noInit = folderWithoutInit(contents, missing)
  const skipped = (how: string) =>
    noInit === undefined ? undefined : `${how} skips ${noInit}, as it has no __init__.py`

  const packages = valueAt(facts.project, ['tool', 'setuptools', 'packages'])
  if (isTexts(packages)) {
    if (packages.includes(name)) return undefined
    return `${inPyproject(facts, ['tool', 'setuptools', 'packages'])} lists ${quoted(packages)}, and not "${name}"`
  }
  const at = ['tool', 'setuptools', 'packages', 'find']
  const find = table(valueAt(facts.project, at))
  const where = (key: string) => inPyproject(facts, [...at, key])
  if (isTexts(find.include) && !find.include.some((pattern) => namesPackage(pattern, name)))
    return `${where('include')} finds ${quoted(find.include)}, which does not match "${name}"`
  const excluded = isTexts(find.exclude)
    ? find.exclude.find((pattern) => namesPackage(pattern, name))
    : undefined
  if (excluded !== undefined) return `${where('exclude')} leaves out "${excluded}", which matches "${name}"`
  if (find.namespaces === false) return skipped(`${where('namespaces')} is false, which`)

  const configured = facts.project.setupCfg.get('options')?.get('packages')?.trim()
  if (packagingOf(facts).configuration === 'pyproject.toml' && configured === undefined) return undefined
  if (configured === 'find:') return whyNotFoundByCfg(facts, name) ?? skipped('"find:" in setup.cfg')
  if (configured === 'find_namespace:') return whyNotFoundByCfg(facts, name)
  if (configured !== undefined && !/^find/.test(configured))
    return configured.split(/[\s,]+/).includes(name)
      ? undefined
      : `"packages" in setup.cfg lists ${quoted(configured.split(/[\s,]+/))}, and not "${name}"`
  if (/\bfind_packages\(/.test(contents.setupPy ?? '')) return skipped('find_packages in setup.py')
  const listed = /\bpackages\s*=\s*\[([^\]]*)\]/.exec(contents.setupPy ?? '')?.[1]
  if (listed === undefined || /['"]/.test(listed) === false) return undefined
  const names = [...listed.matchAll(/['"]([^'"]+)['"]/g)].map(([, one = '']) => one)
  return names.includes(name) ? undefined : `"packages" in setup.py lists ${quoted(names)}, and not "${name}"`
}

function whyNotFoundByCfg({ project }: PackageFacts, name: string): string | undefined {
  const options = project.setupCfg.get('options.packages.find')
  const [include, exclude] = ['include', 'exclude'].map((key) =>
    (options?.get(key) ?? '')
      .split(/[\n,]+/)
      .map((one) => one.trim())
      .filter(Boolean),
  )
  if (include !== undefined && include.length > 0 && !include.some((one) => namesPackage(one, name)))
    return `"include" in [options.packages.find] of setup.cfg finds ${quoted(include)}, which does not match "${name}"`
  const excluded = exclude?.find((one) => namesPackage(one, name))
  return excluded === undefined
    ? undefined
    : `"exclude" in [options.packages.find] of setup.cfg leaves out "${excluded}", which matches "${name}"`
}

/** setuptools matches patterns against dotted names, as fnmatch does: a star stands for dots too. */
function namesPackage(pattern: string, name: string): boolean {
  return picomatch(pattern.replaceAll('.', '\\.').replaceAll('*', '**'), { bash: true })(name)
}

/** The outermost folder around a module, below the top-level one, that is no regular package in the checkout. */
function folderWithoutInit({ sources }: Contents, { installed, file }: Missing): string | undefined {
  const depth = installed.split('/').length
  const parts = file.split('/')
  const root = parts.length - depth
  const there = new Set(sources.map(({ path }) => path))
  for (let length = root + 1; length < parts.length; length++) {
    const folder = parts.slice(0, length).join('/')
    if (
      ![...there].some((path) => path === `${folder}/__init__.py` || path.endsWith(`/${folder}/__init__.py`))
    )
      return folder
  }
  return undefined
}

function whyNoData(
  facts: PackageFacts,
  { manifest }: Contents,
  { installed, file }: Missing,
): string | undefined {
  const setuptools = ['tool', 'setuptools']
  const patternsOf = (key: string) =>
    Object.entries(table(valueAt(facts.project, [...setuptools, key]))).flatMap(([of, patterns]) =>
      isTexts(patterns) ? patterns.map((pattern) => ({ of, pattern })) : [],
    )
  const matches = ({ of, pattern }: { of: string; pattern: string }) => {
    const folder = `${of.replaceAll('.', '/')}/`
    const inside = installed.startsWith(folder) ? installed.slice(folder.length) : installed.split('/').at(-1)
    return (of === '*' || installed.startsWith(folder)) && covers(pattern, inside as string)
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
    : takenByManifest(manifest, file)
      ? `${noPattern}, and include-package-data is not set`
      : `${noPattern}, and MANIFEST.in does not either`
}

/** A command of MANIFEST.in: what it does, and to which files. */
interface ManifestCommand {
  readonly line: number
  readonly text: string
  readonly effect: 'drops' | 'keeps'
  readonly matches: (file: string) => boolean
}

function manifestCommands(manifest: string): ManifestCommand[] {
  return manifest.split(/\r?\n/).flatMap((text, i): ManifestCommand[] => {
    const [command = '', ...words] = text.trim().split(/\s+/)
    const [folder = '', ...patterns] = words
    const any = (globs: readonly string[], of: (glob: string) => string) => {
      const match = picomatch(globs.map(of), { dot: true })
      return (file: string) => globs.length > 0 && match(file)
    }
    const inside = folder.replace(/^\.?\/|\/$/g, '')
    const MATCHES: Readonly<Record<string, (file: string) => boolean>> = {
      include: any(words, (glob) => glob),
      'recursive-include': any(patterns, (glob) => `${inside}/**/${glob}`),
      'global-include': any(words, (glob) => `**/${glob}`),
      graft: any(words, (glob) => `${glob.replace(/\/$/, '')}/**`),
    }
    const positive = { exclude: 'include', prune: 'graft' }[command] ?? command.replace('exclude', 'include')
    const matches = MATCHES[positive]
    if (matches === undefined) return []
    return [{ line: i + 1, text: text.trim(), effect: positive === command ? 'keeps' : 'drops', matches }]
  })
}

/** The last command about a file holds. */
function droppedByManifest(manifest: string | undefined, file: string): string | undefined {
  const last = manifestCommands(manifest ?? '').findLast(({ matches }) => matches(file))
  return last?.effect === 'drops'
    ? `"${last.text}" in line ${last.line} of MANIFEST.in matches it`
    : undefined
}

function takenByManifest(manifest: string, file: string): boolean {
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
