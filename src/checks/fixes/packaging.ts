/** The build backend and its configuration, on which the text of a fix depends. */
export interface Packaging {
  /** Name of the build backend, such as `setuptools`. */
  readonly backend: string
  /** The file that configures the packages of setuptools. */
  readonly configuration: 'pyproject.toml' | 'setup.cfg' | 'setup.py'
  /** The project's directory in the checkout, to which the paths in its configuration are relative; `.` for the root. */
  readonly folder: string
}

/** Returns the fix for a module that is missing from the wheel. */
export function shipFix(packaging: Packaging, source: string, module: string): string {
  const file = inProject(packaging, source)
  const [top = module] = module.split('.')
  const from = parentOf(file, top)
  if (top === module && !file.endsWith('/__init__.py')) return shipModuleFix(packaging, file, module)
  switch (packaging.backend) {
    case 'setuptools':
      return `Let setuptools find the packages, in place of a list of them, in ${packaging.configuration}:\n${findPackages(packaging, from, top)}`
    case 'hatchling':
      return `Ship it whatever .gitignore, include and exclude say:\n[tool.hatch.build]\nartifacts = ["/${file.replace(/__init__\.py$/, '')}"]\nIf packages or only-include is set, it must name all of ${join(from, top)}.`
    default:
      return wholePackageFix(packaging.backend, file, from, top)
  }
}

/** The fix for a module next to the package instead of in it. */
function shipModuleFix({ backend, configuration }: Packaging, file: string, module: string): string {
  const move = `Move ${file} into the package and import it from there`
  if (backend !== 'setuptools') return `${move}.`
  const list =
    configuration === 'setup.py'
      ? `py_modules=["${module}"] in setup.py`
      : configuration === 'setup.cfg'
        ? `py_modules = ${module} in [options] of setup.cfg`
        : `py-modules = ["${module}"] in [tool.setuptools]`
  return `${move}, or ship it beside the package: ${list}.`
}

/**
 * Returns the fix for a data file that is missing from the wheel.
 *
 * @param installed path at which it would be installed
 * @param packageDirectory installed directory of its package
 */
export function dataFix(
  packaging: Packaging,
  source: string,
  installed: string,
  packageDirectory: string,
): string {
  const file = inProject(packaging, source)
  const [top = ''] = installed.split('/')
  switch (packaging.backend) {
    case 'setuptools':
      return packageData(
        packaging,
        packageDirectory.replaceAll('/', '.'),
        patternFor(installed.slice(packageDirectory.length + 1)),
      )
    case 'hatchling':
      return `Ship it whatever .gitignore, include and exclude say:\n[tool.hatch.build]\nartifacts = ["/${file}"]\nIf packages or only-include is set, it must name all of ${join(parentOf(file, top), top)}.`
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
  const addToWheel = dataFix(packaging, marker.source, marker.path, marker.package)
  if (marker.tracked) return addToWheel
  const make = `Commit an empty file ${marker.source}, or remove the classifier.`
  return packaging.backend === 'setuptools'
    ? `${make} setuptools before 69 must be told of it. ${addToWheel}`
    : make
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
      return `Add to MANIFEST.in, below what takes it out:\n${paths.map((path) => (path.endsWith('/') ? `graft ${path.slice(0, -1)}` : `include ${path}`)).join('\n')}`
    case 'hatchling':
      return `Put it into the sdist, whatever .gitignore and exclude say:\n[tool.hatch.build.targets.sdist]\nartifacts = [${patterns('', '/')}]\nIf only-include is set there, name it in it too.`
    case 'flit':
      return `Take the pattern that matches it out of exclude in [tool.flit.sdist]; where there is none, name it there:\ninclude = [${patterns('**')}]`
    case 'poetry-core':
      return `Give it the format of both in [tool.poetry], in packages or else in include:\n${paths.map((path) => `{ path = "${path.replace(/\/$/, '/**/*')}", format = ["sdist", "wheel"] },`).join('\n')}`
    case 'pdm-backend':
      return `Take the pattern that matches it out of excludes in [tool.pdm.build]; where there is none, name it there:\nsource-includes = [${patterns('**')}]`
    case 'uv_build':
      return `Take the pattern that matches it out of source-exclude in [tool.uv.build-backend]; where there is none, name it there:\nsource-include = [${patterns('**')}]`
    default:
      return `Make ${packaging.backend} put ${paths.join(', ')} into the sdist.`
  }
}

/** Returns the fix for unwanted or secret files in a distribution. */
export function junkFix(
  packaging: Packaging,
  { paths, secret, example }: { paths: readonly string[]; secret: boolean; example: boolean },
): string {
  const [path = ''] = paths
  if (secret && example)
    return 'If it opens nothing but what the tests make, leave it out of the wheel or ignore the rule. If it opens more, revoke it.'
  if (secret)
    return `Revoke it now if any release has it: what was published stays known. Then remove ${path} from the repository, and read it from the environment where it is needed.`
  const name = /(?:^|\/)(__pycache__\/|\.\w+\/)/.exec(path)?.[1] ?? path.split('/').at(-1)
  return `If git tracks it, remove it (git rm --cached) and add ${name} to .gitignore. If the build makes it, take it out of what ${packaging.backend} ships.`
}

/** Returns the fix for a top-level module that does not belong in the wheel. */
export function strayFix(packaging: Packaging, name: string, source: string): string {
  const { backend, configuration } = packaging
  const file = inProject(packaging, source)
  const from = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.'
  switch (backend) {
    case 'setuptools': {
      const instead = `Take "${name}" out of the packages and modules that are listed; where packages are found, leave it out:`
      if (configuration === 'setup.py')
        return `${instead}\npackages=find_packages(${from === '.' ? '' : `"${from}", `}exclude=["${name}", "${name}.*"]),`
      return configuration === 'setup.cfg'
        ? `${instead}\n[options.packages.find]${from === '.' ? '' : `\nwhere = ${from}`}\nexclude =\n    ${name}\n    ${name}.*`
        : `${instead}\n[tool.setuptools.packages.find]${from === '.' ? '' : `\nwhere = ["${from}"]`}\nexclude = ["${name}", "${name}.*"]`
    }
    case 'hatchling':
      return `Take it out of force-include, if it is there, and exclude it:\n[tool.hatch.build.targets.wheel]\nexclude = ["/${file}"]`
    case 'poetry-core':
      return `Keep it in the sdist alone, in packages of [tool.poetry]:\n{ include = "${name}", format = "sdist" }`
    case 'pdm-backend':
      return `Keep it in the sdist alone:\n[tool.pdm.build]\nsource-includes = [${[...new Set(['tests', name])].map((directory) => `"${directory}"`).join(', ')}]`
    case 'uv_build':
      return `Take "${name}" out of module-name in [tool.uv.build-backend].`
    default:
      return `Take "${name}" out of what ${backend} puts into the wheel.`
  }
}

/** The fix for backends that include all files of a package by default. */
function wholePackageFix(backend: string, file: string, from: string, top: string): string {
  switch (backend) {
    case 'flit':
      return `flit ships whole packages: take the pattern that matches ${file} out of exclude in [tool.flit.sdist].`
    case 'uv_build':
      return `uv_build ships whole packages: take the pattern that matches ${file} out of source-exclude or wheel-exclude in [tool.uv.build-backend].`
    case 'pdm-backend':
      return `Take the pattern that matches ${file} out of excludes in [tool.pdm.build]. If includes is set there, add "${join(from, top)}" to it.`
    case 'poetry-core':
      return `Take the pattern that matches ${file} out of exclude in [tool.poetry], and name the whole package there:\npackages = [{ include = "${top}"${from === '.' ? '' : `, from = "${from}"`} }]`
    default:
      return `Make ${backend} put ${file} into the wheel, and into the sdist from which the wheel is built.`
  }
}

function findPackages({ configuration }: Packaging, from: string, top: string): string {
  const root = from === '.' ? '' : from
  if (configuration === 'setup.py')
    return `packages=find_namespace_packages("${from}", include=["${top}*"]),${root && `\npackage_dir={"": "${root}"},`}`
  return configuration === 'setup.cfg'
    ? `[options]\npackages = find_namespace:${root && `\npackage_dir =\n    = ${root}`}\n[options.packages.find]\nwhere = ${from}\ninclude = ${top}*`
    : `[tool.setuptools.packages.find]\nwhere = ["${from}"]\ninclude = ["${top}*"]`
}

function packageData({ configuration }: Packaging, name: string, pattern: string): string {
  const lines = {
    'pyproject.toml': `[tool.setuptools.package-data]\n${name.includes('.') ? `"${name}"` : name} = ["${pattern}"]`,
    'setup.cfg': `[options.package_data]\n${name} =\n    ${pattern}`,
    'setup.py': `package_data={"${name}": ["${pattern}"]},`,
  }
  return `Add to ${configuration}:\n${lines[configuration]}`
}

/** A pattern for all files of the same directory and extension: `data/*.json`. */
function patternFor(path: string): string {
  return path.replace(/\/[^/]+(\.[^./]+)$/, '/*$1')
}

function inProject({ folder }: Packaging, file: string): string {
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
