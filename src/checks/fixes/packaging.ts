import { listSome } from '../../program/sentence.ts'

/** The build backend and its configuration, on which the text of a fix depends. */
export interface Packaging {
  /** Name of the build backend, such as `setuptools`. */
  readonly backend: string
  /** The file that configures the packages of setuptools. */
  readonly configuration: 'pyproject.toml' | 'setup.cfg' | 'setup.py'
  /** The project's directory in the checkout, to which the paths in its configuration are relative; `.` for the root. */
  readonly folder: string
}

/** A pattern that excludes a file, and the setting with its position. */
interface ExcludePattern {
  readonly pattern: string
  readonly setting: string
}

/** Returns the fix for a pattern that excludes a file. */
function removePattern({ pattern, setting }: ExcludePattern): string {
  return /MANIFEST\.in:\d+$/.test(setting)
    ? `Delete "${pattern}" (${setting}), or narrow it.`
    : `Remove "${pattern}" from ${setting}, or narrow it.`
}

/** Returns the fix for modules that a wheel lacks. */
export function moduleFix(
  packaging: Packaging,
  {
    source,
    module,
    topLevels,
    sources,
    excludedBy,
    declarationFix,
    builtFrom,
  }: {
    source: string
    module: string
    topLevels: readonly string[]
    sources: readonly string[]
    excludedBy: ExcludePattern | null
    declarationFix: string | null
    builtFrom: 'sdist' | 'source tree'
  },
): string {
  if (excludedBy !== null) return removePattern(excludedBy)
  if (declarationFix !== null) return declarationFix
  if (builtFrom === 'source tree') return sourceTreeFix(packaging, source)
  return shipFix(packaging, source, module, topLevels, sources)
}

/** Returns the fix for data files that a wheel lacks. */
export function missingDataFix(
  packaging: Packaging,
  {
    source,
    files,
    installed,
    package: packageDirectory,
    excludedBy,
    declarationFix,
    builtFrom,
  }: {
    source: string
    files: readonly string[]
    installed: readonly string[]
    package: string
    excludedBy: ExcludePattern | null
    declarationFix: string | null
    builtFrom: 'sdist' | 'source tree'
  },
): string {
  if (excludedBy !== null) return removePattern(excludedBy)
  if (declarationFix !== null) return declarationFix
  if (builtFrom === 'source tree') return sourceTreeFix(packaging, source)
  if (packageDirectory === '')
    return `Move ${listSome(
      files.map((file) => inProject(packaging, file)),
      3,
    )} into the import package, and read ${files.length > 1 ? 'them' : 'it'} with importlib.resources.`
  return dataFix(packaging, source, installed, packageDirectory)
}

/** The fix for files that only the wheel built from the sdist has. */
function sourceTreeFix({ backend }: Packaging, source: string): string {
  return `In the settings of ${backend} for the wheel, use paths that exist both in the source tree and in the sdist. ${source} is its path in the source tree.`
}

/**
 * Returns the fix for a module that is missing from the wheel.
 *
 * @param topLevels the top-level packages that the wheel must have
 * @param sources paths in the repository of what the wheel has at its top level: `src/demo`, `helper.py`
 */
export function shipFix(
  packaging: Packaging,
  source: string,
  module: string,
  topLevels: readonly string[] = [module.split('.')[0] as string],
  sources: readonly string[] = [],
): string {
  const file = inProject(packaging, source)
  const shipped = sources.map((path) => inProject(packaging, path))
  const modules = shipped.filter((path) => path.endsWith('.py'))
  const stubs = topLevels.find((name) => name.endsWith('-stubs'))
  const top = stubs ?? module.split('.')[0] ?? module
  const from = parentOf(file, top)
  if (top === module && !file.endsWith('/__init__.py')) return shipModuleFix(packaging, file, module, shipped)
  switch (packaging.backend) {
    case 'setuptools':
      if (!isFoundByName(packaging, from, topLevels, shipped))
        return `In ${packaging.configuration}, add ${top} and its subpackages to packages, and its directory to package_dir (package-dir in pyproject.toml): ${top} = ${join(from, top)}`
      return `${REPLACE_PACKAGES[packaging.configuration]}:\n${findPackages(packaging, from, topLevels, parentsOf(shipped))}${keepModules(packaging, modules)}${stubs === undefined ? '' : `\nand add "*.pyi" of all packages to the package data.`}`
    case 'hatchling':
      return hatchlingFix(`"/${file.replace(/__init__\.py$/, '')}"`, join(from, top))
    default:
      return wholePackageFix(packaging.backend, file, from, top)
  }
}

/** What the configuration that finds packages replaces. */
const REPLACE_PACKAGES: Readonly<Record<Packaging['configuration'], string>> = {
  'pyproject.toml':
    'In pyproject.toml, replace packages and package-dir in [tool.setuptools], and the table packages.find, by',
  'setup.cfg': 'In setup.cfg, replace packages and package_dir in [options], and [options.packages.find], by',
  'setup.py': 'In setup.py, replace packages and package_dir by',
}

function hatchlingFix(artifacts: string, directory: string): string {
  return `Include it despite .gitignore and exclude:\n[tool.hatch.build]\nartifacts = [${artifacts}]\nIf packages or only-include is set, it must contain ${directory}.`
}

/** The fix for a module next to the package instead of in it. */
function shipModuleFix(
  { backend, configuration }: Packaging,
  file: string,
  module: string,
  shipped: readonly string[],
): string {
  const move = `Move ${file} into the package and import it from there`
  if (backend !== 'setuptools') return `${move}.`
  const modules = [...new Set([...shipped.filter((path) => path.endsWith('.py')).map(nameOfModule), module])]
  const quoted = modules.map((name) => `"${name}"`).join(', ')
  const list =
    configuration === 'setup.py'
      ? `py_modules=[${quoted}] in setup.py`
      : configuration === 'setup.cfg'
        ? `py_modules = ${modules.join(', ')} in [options] of setup.cfg`
        : `py-modules = [${quoted}] in [tool.setuptools]`
  // Setuptools discovers packages only if neither packages nor modules are set ("Package Discovery").
  const packages =
    modules.length > shipped.length
      ? ''
      : '. Then setuptools no longer discovers packages automatically: if packages is not set, set it, too'
  return `${move}, or include it as a top-level module: ${list}${packages}.`
}

function nameOfModule(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '')
}

/** The directories that contain packages of the wheel. */
function parentsOf(shipped: readonly string[]): string[] {
  return shipped
    .filter((path) => !path.endsWith('.py'))
    .map((path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'))
}

/** Whether one setting finds all packages of the wheel by their names: setup.cfg and setup.py search one directory. */
function isFoundByName(
  { configuration }: Pick<Packaging, 'configuration'>,
  from: string,
  topLevels: readonly string[],
  shipped: readonly string[],
): boolean {
  const packages = shipped.filter((path) => !path.endsWith('.py'))
  return (
    packages.every((path) => topLevels.includes(path.slice(path.lastIndexOf('/') + 1))) &&
    (configuration === 'pyproject.toml' || parentsOf(packages).every((parent) => parent === from))
  )
}

/** Returns how to keep the top-level modules in the wheel if a setting selects the packages. */
function keepModules(
  { configuration }: Pick<Packaging, 'configuration'>,
  modules: readonly string[],
): string {
  if (modules.length === 0) return ''
  const names = modules.map((path) => `"${nameOfModule(path)}"`).join(', ')
  const setting = configuration === 'pyproject.toml' ? 'py-modules of [tool.setuptools]' : 'py_modules'
  return `\nKeep ${names} in ${setting}, or add ${modules.length === 1 ? 'it' : 'them'} there.`
}

/**
 * Returns the fix for data files that are missing from the wheel.
 *
 * @param source of one of them
 * @param installed paths at which they would be installed
 * @param packageDirectory installed directory of their package
 */
export function dataFix(
  packaging: Packaging,
  source: string,
  installed: readonly string[],
  packageDirectory: string,
): string {
  const file = inProject(packaging, source)
  const [first = ''] = installed
  const [top = ''] = first.split('/')
  const from = parentOf(file, top)
  switch (packaging.backend) {
    case 'setuptools':
      return packageData(
        packaging,
        packageDirectory.replaceAll('/', '.'),
        patternsFor(installed.map((path) => path.slice(packageDirectory.length + 1))),
      )
    case 'hatchling': {
      const paths = installed.length > 3 ? [`${commonDirectory(installed)}**`] : installed
      const artifacts = paths.map((path) => `"/${join(from, path)}"`).join(', ')
      return hatchlingFix(artifacts, join(from, top))
    }
    default:
      return wholePackageFix(packaging.backend, file, parentOf(file, top), top)
  }
}

/** Returns the fix for a missing py.typed (PEP 561). */
export function typingFix(
  packaging: Packaging,
  marker: { source: string; path: string; package: string; tracked: boolean; inTree: boolean },
): string {
  if (marker.inTree) return sdistFix(packaging, [marker.source])
  const addToWheel = dataFix(packaging, marker.source, [marker.path], marker.package)
  if (marker.tracked) return addToWheel
  const make = `Commit an empty file ${marker.source}, or remove the classifier.`
  return packaging.backend === 'setuptools'
    ? `${make} For setuptools before 69, also include it. ${addToWheel}`
    : make
}

/** Returns the fix for a wheel without modules and data. */
export function emptyWheelFix(
  packaging: Packaging,
  {
    builtFrom,
    filesInOtherWheel,
    packages,
    unimportable,
  }: {
    builtFrom: 'sdist' | 'source tree'
    filesInOtherWheel: number
    packages: readonly string[]
    unimportable: string | null
  },
): string {
  if (unimportable !== null) {
    const name = unimportable.slice(0, unimportable.lastIndexOf('/'))
    return `Rename ${name} to a valid module name: ${name.replace(/[^\p{ID_Continue}/]/gu, '_')}.`
  }
  const [first] = packages
  if (first === undefined)
    return 'Add the import package to the repository. If the distribution only installs its dependencies, ignore this rule.'
  if (builtFrom === 'sdist' && filesInOtherWheel > 0)
    return `The sdist lacks the package. ${sdistFix(
      packaging,
      packages.map((path) => (path.endsWith('.py') ? path : `${path}/`)),
    )}`
  const paths = packages.map((path) => inProject(packaging, path))
  const before =
    filesInOtherWheel > 0
      ? 'Use paths that exist both in the source tree and in the sdist'
      : 'Include the package'
  return `${before}:\n${includePackages(packaging, paths)}`
}

/**
 * Returns the configuration that includes packages in the wheel.
 *
 * @param paths directories of packages and files of modules, relative to the project's directory
 */
function includePackages({ backend, configuration }: Packaging, paths: readonly string[]): string {
  const parent = (path: string) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.')
  const name = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '')
  const [first = ''] = paths
  const from = parent(first)
  const list = (items: readonly string[]) => `[${items.map((item) => `"${item}"`).join(', ')}]`
  switch (backend) {
    case 'setuptools': {
      const modules = paths.filter((path) => path.endsWith('.py')).map(name)
      const directories = paths.filter((path) => !path.endsWith('.py')).map(name)
      if (directories.length > 0) return findPackages({ configuration }, from, directories)
      if (configuration === 'setup.py') return `py_modules=${list(modules)},`
      return configuration === 'setup.cfg'
        ? `[options]\npy_modules = ${modules.join(', ')}`
        : `[tool.setuptools]\npy-modules = ${list(modules)}`
    }
    case 'hatchling':
      return first.endsWith('.py')
        ? `[tool.hatch.build.targets.wheel]\nonly-include = ${list(paths)}${from === '.' ? '' : `\nsources = ["${from}"]`}`
        : `[tool.hatch.build.targets.wheel]\npackages = ${list(paths)}`
    case 'flit':
      return `[tool.flit.module]\nname = "${name(first)}"`
    case 'poetry-core':
      return `[tool.poetry]\npackages = [${paths
        .map((path) => {
          const file = path.slice(path.lastIndexOf('/') + 1)
          return `{ include = "${file}"${parent(path) === '.' ? '' : `, from = "${parent(path)}"`} }`
        })
        .join(', ')}]`
    case 'pdm-backend':
      return `[tool.pdm.build]\n${from === '.' ? '' : `package-dir = "${from}"\n`}includes = ${list(paths)}`
    case 'uv_build':
      return `[tool.uv.build-backend]\nmodule-root = "${from === '.' ? '' : from}"\nmodule-name = ${paths.length === 1 ? `"${name(first)}"` : list(paths.map(name))}`
    default:
      return `Configure ${backend} to include ${paths.join(', ')} in the wheel.`
  }
}

/**
 * Returns the fix for files that are missing from the sdist.
 *
 * @param sources files, and directories with a trailing `/`, relative to the checkout
 */
export function sdistFix(packaging: Packaging, sources: readonly string[]): string {
  const paths = sources.map((source) => inProject(packaging, source))
  /** The paths as patterns of the backend, where `all` is its pattern for all files of a directory. */
  const patterns = (all: string, before = '') =>
    paths.map((path) => `"${before}${path.replace(/\/$/, `/${all}`)}"`).join(', ')
  switch (packaging.backend) {
    case 'setuptools':
      return `Add to the end of MANIFEST.in:\n${paths.map((path) => (path.endsWith('/') ? `graft ${path.slice(0, -1)}` : `include ${path}`)).join('\n')}`
    case 'hatchling':
      return `Include it in the sdist despite .gitignore and exclude:\n[tool.hatch.build.targets.sdist]\nartifacts = [${patterns('', '/')}]\nIf only-include is set there, add it there, too.`
    case 'flit':
      return `Remove the pattern that matches it from exclude in [tool.flit.sdist]. If no pattern matches, add there:\ninclude = [${patterns('**')}]`
    case 'poetry-core':
      return `Include it in both formats, in packages or include of [tool.poetry]:\n${paths.map((path) => `{ path = "${path.replace(/\/$/, '/**/*')}", format = ["sdist", "wheel"] },`).join('\n')}`
    case 'pdm-backend':
      return `Remove the pattern that matches it from excludes in [tool.pdm.build]. If no pattern matches, add there:\nsource-includes = [${patterns('**')}]`
    case 'uv_build':
      return `Remove the pattern that matches it from source-exclude in [tool.uv.build-backend]. If no pattern matches, add there:\nsource-include = [${patterns('**')}]`
    default:
      return `Include ${paths.join(', ')} in the sdist in the settings of ${packaging.backend}.`
  }
}

/** Returns the fix for unwanted or secret files in a distribution. */
export function junkFix(
  packaging: Packaging,
  { paths, secret, example }: { paths: readonly string[]; secret: boolean; example: boolean },
): string {
  const [path = ''] = paths
  if (secret && example)
    return 'If it is only used by the tests, exclude it from the wheel or ignore this rule. Otherwise revoke it.'
  if (secret)
    return `Revoke the credential if any release contains it. Remove ${path} from the repository, and read the credential from an environment variable.`
  const name = /(?:^|\/)(__pycache__\/|\.\w+\/)/.exec(path)?.[1] ?? path.split('/').at(-1)
  return `If git tracks it, remove it (git rm --cached) and add ${name} to .gitignore. If the build generates it, exclude it in the settings of ${packaging.backend}.`
}

/** An unexpected entry at the top level of site-packages. */
export interface Stray {
  readonly name: string
  readonly source: string
  readonly problem: 'name' | 'init' | 'file' | 'directory' | 'unimportable'
  /** Entry points that refer to it. */
  readonly entryPoints: readonly { readonly name: string; readonly value: string }[]
  /** Packages of the wheel into which its modules can be moved. */
  readonly packages: readonly string[]
}

/** Returns the fix for an unexpected entry at the top level of site-packages. */
export function strayFix(packaging: Packaging, stray: Stray): string {
  const { name, source, problem, entryPoints, packages } = stray
  const [entryPoint] = entryPoints
  const [own] = packages
  if (entryPoint !== undefined && own !== undefined) {
    const value = `${own}.${entryPoint.value.startsWith(`${name}.`) ? entryPoint.value.slice(name.length + 1) : entryPoint.value}`
    return `Move the modules of ${source} that the entry points need into the package ${own}, and change the entry points: ${entryPoint.name} = "${value}". ${excludeFix(packaging, stray)}`
  }
  if (problem === 'unimportable')
    return `Rename ${source} to a valid module name, or move it into ${own === undefined ? 'an import package' : `the package ${own}`}.`
  if (problem === 'directory')
    return `Move ${source} into ${own === undefined ? 'an import package' : `the package ${own}`}, or exclude it. ${excludeFix(packaging, stray)}`
  return excludeFix(packaging, stray)
}

/** Returns how to exclude a module, a file or a directory from the wheel. */
export function excludeFix(
  { backend, configuration, folder }: Packaging,
  { name, source, problem }: Pick<Stray, 'name' | 'source' | 'problem'>,
): string {
  const file = inProject({ folder }, source)
  const from = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.'
  const isModule = problem === 'name'
  switch (backend) {
    case 'setuptools': {
      if (!isModule)
        return problem === 'init'
          ? 'Remove "" from packages and "__init__" from py_modules (py-modules in pyproject.toml).'
          : `Remove "${name}" from package_data (package-data in pyproject.toml) of the package "".`
      const instead = `Remove "${name}" from packages or py_modules. If setuptools finds packages automatically, exclude it:`
      if (configuration === 'setup.py')
        return `${instead}\npackages=find_packages(${from === '.' ? '' : `"${from}", `}exclude=["${name}", "${name}.*"]),`
      return configuration === 'setup.cfg'
        ? `${instead}\n[options.packages.find]${from === '.' ? '' : `\nwhere = ${from}`}\nexclude =\n    ${name}\n    ${name}.*`
        : `${instead}\n[tool.setuptools.packages.find]${from === '.' ? '' : `\nwhere = ["${from}"]`}\nexclude = ["${name}", "${name}.*"]`
    }
    case 'hatchling':
      return isModule
        ? `Exclude it, and remove it from force-include if it is there:\n[tool.hatch.build.targets.wheel]\nexclude = ["/${file}"]`
        : `Remove it from force-include and include in [tool.hatch.build.targets.wheel].`
    case 'poetry-core':
      return isModule
        ? `Include it in the sdist only, in packages of [tool.poetry]:\n{ include = "${name}", format = "sdist" }`
        : `Include it in the sdist only, in include of [tool.poetry]:\n{ path = "${file}", format = "sdist" }`
    case 'pdm-backend':
      return `Include it in the sdist only:\n[tool.pdm.build]\nsource-includes = [${[...new Set(['tests', file])].map((path) => `"${path}"`).join(', ')}]`
    case 'uv_build':
      return `Remove "${name}" from module-name in [tool.uv.build-backend].`
    default:
      return `Remove "${name}" from the files that ${backend} includes in the wheel.`
  }
}

/** The fix for backends that include all files of a package by default. */
function wholePackageFix(backend: string, file: string, from: string, top: string): string {
  switch (backend) {
    case 'flit':
      return `Remove the pattern that matches ${file} from exclude in [tool.flit.sdist]: flit includes all other files of the package.`
    case 'uv_build':
      return `Remove the pattern that matches ${file} from source-exclude or wheel-exclude in [tool.uv.build-backend]: uv_build includes all other files of the package.`
    case 'pdm-backend':
      return `Remove the pattern that matches ${file} from excludes in [tool.pdm.build]. If includes is set there, add "${join(from, top)}" to it.`
    case 'poetry-core':
      return `Remove the pattern that matches ${file} from exclude in [tool.poetry], and include the whole package there:\npackages = [{ include = "${top}"${from === '.' ? '' : `, from = "${from}"`} }]`
    default:
      return `Include ${file} in the sdist and the wheel in the settings of ${backend}.`
  }
}

/** The configuration with which setuptools finds top-level packages and their subpackages. */
function findPackages(
  { configuration }: Pick<Packaging, 'configuration'>,
  from: string,
  tops: readonly string[],
  others: readonly string[] = [],
): string {
  const root = from === '.' ? '' : from
  const where = [...new Set([...others, from])].map((directory) => `"${directory}"`).join(', ')
  const list = tops.map((top) => `"${top}*"`).join(', ')
  if (configuration === 'setup.py')
    return `packages=find_namespace_packages("${from}", include=[${list}]),${root && `\npackage_dir={"": "${root}"},`}`
  return configuration === 'setup.cfg'
    ? `[options]\npackages = find_namespace:${root && `\npackage_dir =\n    = ${root}`}\n[options.packages.find]\nwhere = ${from}\ninclude =${tops.length === 1 ? ` ${tops[0]}*` : tops.map((top) => `\n    ${top}*`).join('')}`
    : `[tool.setuptools.packages.find]\nwhere = [${where}]\ninclude = [${list}]`
}

function packageData({ configuration }: Packaging, name: string, patterns: readonly string[]): string {
  const list = patterns.map((pattern) => `"${pattern}"`).join(', ')
  const lines = {
    'pyproject.toml': `[tool.setuptools.package-data]\n${name.includes('.') ? `"${name}"` : name} = [${list}]`,
    'setup.cfg': `[options.package_data]\n${name} =${patterns.map((pattern) => `\n    ${pattern}`).join('')}`,
    'setup.py': `package_data={"${name}": [${list}]},`,
  }
  return `Add to ${configuration}:\n${lines[configuration]}`
}

/** A pattern for each directory and extension: `data/*.json`; for many, one for all files of their directory. */
function patternsFor(paths: readonly string[]): string[] {
  const patterns = new Set(paths.map((path) => path.replace(/\/[^/]+(\.[^./]+)$/, '/*$1')))
  return patterns.size > 4 ? [`${commonDirectory(paths)}**/*`] : [...patterns]
}

/** The innermost directory of all paths, with a trailing slash; empty for the top. */
function commonDirectory(paths: readonly string[]): string {
  const [first = '', ...others] = paths
  let directory = first.slice(0, first.lastIndexOf('/') + 1)
  while (!others.every((path) => path.startsWith(directory)))
    directory = directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1)
  return directory
}

function inProject({ folder }: Pick<Packaging, 'folder'>, file: string): string {
  return folder !== '.' && file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file
}

/** The directory that contains a top-level package, given a file of the package. */
function parentOf(file: string, top: string): string {
  const at = `/${file}`.indexOf(`/${top}/`)
  return at <= 0 ? '.' : file.slice(0, at - 1)
}

function join(directory: string, name: string): string {
  return directory === '.' ? name : `${directory}/${name}`
}
