import { isEmptyWheel } from '../../distribution/empty-wheel.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf, topLevelModule } from '../../python/module-names.ts'
import type { Declaration } from '../diagnosis/declared-files/declaration.ts'
import { declaredFiles } from '../diagnosis/declared-files/declared-files.ts'
import {
  type Exclusion,
  exclusionLocation,
  isExcludedOnPurpose,
  wheelExclusion,
} from '../diagnosis/exclusion-reason.ts'
import { neededUnshippedModules } from '../diagnosis/failures.ts'
import { lastReleaseWith } from '../diagnosis/last-release.ts'
import { filesLostBySdist, filesLostBySourceTree } from '../diagnosis/lost-by-sdist.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { parentOf } from '../diagnosis/parent-directory.ts'
import { staysBehind } from '../diagnosis/stay-behind.ts'
import type { PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
import type { BesidePackage, Contents } from './facts.ts'
import { loadedByConvention } from './framework-files.ts'
import {
  declaredBy,
  filesMissingFromWheel,
  isStubContent,
  missingBecause,
  missingDirectory,
} from './missing-files.ts'

/** Missing modules of one directory, represented by one of them. */
interface MissingModules {
  module: string
  installed: string
  source: string
  readonly files: Set<string>
  readonly neededBy: Set<string>
  /** Beside the packages of the wheel, not in one of them. */
  readonly beside?: BesidePackage | undefined
  convention?: string | undefined
  isStub?: boolean | undefined
  declaration?: Declaration | undefined
  /** Tag of the last release, if its wheel has one of the modules. */
  lastRelease?: string | undefined
  exclusion: Exclusion | undefined
}

/** Missing modules by directory and cause. */
type Groups = Map<string, MissingModules>

/** Reports modules that the wheel lacks: one finding for each directory and cause. */
export function checkMissingModules(facts: PackageFacts, contents: Contents): Finding[] {
  // An empty wheel is reported as such.
  if (isEmptyWheel(contents.wheel)) return []
  const groups: Groups = new Map()
  addModulesOfPackages(groups, facts, contents)
  addPackagesBeside(groups, facts, contents)
  addModulesOfDeclaredPackages(groups, facts, contents)
  addNeededModules(groups, facts, contents)
  return [
    ...[...groups.values()].map((group) => findingFor(group, facts, contents)),
    ...missingFromTreeWheel(facts, contents),
  ]
}

/** The group of a key, which is created with a file if it does not exist. */
function groupOf(
  groups: Groups,
  key: string,
  first: Omit<MissingModules, 'files' | 'neededBy'>,
): MissingModules {
  const group = groups.get(key) ?? { ...first, files: new Set(), neededBy: new Set() }
  groups.set(key, group)
  return group
}

function keyOf(installed: string, exclusion: Exclusion | undefined, contents: Contents): string {
  return missingDirectory(installed, contents) ?? `${parentOf(installed)} ${exclusion?.reason ?? ''}`
}

/** Adds a file to a group. A package represents the modules in its directory. */
function addFile(
  group: MissingModules,
  { module, installed, source }: Pick<MissingModules, 'module' | 'installed' | 'source'>,
): void {
  if (/\/__init__\.pyi?$/.test(source)) Object.assign(group, { module, installed, source })
  group.files.add(source)
}

/** Adds the modules that packages of the wheel lack. */
function addModulesOfPackages(groups: Groups, facts: PackageFacts, contents: Contents): void {
  const declared = declaredFiles(facts)
  for (const { installed, source } of filesMissingFromWheel(facts, contents)) {
    const isStub = isStubContent(installed, contents)
    const module = isStub
      ? moduleOf(installed.replace(/\.pyi$/, '.py').replace('-stubs/', '/'))
      : moduleOf(installed)
    if (module === undefined || isTestPath(installed)) continue
    const exclusion = wheelExclusion(facts, contents, installed, source)
    const isIntended = isExcludedOnPurpose(exclusion, facts, contents) || isForDevelopers(installed)
    const convention = loadedByConvention(installed, contents)
    const declaration = declared.get(installed)?.declaration
    if (isIntended && convention === undefined && declaration === undefined) continue
    const file = { module, installed, source }
    const group = groupOf(groups, keyOf(installed, exclusion, contents), { ...file, isStub, exclusion })
    addFile(group, file)
    group.convention ??= convention
    group.declaration ??= declaration
    group.lastRelease ??= lastReleaseWith(installed, facts)
  }
}

/** Adds the modules and packages next to those of the wheel. */
function addPackagesBeside(groups: Groups, facts: PackageFacts, contents: Contents): void {
  const lost = sourcesLostBySdist(facts)
  const declared = declaredFiles(facts)
  for (const beside of contents.besidePackages) {
    const { name, source, files, isInSourceDirectory, importedBy } = beside
    const installed = source.endsWith('/__init__.py') ? `${name}/__init__.py` : `${name}.py`
    const exclusion = wheelExclusion(facts, contents, installed, source)
    const declaration = declared.get(installed)?.declaration
    const lastRelease = lastReleaseWith(installed, facts)
    const isExpected =
      isInSourceDirectory || importedBy.length > 0 || declaration !== undefined || lastRelease !== undefined
    if (lost.has(source) || !isExpected || isExcludedOnPurpose(exclusion, facts, contents)) continue
    groups.set(keyOfBeside(beside), {
      module: name,
      installed,
      source,
      files: new Set(files),
      neededBy: new Set(),
      beside,
      declaration,
      lastRelease,
      exclusion,
    })
  }
}

function keyOfBeside({ name }: BesidePackage): string {
  return `beside ${name}`
}

/** Adds the modules that a setting names in directories without packages of the wheel. */
function addModulesOfDeclaredPackages(groups: Groups, facts: PackageFacts, contents: Contents): void {
  for (const { installed, source, declaration } of declaredFiles(facts).values()) {
    const module = moduleOf(installed)
    if (module === undefined || contents.unshipped.has(installed)) continue
    if (contents.besidePackages.some(({ files }) => files.includes(source))) continue
    const file = { module, installed, source }
    const key = `declared ${parentOf(installed) || installed}`
    addFile(groupOf(groups, key, { ...file, declaration, exclusion: undefined }), file)
  }
}

/** Adds the modules without which an import, a script or a test failed. */
function addNeededModules(groups: Groups, facts: PackageFacts, contents: Contents): void {
  const lost = sourcesLostBySdist(facts)
  for (const { module, neededBy } of neededUnshippedModules(facts)) {
    const file = sourceOfModule(module, contents)
    if (file === undefined || lost.has(file.source)) continue
    const beside = contents.besidePackages.find(({ name }) => name === topLevelModule(module))
    const exclusion = wheelExclusion(facts, contents, file.installed, file.source)
    const key =
      beside?.files.includes(file.source) === true
        ? keyOfBeside(beside)
        : keyOf(file.installed, exclusion, contents)
    const isKnown = groups.has(key)
    const group = groupOf(groups, key, { module, ...file, exclusion })
    if (!isKnown) group.files.add(file.source)
    group.neededBy.add(neededBy)
  }
}

function sourcesLostBySdist(facts: PackageFacts): Set<string | undefined> {
  return new Set(filesLostBySdist(facts).map(({ source }) => source))
}

/** Modules that build, document or generate a package from inside it. */
function isForDevelopers(installed: string): boolean {
  return (
    staysBehind(installed) ||
    /(^|\/)(setup|conftest|noxfile|_?(build|generate|gen|codegen|vendor|release)(_[a-z_]+)?)\.py$/.test(
      installed,
    )
  )
}

function findingFor(missing: MissingModules, facts: PackageFacts, contents: Contents): Finding {
  const { module, source, files, neededBy, beside, convention, declaration, exclusion } = missing
  return {
    rule: 'module-missing',
    severity: severityOf(missing),
    facts: {
      module,
      source,
      files: [...files],
      neededBy: [...neededBy],
      importedBy: beside?.importedBy ?? [],
      beside: beside !== undefined,
      convention: convention ?? null,
      declaredBy: declaredBy(declaration),
      lastRelease: missing.lastRelease ?? null,
      topLevels: stubPackage(source, contents) ?? topLevelsWith(module, contents),
      sources: [...contents.sourceMap.roots.values()],
      builtFrom: 'sdist',
      ...missingBecause({ declaration, exclusion }),
      ...packagingOf(facts),
    },
    where: declaration?.where ?? exclusionLocation(exclusion?.reason, source),
  }
}

function severityOf(missing: MissingModules): Severity {
  const { neededBy, beside, convention, isStub, source, declaration, lastRelease } = missing
  if (neededBy.size > 0 || convention !== undefined) return 'error'
  if (declaration !== undefined || lastRelease !== undefined) return 'error'
  // Such a distribution has nothing but stubs.
  if (isStub === true) return /-stubs\//.test(source) ? 'error' : 'warning'
  // In the root of a project, tests also import programs for developers.
  return beside?.isInSourceDirectory === true && beside.importedBy.length > 0 ? 'error' : 'warning'
}

/** The stub-only package that a file belongs to, with the top-level packages of the wheel. */
function stubPackage(source: string, { wheel }: Contents): string[] | undefined {
  const name = source.split('/').find((part) => part.endsWith('-stubs'))
  const packages = wheel.topLevels.flatMap((one) => (one.kind === 'module' ? [] : [one.name]))
  return name === undefined ? undefined : [...new Set([...packages, name])].sort()
}

/** The names of the top-level packages of the wheel, and of the one of a missing module. */
function topLevelsWith(module: string, { wheel }: Contents): string[] {
  const own = topLevelModule(module)
  const packages = wheel.topLevels.flatMap(({ name, kind }) => (kind === 'module' ? [] : [name]))
  return [...new Set([...packages, own])].sort()
}

/** The path at which a missing module would be installed, and its source. */
function sourceOfModule(
  module: string,
  { unshipped, unshippedModules }: Contents,
): { installed: string; source: string } | undefined {
  const name = unshippedModules.has(module)
    ? module
    : [...unshippedModules.keys()].find((candidate) => candidate.startsWith(`${module}.`))
  const source = name === undefined ? undefined : unshippedModules.get(name)
  if (source === undefined) return undefined
  const inside = [...unshipped].find(([, candidate]) => candidate === source)
  return { installed: inside?.[0] ?? source, source }
}

/** Modules of the wheel built from the sdist that the wheel built directly from the source tree lacks. */
function missingFromTreeWheel(facts: PackageFacts, contents: Contents): Finding[] {
  const files = filesLostBySourceTree(facts).flatMap(({ installed, source }) => {
    const module = moduleOf(installed)
    return module === undefined ? [] : [{ module, source }]
  })
  const first = files.find(({ source }) => source.endsWith('/__init__.py')) ?? files[0]
  if (first === undefined) return []
  return [
    {
      rule: 'module-missing',
      severity: 'error',
      facts: {
        ...first,
        files: files.map(({ source }) => source),
        neededBy: [],
        importedBy: [],
        beside: false,
        convention: null,
        declaredBy: null,
        lastRelease: null,
        declarationFix: null,
        topLevels: topLevelsWith(first.module, contents),
        sources: [...contents.sourceMap.roots.values()],
        builtFrom: 'source tree',
        cause: null,
        excludedBy: null,
        ...packagingOf(facts),
      },
      where: { file: first.source },
    },
  ]
}
