import picomatch from 'picomatch'
import { isStringArray, type TomlPath, table } from '../../config/toml.ts'
import { type Project, prefixOf, pyprojectOf, valueAt } from '../../project/project.ts'
import { parentDirectories } from '../../project/source-map.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Contents } from '../contents/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { SourceLocation } from '../rules.ts'
import { type Exclusion, manifestCommands, wheelExclusion } from './exclusion-reason.ts'
import { filesLostBySdist } from './lost-by-sdist.ts'
import { memoized } from './memoized.ts'
import { type PackageData, packageDataOf } from './package-data.ts'
import { backendName } from './packaging.ts'
import { staysBehind } from './stay-behind.ts'

/** A packaging setting that names a file. */
export interface Declaration {
  readonly pattern: string
  /** `package-data of [tool.setuptools]`, without its position. */
  readonly setting: string
  readonly where: SourceLocation
  /** Why the setting has no effect, as a sentence without a full stop; undefined if the exclusion says it. */
  readonly problem?: string | undefined
  readonly fix?: string | undefined
}

/** A tracked file that a packaging setting names and the wheel lacks. */
export interface DeclaredFile {
  /** Path at which it would be installed. */
  readonly installed: string
  /** Path in the checkout. */
  readonly source: string
  readonly declaration: Declaration
}

/**
 * Returns the tracked files that the wheel lacks although a packaging setting names them: by their name or their kind, or
 * by a directory inside a package. A setting that only names a whole package does not name each of its files.
 */
export const declaredFiles = memoized((facts: PackageFacts): ReadonlyMap<string, DeclaredFile> => {
  const contents = completed(facts.contents)
  if (contents === undefined) return new Map()
  const lost = new Set(filesLostBySdist(facts).map(({ installed }) => installed))
  const shipped = new Set(contents.wheel.files.map(({ path }) => path))
  const found = new Map<string, DeclaredFile>()
  for (const one of filesOf(facts, contents)) {
    const { installed } = one
    if (found.has(installed) || shipped.has(installed) || lost.has(installed) || isTestPath(installed))
      continue
    found.set(installed, one)
  }
  return found
})

function filesOf(facts: PackageFacts, contents: Contents): DeclaredFile[] {
  const known = candidates(facts.project, contents)
  if (backendName(facts) !== 'setuptools')
    return settingsOf(facts).flatMap((setting) => matchedBy(setting, known, facts, contents))
  return [
    ...packageDataOf(facts.project, contents.setupPy).flatMap((data) =>
      filesOfPackageData(data, known, facts, contents),
    ),
    ...filesOfManifest(known, facts, contents),
    ...declaredModules(facts, contents),
  ]
}

/** A tracked file that the wheel lacks, inside of its packages or beside them. */
interface Candidate {
  readonly installed: string
  readonly source: string
  /** The source, relative to the project's directory. */
  readonly file: string
}

function candidates(project: Project, contents: Contents): Candidate[] {
  const prefix = prefixOf(project)
  const parents = [...parentDirectories(contents.sourceMap), `${prefix}src/`, prefix]
  const beside = contents.besidePackages.flatMap(({ files }) =>
    files.map((source): [string, string] => {
      const parent = parents.find((one) => source.startsWith(one)) ?? ''
      return [source.slice(parent.length), source]
    }),
  )
  return [...contents.unshipped, ...beside].map(([installed, source]) => ({
    installed,
    source,
    file: source.startsWith(prefix) ? source.slice(prefix.length) : source,
  }))
}

const glob = (pattern: string) => picomatch(pattern, { dot: true })

const isLiteral = (pattern: string) => !/[*?[{]/.test(pattern)

/**
 * Whether the project means an exclusion that contradicts a declaration: some other files that the pattern names are in
 * the wheel, or the exclusion is the more specific one.
 */
function isException(
  { excludedBy }: Exclusion,
  pattern: string,
  isNamed: (installed: string) => boolean,
  { wheel }: Contents,
): boolean {
  if (wheel.files.some(({ path }) => isNamed(path))) return true
  const [excluded = ''] = (excludedBy?.pattern ?? '').split(/\s+/).slice(-1)
  const isDirectory = isLiteral(pattern) && !/\.\w+$/.test(pattern)
  return (isLiteral(excluded) && !isLiteral(pattern)) || /(^|\/)\*+$/.test(pattern) || isDirectory
}

/** The files that a pattern of package-data names. */
function filesOfPackageData(
  data: PackageData,
  known: readonly Candidate[],
  facts: PackageFacts,
  contents: Contents,
): DeclaredFile[] {
  const { setting, where } = data
  const pattern = data.pattern.replace(/^\.\//, '')
  const declaration = { pattern: data.pattern, setting, where }
  const packages = packagesOf(contents)
  if (data.package === '*') {
    const match = glob(pattern)
    const isNamed = (installed: string) =>
      packages.some((name) => installed.startsWith(`${name}/`) && match(installed.slice(name.length + 1)))
    return withoutExceptions(known, declaration, isNamed, facts, contents)
  }
  const directory = data.package.replaceAll('.', '/')
  const match = glob(`${directory}/${pattern}`)
  const all = [...known, ...outsidePackages(directory, facts.project, contents)]
  if (packages.includes(directory)) {
    const named = withoutExceptions(all, declaration, match, facts, contents)
    return named.length > 0 || contents.wheel.files.some(({ path }) => match(path))
      ? named
      : misplaced(data, directory, known, facts, contents)
  }
  const problem = `package-data only applies to packages of the wheel, and "${data.package}" is not one of them`
  const named = all.filter(({ installed }) => match(installed))
  const hasModules = named.length > 0 && hasModulesIn(directory, all)
  // The package is excluded on purpose, and its data with it.
  const isExcluded = all.some(
    ({ installed, source }) =>
      parentOf(installed) === directory &&
      moduleOf(installed) !== undefined &&
      wheelExclusion(facts, contents, installed, source)?.excludedBy !== undefined,
  )
  if (isExcluded) return []
  const parent = packages
    .filter((name) => directory.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)[0]
  const fix =
    hasModules || parent === undefined
      ? `Add "${data.package}" to the packages of setuptools.`
      : `Move the pattern to the package that contains the directory: ${quotedKey(parent)} = ["${directory.slice(parent.length + 1)}/${pattern}"] instead of ${quotedKey(directory)} = ["${data.pattern}"].`
  const modules = hasModules ? all.filter(({ installed }) => parentOf(installed) === directory) : []
  return [...named, ...modules.filter(({ installed }) => moduleOf(installed) !== undefined)]
    .filter(({ installed }) => parent !== undefined || !staysBehind(installed))
    .map((one) => ({
      installed: one.installed,
      source: one.source,
      declaration: {
        ...declaration,
        ...(moduleOf(one.installed) === undefined ? {} : { pattern: data.package }),
        problem,
        fix,
      },
    }))
}

/** Patterns that are relative to the project or the source directory, and not to the package as they have to be. */
function misplaced(
  { pattern, setting, where }: PackageData,
  directory: string,
  known: readonly Candidate[],
  { project }: PackageFacts,
  contents: Contents,
): DeclaredFile[] {
  const inPackage = known.filter(({ installed }) => installed.startsWith(`${directory}/`))
  const match = glob(pattern.replace(/^\.?\//, ''))
  const bases = [
    '',
    ...parentDirectories(contents.sourceMap).map((one) => one.slice(prefixOf(project).length)),
  ]
  const found = bases.flatMap((base) =>
    inPackage.filter(({ file }) => file.startsWith(base) && match(file.slice(base.length))),
  )
  return [...new Set(found)].map(({ installed, source }) => {
    const start = pattern.indexOf(`${directory}/`)
    const right = start < 0 ? undefined : pattern.slice(start + directory.length + 1)
    return {
      installed,
      source,
      declaration: {
        pattern,
        setting,
        where,
        problem: 'Patterns of package-data are relative to the directory of the package',
        fix: right === undefined ? undefined : `Change "${pattern}" to "${right}" (${positionOf(where)}).`,
      },
    }
  })
}

function withoutExceptions(
  known: readonly Candidate[],
  declaration: Declaration,
  isNamed: (installed: string) => boolean,
  facts: PackageFacts,
  contents: Contents,
): DeclaredFile[] {
  return known
    .filter(({ installed }) => isNamed(installed))
    .flatMap(({ installed, source }) => {
      const exclusion = wheelExclusion(facts, contents, installed, source)
      return exclusion?.excludedBy !== undefined &&
        (staysBehind(installed) || isException(exclusion, declaration.pattern, isNamed, contents))
        ? []
        : [{ installed, source, declaration }]
    })
}

/** Installed directories of the packages of the wheel. */
function packagesOf({ wheel }: Contents): string[] {
  return [
    ...new Set(wheel.files.flatMap(({ path }) => (moduleOf(path) === undefined ? [] : [parentOf(path)]))),
  ].filter((name) => name !== '')
}

/** The project's files in the directory of a package that the wheel lacks entirely. */
function outsidePackages(directory: string, project: Project, contents: Contents): Candidate[] {
  const [top = ''] = directory.split('/')
  if (contents.wheel.topLevels.some(({ name }) => name === top)) return []
  const prefix = prefixOf(project)
  const parents = [...new Set([...parentDirectories(contents.sourceMap), `${prefix}src/`, prefix])]
  const parent = parents.find((one) =>
    contents.sources.some(({ path }) => path.startsWith(`${one}${directory}/`)),
  )
  if (parent === undefined) return []
  return contents.sources.flatMap(({ path }) =>
    path.startsWith(`${parent}${directory}/`)
      ? [{ installed: path.slice(parent.length), source: path, file: path.slice(prefix.length) }]
      : [],
  )
}

function hasModulesIn(directory: string, known: readonly Candidate[]): boolean {
  return known.some(({ installed }) => parentOf(installed) === directory && moduleOf(installed) !== undefined)
}

function quotedKey(directory: string): string {
  const name = directory.replaceAll('/', '.')
  return name.includes('.') ? `"${name}"` : name
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function positionOf({ file, line }: SourceLocation): string {
  return line === undefined ? file : `${file}:${line}`
}

/** The files that MANIFEST.in names, where setuptools puts them into the wheel, too. */
function filesOfManifest(
  known: readonly Candidate[],
  facts: PackageFacts,
  contents: Contents,
): DeclaredFile[] {
  if (contents.manifest === undefined || !includesPackageData(facts.project, contents.setupPy)) return []
  const { project } = facts
  const commands = manifestCommands(contents.manifest)
  const roots = packageRoots(project, contents)
  const sourceOf = (path: string) => contents.sourceMap.sourceOf(path)?.slice(prefixOf(project).length)
  return known.flatMap(({ installed, source, file }): DeclaredFile[] => {
    // Files beside the packages are for the sdist only.
    if (!contents.unshipped.has(installed) || moduleOf(installed) !== undefined) return []
    const keeps = commands.findLast(({ effect, matches }) => effect === 'keeps' && matches(file))
    const pattern = keeps?.patterns.find((one) => glob(one)(file) && !isWholePackage(one, roots))
    // A command for all directories names no file of the package.
    if (keeps === undefined || pattern === undefined || pattern.startsWith('**')) return []
    const isNamed = (path: string) => keeps.matches(sourceOf(path) ?? '')
    const exclusion = wheelExclusion(facts, contents, installed, source)
    const { setting = '' } = exclusion?.excludedBy ?? {}
    // With exclude-package-data, MANIFEST.in only says what the sdist contains.
    if (exclusion?.excludedBy !== undefined && !/MANIFEST\.in:\d+$/.test(setting)) return []
    if (exclusion?.excludedBy !== undefined && isException(exclusion, pattern, isNamed, contents)) return []
    if (staysBehind(installed)) return []
    const where = { file: `${prefixOf(project)}MANIFEST.in`, line: keeps.line }
    return [{ installed, source, declaration: { pattern: keeps.text, setting: 'MANIFEST.in', where } }]
  })
}

/** Whether setuptools includes what MANIFEST.in names in the wheel: the default with [project] only. */
function includesPackageData(project: Project, setupPy: string | undefined): boolean {
  const inToml = valueAt(project, ['tool', 'setuptools', 'include-package-data'])
  if (typeof inToml === 'boolean') return inToml
  const inCfg = project.setupCfg.get('options')?.get('include_package_data')
  if (inCfg !== undefined) return /^\s*(true|1|yes|on)\s*$/i.test(inCfg)
  const [, inSetupPy] = /\binclude_package_data\s*=\s*(\w+)/.exec(setupPy ?? '') ?? []
  if (inSetupPy !== undefined) return inSetupPy === 'True'
  return project.pyproject.project !== undefined
}

/** Modules of py-modules that are in another directory than that of `package-dir`; setuptools only logs a warning. */
function declaredModules({ project }: PackageFacts, contents: Contents): DeclaredFile[] {
  const at = ['tool', 'setuptools', 'py-modules']
  const value = valueAt(project, at)
  return (isStringArray(value) ? value : []).flatMap((name, i): DeclaredFile[] => {
    const source = contents.unshippedModules.get(name)
    const installed = `${name.replaceAll('.', '/')}.py`
    if (source === undefined || !source.endsWith(`/${installed}`.slice(source === installed ? 1 : 0)))
      return []
    const where = { file: pyprojectOf(project), line: project.lineOf([...at, i]) }
    const [root = ''] = [valueAt(project, ['tool', 'setuptools', 'package-dir', ''])]
    const from = typeof root === 'string' && root !== '' ? root : 'the root of the project'
    return [
      {
        installed,
        source,
        declaration: {
          pattern: name,
          setting: 'py-modules of [tool.setuptools]',
          where,
          problem: `setuptools looks for ${installed} in ${from}, and only logs a warning where it is not`,
          fix: `Move ${source} into ${from}.`,
        },
      },
    ]
  })
}

/** A list of patterns of another backend than setuptools. */
interface Setting {
  readonly at: TomlPath
  readonly patterns: readonly Pattern[]
  /** Patterns without a slash match at any depth, as in .gitignore. */
  readonly isGitignore: boolean
  /** Files are installed with their path in the project, even if they are in a source directory. */
  readonly keepsPath?: boolean
  readonly problem?: string
  /** `from`: the source directory, such as `src`; empty for the root. */
  readonly fix?: (pattern: string, from: string) => string
}

interface Pattern {
  readonly text: string
  readonly index: number
}

const HATCH = ['tool', 'hatch', 'build']

function settingsOf(facts: PackageFacts): Setting[] {
  const { project } = facts
  const texts = (at: TomlPath, isForWheel: (item: unknown) => boolean = () => true): Pattern[] => {
    const value = valueAt(project, at)
    if (!Array.isArray(value)) return []
    return value.flatMap((item, index) => {
      const text = textOf(item)
      return text === undefined || /^!|^\.\./.test(text) || !isForWheel(item) ? [] : [{ text, index }]
    })
  }
  const of = (at: TomlPath, more: Partial<Setting> = {}): Setting => ({
    at,
    patterns: texts(at, isForWheel),
    isGitignore: false,
    ...more,
  })
  const hasFormat = (item: unknown) => table(item).format !== undefined
  switch (backendName(facts)) {
    case 'hatchling': {
      const wheel = [...HATCH, 'targets', 'wheel']
      const isOwn = (key: string) => valueAt(project, [...wheel, key]) !== undefined
      const selecting = ['include', 'only-include', 'packages'].map((key) =>
        of([...(isOwn(key) ? wheel : HATCH), key], { isGitignore: key === 'include' }),
      )
      const toGlobal = (pattern: string) =>
        `Move "${pattern}" to artifacts of [tool.hatch.build], which is for the sdist and the wheel.`
      return [
        ...selecting,
        of([...wheel, 'artifacts'], { isGitignore: true }),
        of([...HATCH, 'artifacts'], {
          isGitignore: true,
          ...(isOwn('artifacts')
            ? {
                problem: 'artifacts of [tool.hatch.build.targets.wheel] replaces it for the wheel',
                fix: (pattern: string) =>
                  `Add "${pattern}" to artifacts of [tool.hatch.build.targets.wheel].`,
              }
            : {}),
        }),
        of([...HATCH, 'targets', 'sdist', 'artifacts'], {
          isGitignore: true,
          problem: 'That setting is for the sdist only',
          fix: toGlobal,
        }),
      ]
    }
    case 'poetry-core':
      return [
        of(['tool', 'poetry', 'packages']),
        of(['tool', 'poetry', 'include'], {
          patterns: texts(['tool', 'poetry', 'include'], (item) => hasFormat(item) && isForWheel(item)),
          keepsPath: true,
          fix: includeAsPackage,
        }),
        of(['tool', 'poetry', 'include'], {
          patterns: texts(['tool', 'poetry', 'include'], (item) => !hasFormat(item)),
          problem: 'Since poetry-core 2, include without format is for the sdist only',
          fix: includeAsPackage,
        }),
      ]
    case 'pdm-backend':
      return [of(['tool', 'pdm', 'build', 'includes'])]
    case 'maturin':
      return [of(['tool', 'maturin', 'include'])]
    default:
      return []
  }
}

/** Unlike `include`, `packages` of poetry does not install the files below the source directory, such as `src`. */
function includeAsPackage(pattern: string, from: string): string {
  const [name = ''] = pattern.slice(from === '' ? 0 : from.length + 1).split('/')
  const item = `{ include = "${name}"${from === '' ? '' : `, from = "${from}"`} }`
  return `Remove "${pattern}" from include, and name the whole package in packages of [tool.poetry]: ${item}`
}

/** The path of a list item, which can be a table. */
function textOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item
  const { include, path, from } = table(item)
  const text = include ?? path
  if (typeof text !== 'string') return undefined
  return typeof from === 'string' && from !== '.' ? `${from}/${text}` : text
}

/** Whether an item is not for the sdist only, as `format = "sdist"` says. */
function isForWheel(item: unknown): boolean {
  const { format } = table(item)
  return format === undefined || [format].flat().includes('wheel')
}

function matchedBy(
  { at, patterns, isGitignore, keepsPath = false, problem, fix }: Setting,
  known: readonly Candidate[],
  facts: PackageFacts,
  contents: Contents,
): DeclaredFile[] {
  const { project } = facts
  const prefix = prefixOf(project)
  const roots = packageRoots(project, contents)
  const bases = parentDirectories(contents.sourceMap).map((one) => one.slice(prefix.length))
  return patterns.flatMap(({ text, index }): DeclaredFile[] => {
    const where = { file: pyprojectOf(project), line: project.lineOf([...at, index]) ?? project.lineOf(at) }
    const from = bases.find((base) => base !== '' && text.startsWith(base))?.slice(0, -1) ?? ''
    const declaration: Declaration = {
      pattern: text,
      setting: `${at.at(-1)} of [${at.slice(0, -1).join('.')}]`,
      where,
      problem:
        problem ?? (keepsPath && from !== '' ? `It is installed with its path, into ${from}` : undefined),
      fix: (problem !== undefined || (keepsPath && from !== '') ? fix : undefined)?.(text, from),
    }
    const match = pathMatcher(text, isGitignore)
    if (contents.sources.some(({ path }) => match(path.slice(prefix.length)))) {
      if (isWholePackage(text, roots)) return []
      const isNamed = (installed: string) =>
        match((contents.sourceMap.sourceOf(installed) ?? '').slice(prefix.length))
      const named = known.filter(({ file }) => match(file))
      return withoutExceptionsOf(named, declaration, isNamed, facts, contents)
    }
    return known
      .filter(({ file }) =>
        bases.some((base) => base !== '' && file.startsWith(base) && match(file.slice(base.length))),
      )
      .map(({ installed, source }) => ({
        installed,
        source,
        declaration: {
          ...declaration,
          problem: 'Paths are relative to the directory of pyproject.toml',
          fix: `Change "${text}" to "${bases.find((base) => base !== '')}${text}" (${positionOf(where)}).`,
        },
      }))
  })
}

function withoutExceptionsOf(
  named: readonly Candidate[],
  declaration: Declaration,
  isNamed: (installed: string) => boolean,
  facts: PackageFacts,
  contents: Contents,
): DeclaredFile[] {
  const names = new Set(named.map(({ installed }) => installed))
  return withoutExceptions(named, declaration, (path) => names.has(path) || isNamed(path), facts, contents)
}

/** Whether a path or pattern matches a file or one of its parent directories. */
function pathMatcher(pattern: string, isGitignore: boolean): (file: string) => boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/\/$/, '')
  const shapes =
    isGitignore && !bare.includes('/') && !pattern.startsWith('/') ? [bare, `**/${bare}`] : [bare]
  const match = picomatch(
    shapes.flatMap((shape) => [shape, `${shape}/**`]),
    { dot: true },
  )
  return (file) => match(file)
}

/** Whether a pattern names the directory of a whole import package, or one around it. */
function isWholePackage(pattern: string, roots: readonly string[]): boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/((^|\/)\*\*?)*\/?$/, '')
  return bare === '' || bare === '.' || roots.some((root) => root === bare || root.startsWith(`${bare}/`))
}

/** The directories of the wheel's import packages, relative to the project's directory. */
function packageRoots(project: Project, { sourceMap }: Contents): string[] {
  return [...sourceMap.roots.values()].map((root) => root.slice(prefixOf(project).length))
}
