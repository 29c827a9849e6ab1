import { isStringArray, type TomlTable, table } from '../config/toml.ts'
import { parseRequirement } from '../python/requirement.ts'

/** What a package declares about its version, at some commit. */
export interface VersionSettings {
  readonly pyproject: TomlTable
  readonly setupCfg: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly buildSystem: { readonly requires: readonly string[]; readonly backend: string }
}

/** A tool that computes the version from git tags. */
export interface VersionTool {
  /** The normalized name of the build requirement. */
  readonly name: string
  /** The lines of pyproject.toml that enable it, if it is required and not enabled. */
  readonly missingTable: string | undefined
  /** The tags that it is configured to use; undefined: all. */
  readonly tags: TagPatterns | undefined
}

/** The tags that a tool is configured to use. */
export interface TagPatterns {
  /** Patterns of `git describe --match`. */
  readonly globs: readonly string[]
  /** A regular expression; its group `version`, `base` or the first one is the version. */
  readonly regex: RegExp | undefined
  readonly prefix: string | undefined
}

/** Normalized name -> the lines of pyproject.toml that enable the tool; undefined: it needs no table. */
const TOOLS: ReadonlyMap<string, string | undefined> = new Map([
  ['setuptools-scm', '[tool.setuptools_scm]'],
  ['hatch-vcs', '[tool.hatch.version]\nsource = "vcs"'],
  ['versioningit', '[tool.versioningit]'],
  ['poetry-dynamic-versioning', '[tool.poetry-dynamic-versioning]\nenable = true'],
  ['uv-dynamic-versioning', '[tool.hatch.version]\nsource = "uv-dynamic-versioning"'],
  ['setuptools-git-versioning', '[tool.setuptools-git-versioning]\nenabled = true'],
  ['flit-scm', undefined],
  ['versioneer', undefined],
  ['versioneer-518', undefined],
  ['dunamai', undefined],
  ['miniver', undefined],
  ['pbr', undefined],
  ['vcversioner', undefined],
  ['better-setuptools-git-version', undefined],
])

/**
 * Returns the tool that computes the version from git tags; undefined for a static version.
 *
 * @param setupPy the content of setup.py
 */
export function versionTool(settings: VersionSettings, setupPy = ''): VersionTool | undefined {
  const { pyproject, setupCfg, buildSystem } = settings
  const tool = table(pyproject.tool)
  const pdm = table(table(tool.pdm).version)
  if (pdm.source === 'scm') return { name: 'pdm-backend', missingTable: undefined, tags: pdmTags(pdm) }
  // A static version takes precedence over an installed tool.
  if (table(pyproject.project).version !== undefined) return undefined
  const requirement = buildSystem.requires
    .flatMap((text) => parseRequirement(text) ?? [])
    .find(({ name }) => TOOLS.has(name))
  const name = requirement?.name ?? vendoredTool(tool, setupCfg, setupPy)
  if (name === undefined) return undefined
  // setuptools-scm documentation, "simplified activation".
  const isEnabled = requirement?.extras.includes('simple') === true || isEnabledIn(name, settings, setupPy)
  return { name, missingTable: isEnabled ? undefined : TOOLS.get(name), tags: tagPatterns(name, tool) }
}

/** A tool that is not a build requirement: Versioneer is copied into the repository. */
function vendoredTool(
  tool: TomlTable,
  setupCfg: VersionSettings['setupCfg'],
  setupPy: string,
): string | undefined {
  if (tool.versioneer !== undefined || setupCfg.has('versioneer') || /\bversioneer\b/.test(setupPy))
    return 'versioneer'
  if (/\buse_scm_version\b/.test(setupPy)) return 'setuptools-scm'
  return /\bpbr\s*=\s*True\b/.test(setupPy) ? 'pbr' : undefined
}

function isEnabledIn(name: string, { pyproject, buildSystem }: VersionSettings, setupPy: string): boolean {
  const tool = table(pyproject.tool)
  const hatchSource = table(table(tool.hatch).version).source
  switch (name) {
    case 'setuptools-scm':
      // Another backend, such as flit_scm, may call it.
      return (
        tool.setuptools_scm !== undefined ||
        /\buse_scm_version\b/.test(setupPy) ||
        !/^setuptools\b/.test(buildSystem.backend)
      )
    case 'hatch-vcs':
      return hatchSource === 'vcs'
    case 'versioningit':
      return tool.versioningit !== undefined || hatchSource === 'versioningit' || /versioningit/.test(setupPy)
    case 'poetry-dynamic-versioning':
      return table(tool['poetry-dynamic-versioning']).enable === true
    case 'uv-dynamic-versioning':
      return hatchSource === 'uv-dynamic-versioning'
    case 'setuptools-git-versioning':
      return tool['setuptools-git-versioning'] !== undefined || /setuptools_git_versioning/.test(setupPy)
    default:
      return true
  }
}

function tagPatterns(name: string, tool: TomlTable): TagPatterns | undefined {
  switch (name) {
    case 'setuptools-scm':
    case 'flit-scm':
      return scmTags(table(tool.setuptools_scm))
    case 'hatch-vcs': {
      const version = table(table(tool.hatch).version)
      const { 'tag-pattern': regex, 'raw-options': raw } = version
      return scmTags({ ...(regex === undefined ? {} : { tag_regex: regex }), ...table(raw) })
    }
    case 'versioningit': {
      const { vcs, tag2version } = table(tool.versioningit)
      const { match } = table(vcs)
      const { regex, rmprefix } = table(tag2version)
      return patterns({ globs: isStringArray(match) ? match : [], regex, prefix: rmprefix })
    }
    case 'poetry-dynamic-versioning':
    case 'uv-dynamic-versioning': {
      const { pattern, 'pattern-prefix': prefix } = table(tool[name])
      const isNamed = pattern === 'default' || pattern === 'default-unprefixed'
      return patterns({ regex: isNamed ? undefined : pattern, prefix })
    }
    case 'versioneer': {
      const { tag_prefix: prefix } = table(tool.versioneer)
      return patterns({ prefix: prefix === '' || prefix === 'v' ? undefined : prefix })
    }
    default:
      return undefined
  }
}

function pdmTags({ tag_filter: glob, tag_regex: regex }: TomlTable): TagPatterns | undefined {
  return patterns({ globs: typeof glob === 'string' ? [glob] : [], regex })
}

/** `[tool.setuptools_scm]` (setuptools-scm documentation, "Configuration parameters"). */
function scmTags(settings: TomlTable): TagPatterns | undefined {
  const command =
    settings.git_describe_command ?? table(table(settings.scm).git).describe_command ?? ([] as string[])
  const words = typeof command === 'string' ? command.split(/\s+/) : isStringArray(command) ? command : []
  const globs = words.flatMap((word, at) => {
    if (word === '--match') return words[at + 1] ?? []
    return word.startsWith('--match=') ? word.slice('--match='.length) : []
  })
  return patterns({
    globs: globs.map((glob) => glob.replace(/^(['"])(.*)\1$/, '$2')),
    regex: settings.tag_regex,
  })
}

function patterns(given: {
  readonly globs?: readonly string[]
  readonly regex?: unknown
  readonly prefix?: unknown
}): TagPatterns | undefined {
  const globs = (given.globs ?? []).filter((glob) => !/^[*.]*(\[0-9\][*.]*)*$/.test(glob))
  const regex = typeof given.regex === 'string' ? pythonRegex(given.regex) : undefined
  const prefix = typeof given.prefix === 'string' && given.prefix !== '' ? given.prefix : undefined
  return globs.length > 0 || regex !== undefined || prefix !== undefined
    ? { globs, regex, prefix }
    : undefined
}

/** Undefined for a pattern that JavaScript cannot express. */
function pythonRegex(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern.replaceAll('(?P<', '(?<').replace(/\\Z/g, '$').replace(/\\A/g, '^'))
  } catch {
    return undefined
  }
}

/** Whether a tool with these patterns uses a tag. */
export function takesTag({ globs, regex, prefix }: TagPatterns, tag: string): boolean {
  return (
    (globs.length === 0 || globs.some((glob) => globRegex(glob).test(tag))) &&
    (regex === undefined || regex.test(tag)) &&
    (prefix === undefined || tag.startsWith(prefix))
  )
}

/** A pattern of `git describe --match`, in which `*` matches `/` as well. */
function globRegex(glob: string): RegExp {
  const source = glob.replace(/\[[^\]]+\]|[\\^$.|+(){}*?[\]]/g, (part) => {
    if (part.length > 1) return part.replace(/^\[!/, '[^')
    return { '*': '.*', '?': '.' }[part] ?? `\\${part}`
  })
  return new RegExp(`^${source}$`)
}

/** The lines of pyproject.toml that restrict a tool to tags with a prefix. */
export function tagSetting(tool: string, prefix: string): string {
  const glob = `${prefix}[0-9]*`
  const describe = `git describe --dirty --tags --long --match '${glob}'`
  switch (tool) {
    case 'hatch-vcs':
      return `[tool.hatch.version.raw-options]\ngit_describe_command = "${describe}"`
    case 'versioningit':
      return `[tool.versioningit.vcs]\nmatch = ["${glob}"]`
    case 'poetry-dynamic-versioning':
    case 'uv-dynamic-versioning':
      return `[tool.${tool}]\npattern-prefix = "${prefix.replace(/v$/, '')}"`
    case 'pdm-backend':
      return `[tool.pdm.version]\ntag_filter = "${glob}"`
    case 'setuptools-git-versioning':
      return `[tool.setuptools-git-versioning]\ntag_filter = "${prefix}.*"`
    case 'versioneer':
    case 'versioneer-518':
      return `[tool.versioneer]\ntag_prefix = "${prefix}"`
    default:
      return `[tool.setuptools_scm]\ngit_describe_command = "${describe}"`
  }
}

/** Whether a version has the form that tools compute without a tag: 0.1.dev3+g1234567, 0.0.0.post3.dev0+1234567, 0+unknown. */
export function isFallback(parts: {
  readonly epoch: number
  readonly release: readonly number[]
  readonly is_devrelease: boolean
}): boolean {
  if (parts.epoch !== 0) return false
  const isZero = parts.release.every((number) => number === 0)
  return isZero || (parts.is_devrelease && parts.release.join('.') === '0.1')
}
