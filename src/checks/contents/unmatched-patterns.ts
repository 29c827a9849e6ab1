import picomatch from 'picomatch'
import { isStringArray, type TomlPath, table } from '../../config/toml.ts'
import { fileOf, type Project, prefixOf, pyprojectOf, valueAt } from '../../project/project.ts'
import { declaredFiles } from '../diagnosis/declared-files/declared-files.ts'
import { glob } from '../diagnosis/glob.ts'
import { type PackageData, packageDataOf } from '../diagnosis/package-data.ts'
import { backendName } from '../diagnosis/packaging.ts'
import { positionOf } from '../diagnosis/position.ts'
import { staysBehind } from '../diagnosis/stay-behind.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Severity, SourceLocation } from '../rules.ts'
import type { Contents } from './facts.ts'

/** A pattern or name in the configuration, and the files that it can match. */
interface Pattern {
  readonly text: string
  /** `package-data of [tool.setuptools]`, or MANIFEST.in. */
  readonly setting: string
  readonly where: SourceLocation
  /** The setting only selects files of the sdist. */
  readonly isForSdist: boolean
  /** The equivalent paths or glob patterns, relative to the project's directory. */
  readonly paths: readonly string[]
  readonly matches: (files: Files) => boolean
}

/** Paths of the checkout, the sdist and the wheel: what a build generates can match, too. */
interface Files {
  /** Relative to the project's directory. */
  readonly inProject: readonly string[]
  /** Relative to site-packages. */
  readonly installed: readonly string[]
}

/** Reports packaging settings that match no file: one finding for each setting. */
export function checkUnmatchedPatterns(facts: PackageFacts, contents: Contents): Finding[] {
  const files = filesOf(facts, contents)
  const groups = new Map<string, { severity: Severity; patterns: Pattern[] }>()
  const declared = [...declaredFiles(facts).values()].map(({ declaration }) => declaration.pattern)
  for (const pattern of patternsOf(facts, contents)) {
    // The files that a pattern names in a wrong way are reported as missing.
    if (pattern.matches(files) || declared.includes(pattern.text)) continue
    const severity = isHarmless(pattern, files) ? 'note' : 'warning'
    const key = `${pattern.setting} ${severity}`
    const group = groups.get(key) ?? { severity, patterns: [] }
    groups.set(key, group)
    group.patterns.push(pattern)
  }
  return [...groups.values()].map(({ severity, patterns }): Finding => {
    const [{ setting, where }] = patterns as [Pattern]
    return {
      rule: 'pattern-unmatched',
      severity,
      facts: {
        setting,
        patterns: patterns.map((pattern) => ({ pattern: pattern.text, position: positionOf(pattern.where) })),
      },
      where,
    }
  })
}

/**
 * Whether a pattern for the sdist probably names what may be absent: a readme, a tool's settings, or files of a kind in
 * a directory that exists, as in `recursive-include docs *.png`.
 */
function isHarmless({ isForSdist, paths }: Pattern, { inProject }: Files): boolean {
  if (!isForSdist) return false
  return paths.every((path) => {
    const directory = path.replace(/(^|\/)[^/]*[*?[].*$/, '')
    const isInDirectory =
      directory !== path && (directory === '' || inProject.some((file) => file.startsWith(`${directory}/`)))
    return staysBehind(path) || isInDirectory
  })
}

function filesOf(facts: PackageFacts, { sources, wheel, unshipped }: Contents): Files {
  const prefix = prefixOf(facts.project)
  const build = completed(facts.build)
  const inSdist = build?.kind === 'built' ? build.sdist.files : []
  return {
    inProject: [
      ...new Set([
        ...sources.flatMap(({ path }) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : [])),
        ...inSdist,
      ]),
    ],
    installed: [...new Set([...wheel.files.map(({ path }) => path), ...unshipped.keys()])],
  }
}

/** A list of patterns in a setting of a backend. */
interface Setting {
  readonly at: TomlPath
  /** The key of the pattern, if the list contains tables. */
  readonly key?: string
}

const HATCH = ['tool', 'hatch', 'build']
const HATCH_TARGETS = [HATCH, [...HATCH, 'targets', 'wheel'], [...HATCH, 'targets', 'sdist']]

/** The settings of each backend whose patterns are paths relative to the project's directory. */
const SETTINGS: Readonly<Record<string, readonly Setting[]>> = {
  hatchling: HATCH_TARGETS.flatMap((target) =>
    ['include', 'only-include', 'artifacts', 'packages'].map((key) => ({ at: [...target, key] })),
  ),
  flit: [{ at: ['tool', 'flit', 'sdist', 'include'] }],
  'poetry-core': [{ at: ['tool', 'poetry', 'include'], key: 'path' }],
  'pdm-backend': [
    { at: ['tool', 'pdm', 'build', 'includes'] },
    { at: ['tool', 'pdm', 'build', 'source-includes'] },
  ],
  uv_build: [{ at: ['tool', 'uv', 'build-backend', 'source-include'] }],
  maturin: [{ at: ['tool', 'maturin', 'include'], key: 'path' }],
}

function patternsOf(facts: PackageFacts, contents: Contents): Pattern[] {
  const { project } = facts
  const backend = backendName(facts)
  return [
    ...(SETTINGS[backend] ?? []).flatMap((setting) => pathPatterns(project, setting)),
    ...(backend === 'setuptools'
      ? [
          ...packageDataOf(project, contents.setupPy).map(packageData),
          ...findPatterns(project),
          ...moduleNames(project),
          ...manifestPatterns(project, contents.manifest),
        ]
      : []),
  ]
}

/** The name of a setting for messages: `include of [tool.hatch.build]`. */
function named(at: TomlPath): string {
  return `${at.at(-1)} of [${at.slice(0, -1).join('.')}]`
}

function inPyproject(project: Project, at: TomlPath): SourceLocation {
  return { file: pyprojectOf(project), line: project.lineOf(at) }
}

function pathPatterns(project: Project, { at, key }: Setting): Pattern[] {
  const value = valueAt(project, at)
  if (!Array.isArray(value)) return []
  return value.flatMap((item, i): Pattern[] => {
    const text = typeof item === 'string' ? item : key === undefined ? undefined : table(item)[key]
    // A negated pattern excludes; a path outside of the project may lie elsewhere in the repository.
    if (typeof text !== 'string' || /^!|^\.\.|^$|^\.$/.test(text)) return []
    const where = inPyproject(project, [...at, i])
    return [
      {
        text,
        setting: named(at),
        where: where.line === undefined ? inPyproject(project, at) : where,
        isForSdist: at.includes('sdist') || String(at.at(-1)).startsWith('source'),
        paths: [text],
        matches: ({ inProject }) => inProject.some(matcher(text)),
      },
    ]
  })
}

/**
 * Whether a pattern matches a file or one of its parent directories, at any depth if it has no slash. Backends interpret
 * patterns in different ways; this takes the widest one.
 */
function matcher(pattern: string): (file: string) => boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/(\/\*\*?)?\/?$/, '')
  if (bare === '' || bare === '**' || bare === '*') return () => true
  const shapes = [bare, `**/${bare}`]
  return glob(...shapes.flatMap((shape) => [shape, `${shape}/**`]))
}

/** `include` of `[tool.setuptools.packages.find]`. */
function findPatterns(project: Project): Pattern[] {
  const at = ['tool', 'setuptools', 'packages', 'find', 'include']
  const { where } = table(valueAt(project, at.slice(0, -1)))
  const roots = (isStringArray(where) ? where : ['.']).map((one) =>
    one === '.' ? '' : `${one.replace(/\/$/, '')}/`,
  )
  const patterns = valueAt(project, at)
  return (isStringArray(patterns) ? patterns : []).map((text) => {
    // As in fnmatch, `*` matches dots, too.
    const match = picomatch(text.replaceAll('.', '/').replaceAll('*', '**'), { bash: true })
    const isFound = (file: string) => {
      const root = roots.find((one) => file.startsWith(one))
      if (root === undefined) return false
      const parts = file.slice(root.length).split('/').slice(0, -1)
      return parts.some((_, i) => match(parts.slice(0, i + 1).join('/')))
    }
    return {
      text,
      setting: named(at),
      where: inPyproject(project, at),
      isForSdist: false,
      paths: [text],
      matches: ({ inProject }) => inProject.some(isFound),
    }
  })
}

/** `py-modules`. */
function moduleNames(project: Project): Pattern[] {
  const at = ['tool', 'setuptools', 'py-modules']
  const names = valueAt(project, at)
  return (isStringArray(names) ? names : []).map((text) => {
    const path = `${text.replaceAll('.', '/')}.py`
    return {
      text,
      setting: named(at),
      where: inPyproject(project, at),
      isForSdist: false,
      paths: [path],
      matches: ({ inProject, installed }) =>
        installed.includes(path) || inProject.some((file) => file === path || file.endsWith(`/${path}`)),
    }
  })
}

function packageData({ package: name, pattern: text, setting, where }: PackageData): Pattern {
  const directory = name === '*' ? '' : `${name.replaceAll('.', '/')}/`
  const bare = text.replace(/^\.?\//, '')
  const match = directory === '' ? glob(bare, `**/${bare}`) : glob(`${directory}${bare}`)
  return {
    text,
    setting: name === '*' ? setting : `${setting} for ${name}`,
    where,
    isForSdist: false,
    paths: [`${directory}${bare}`],
    matches: ({ installed, inProject }) =>
      installed.some(match) || inProject.some((path) => match(path) || match(path.replace(/^[^/]+\//, ''))),
  }
}

/** The commands of MANIFEST.in that include files. */
function manifestPatterns(project: Project, manifest: string | undefined): Pattern[] {
  return (manifest ?? '').split(/\r?\n/).flatMap((line, i): Pattern[] => {
    const [command = '', ...args] = line.trim().split(/\s+/)
    const where = { file: fileOf(project, 'MANIFEST.in'), line: i + 1 }
    const [directory = '', ...globs] = args
    const base = directory.replace(/^\.?\/|\/$/g, '')
    const patterns = {
      include: args,
      graft: [`${base === '' ? '' : `${base}/`}**`],
      'recursive-include': globs.map((glob) => `${base === '' || base === '.' ? '' : `${base}/`}**/${glob}`),
    }[command]
    if (patterns === undefined || patterns.length === 0) return []
    const match = glob(...patterns.map((pattern) => pattern.replace(/^\.\//, '')))
    return [
      {
        text: line.trim(),
        setting: 'MANIFEST.in',
        where,
        isForSdist: true,
        paths: patterns,
        matches: ({ inProject }) => inProject.some(match),
      },
    ]
  })
}
