import { prefixOf } from '../../../project/project.ts'
import { sourceRoots } from '../../../project/source-map.ts'
import { moduleOf } from '../../../python/module-names.ts'
import type { Contents } from '../../contents/facts.ts'
import { wheelExclusion } from '../exclusion-reason.ts'
import { glob } from '../glob.ts'
import { type PackageData, packageDataOf } from '../package-data.ts'
import { parentOf } from '../parent-directory.ts'
import { positionOf } from '../position.ts'
import { staysBehind } from '../stay-behind.ts'
import { type Candidate, filesOfMissingPackage, type Search } from './candidates.ts'
import type { DeclaredFile } from './declaration.ts'
import { withoutExceptions } from './exceptions.ts'

/** Returns the files that `package-data` names. */
export function filesOfPackageData(search: Search): DeclaredFile[] {
  const { facts, contents } = search
  const packages = packagesOf(contents)
  return packageDataOf(facts.project, contents.setupPy).flatMap((data) =>
    data.package === '*' ? inAllPackages(data, packages, search) : inOnePackage(data, packages, search),
  )
}

/** Installed directories of the packages of the wheel. */
function packagesOf({ wheel }: Contents): string[] {
  return [
    ...new Set(wheel.files.flatMap(({ path }) => (moduleOf(path) === undefined ? [] : [parentOf(path)]))),
  ].filter((name) => name !== '')
}

function inAllPackages(data: PackageData, packages: readonly string[], search: Search): DeclaredFile[] {
  const match = glob(relativePattern(data))
  const isNamed = (installed: string) =>
    packages.some((name) => installed.startsWith(`${name}/`) && match(installed.slice(name.length + 1)))
  const named = search.candidates.filter(({ installed }) => isNamed(installed))
  return withoutExceptions(named, declarationOf(data), isNamed, search)
}

function inOnePackage(data: PackageData, packages: readonly string[], search: Search): DeclaredFile[] {
  const { facts, contents, candidates } = search
  const directory = directoryOf(data)
  const match = glob(`${directory}/${relativePattern(data)}`)
  const all = [...candidates, ...filesOfMissingPackage(directory, facts.project, contents)]
  const named = all.filter(({ installed }) => match(installed))
  if (!packages.includes(directory)) return outsidePackages(data, named, all, packages, search)
  const declared = withoutExceptions(named, declarationOf(data), match, search)
  return declared.length > 0 || contents.wheel.files.some(({ path }) => match(path))
    ? declared
    : relativeToProject(data, search)
}

/** The files of a pattern for a directory that is not a package of the wheel, so that setuptools ignores the pattern. */
function outsidePackages(
  data: PackageData,
  named: readonly Candidate[],
  all: readonly Candidate[],
  packages: readonly string[],
  { facts, contents }: Search,
): DeclaredFile[] {
  const directory = directoryOf(data)
  const modules = all.filter(
    ({ installed }) => parentOf(installed) === directory && moduleOf(installed) !== undefined,
  )
  // The package is excluded on purpose, and its data with it.
  const isExcluded = modules.some(
    ({ installed, source }) => wheelExclusion(facts, contents, installed, source)?.excludedBy !== undefined,
  )
  if (isExcluded) return []
  const missingModules = named.length > 0 ? modules : []
  const parent = packages
    .filter((name) => directory.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)[0]
  const fix =
    missingModules.length > 0 || parent === undefined
      ? `Add "${data.package}" to the packages of setuptools.`
      : `Move the pattern to the package that contains the directory: ${quotedKey(parent)} = ["${directory.slice(parent.length + 1)}/${relativePattern(data)}"] instead of ${quotedKey(directory)} = ["${data.pattern}"].`
  const declaration = {
    ...declarationOf(data),
    problem: `package-data only applies to packages of the wheel, and "${data.package}" is not one of them`,
    fix,
  }
  return [...named, ...missingModules]
    .filter(({ installed }) => parent !== undefined || !staysBehind(installed))
    .map(({ installed, source }) => ({
      installed,
      source,
      declaration:
        moduleOf(installed) === undefined ? declaration : { ...declaration, pattern: data.package },
    }))
}

/** The files of a pattern that is relative to the project or the source directory, and not to the package as it has to be. */
function relativeToProject(data: PackageData, { facts, contents, candidates }: Search): DeclaredFile[] {
  const { pattern, where } = data
  const directory = directoryOf(data)
  const inPackage = candidates.filter(({ installed }) => installed.startsWith(`${directory}/`))
  const match = glob(pattern.replace(/^\.?\//, ''))
  const prefix = prefixOf(facts.project)
  const bases = ['', ...sourceRoots(contents.sourceMap).map((one) => one.slice(prefix.length))]
  const found = bases.flatMap((base) =>
    inPackage.filter(({ file }) => file.startsWith(base) && match(file.slice(base.length))),
  )
  const start = pattern.indexOf(`${directory}/`)
  const right = start < 0 ? undefined : pattern.slice(start + directory.length + 1)
  const declaration = {
    ...declarationOf(data),
    problem: 'Patterns of package-data are relative to the directory of the package',
    fix: right === undefined ? undefined : `Change "${pattern}" to "${right}" (${positionOf(where)}).`,
  }
  return [...new Set(found)].map(({ installed, source }) => ({ installed, source, declaration }))
}

function declarationOf({ pattern, setting, where }: PackageData) {
  return { pattern, setting, where }
}

/** The pattern relative to the directory of the package. */
function relativePattern({ pattern }: PackageData): string {
  return pattern.replace(/^\.\//, '')
}

function directoryOf(data: PackageData): string {
  return data.package.replaceAll('.', '/')
}

function quotedKey(directory: string): string {
  const name = directory.replaceAll('/', '.')
  return name.includes('.') ? `"${name}"` : name
}
