import { isEmptyWheel } from '../../distribution/empty-wheel.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
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

/** Reports modules that the wheel lacks: one finding for each directory and cause. */
export function checkMissingModules(facts: PackageFacts, contents: Contents): Finding[] {
  // An empty wheel is reported as such.
  if (isEmptyWheel(contents.wheel)) return []
  const missing = new Map<string, MissingModules>()
  const lost = new Set(filesLostBySdist(facts).map(({ source }) => source))
  const declared = declaredFiles(facts)
  const keyOf = (installed: string, exclusion: Exclusion | undefined) =>
    missingDirectory(installed, contents) ?? `${parentOf(installed)} ${exclusion?.reason ?? ''}`
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
    const key = keyOf(installed, exclusion)
    const known = missing.get(key)
    // A package represents the modules in its directory.
    const entry = known ?? {
      module,
      installed,
      source,
      files: new Set<string>(),
      neededBy: new Set<string>(),
      isStub,
      exclusion,
    }
    if (/\/__init__\.pyi?$/.test(source)) Object.assign(entry, { module, installed, source })
    entry.files.add(source)
    entry.convention ??= convention
    entry.declaration ??= declaration
    entry.lastRelease ??= lastReleaseWith(installed, facts)
    missing.set(key, entry)
  }
  const beside = new Map(contents.besidePackages.map((one) => [one.name, one]))
  for (const one of contents.besidePackages) {
    const installed = one.source.endsWith('/__init__.py') ? `${one.name}/__init__.py` : `${one.name}.py`
    const exclusion = wheelExclusion(facts, contents, installed, one.source)
    const declaration = declared.get(installed)?.declaration
    const lastRelease = lastReleaseWith(installed, facts)
    const isExpected =
      one.isInSourceDirectory ||
      one.importedBy.length > 0 ||
      declaration !== undefined ||
      lastRelease !== undefined
    if (lost.has(one.source) || !isExpected || isExcludedOnPurpose(exclusion, facts, contents)) continue
    missing.set(`beside ${one.name}`, {
      module: one.name,
      installed,
      source: one.source,
      files: new Set(one.files),
      neededBy: new Set(),
      beside: one,
      declaration,
      lastRelease,
      exclusion,
    })
  }
  // Modules in a directory without any other of the packages.
  for (const { installed, source, declaration } of declared.values()) {
    const module = moduleOf(installed)
    if (module === undefined || contents.unshipped.has(installed)) continue
    if (contents.besidePackages.some(({ files }) => files.includes(source))) continue
    const key = `declared ${parentOf(installed) || installed}`
    const entry = missing.get(key) ?? {
      module,
      installed,
      source,
      files: new Set<string>(),
      neededBy: new Set<string>(),
      declaration,
      exclusion: undefined,
    }
    if (source.endsWith('/__init__.py')) Object.assign(entry, { module, installed, source })
    entry.files.add(source)
    missing.set(key, entry)
  }
  for (const { module, neededBy } of neededUnshippedModules(facts)) {
    const found = sourceOfModule(module, contents)
    if (found === undefined || lost.has(found.source)) continue
    const top = beside.get(module.split('.')[0] as string)
    const besideKey = top?.files.includes(found.source) === true ? `beside ${top.name}` : undefined
    const exclusion = wheelExclusion(facts, contents, found.installed, found.source)
    const key = besideKey ?? keyOf(found.installed, exclusion)
    const known = missing.get(key) ?? {
      module,
      ...found,
      files: new Set([found.source]),
      neededBy: new Set<string>(),
      exclusion,
    }
    missing.set(key, known)
    known.neededBy.add(neededBy)
  }
  return [
    ...[...missing.values()].map((one) => findingFor(one, facts, contents)),
    ...missingFromTreeWheel(facts, contents),
  ]
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
  const [own = module] = module.split('.')
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
