import { distributionOf } from '../../python/distribution-names.ts'
import { topLevelModule } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { Frame, PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { LackingImport } from '../dependencies/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { InstalledDependencies } from '../install/facts.ts'
import { requirementsOf } from './declared-distributions.ts'
import { missingAttributeOf, missingNameOf, notFoundModuleOf } from './import-error.ts'
import { linesInWheel } from './source-location.ts'

/** A module or name that an installed distribution does not have, and that is imported from it. */
export interface LackingDependency {
  /** As its metadata spells it. */
  readonly distribution: string
  readonly version: string
  /** Dotted name. */
  readonly module: string
  /** Null if the module itself is missing. */
  readonly name: string | null
  /** The other distribution whose code imports it; null if it is the package itself. */
  readonly importedBy: string | null
}

/**
 * Returns the installed distribution that lacks what an import needs: "cannot import name", "No module named" below a
 * module that is there, or "module has no attribute". Undefined for other exceptions, the standard library and the
 * package itself.
 */
export function lackingDependency(
  error: PythonError,
  contents: Contents,
  installed: InstalledDependencies,
): LackingDependency | undefined {
  const lacking = lackingName(error)
  if (lacking === undefined) return undefined
  const distribution = providerOf(lacking.module, installed) ?? declaredProvider(lacking, contents, installed)
  const version = versionOf(distribution, installed)
  if (distribution === undefined || version === undefined) return undefined
  if (normalizeName(distribution) === normalizeName(contents.wheel.metadata.name)) return undefined
  const importedBy = importerOf(error, distribution, contents, installed)
  // A distribution that cannot import its own parts is broken itself.
  return importedBy === distribution ? undefined : { distribution, version, ...lacking, importedBy }
}

/** Returns the installed distribution that lacks what a scanned statement imports; undefined if it is not installed. */
export function lackingDependencyOf(
  { module, name, providers: [distribution] }: LackingImport,
  installed: InstalledDependencies,
): LackingDependency | undefined {
  const version = versionOf(distribution, installed)
  return distribution === undefined || version === undefined
    ? undefined
    : { distribution, version, module, name, importedBy: null }
}

/** An installed distribution that cannot be imported. */
export interface BrokenDependency {
  /** As its metadata spells it. */
  readonly distribution: string
  readonly version: string
  /** The imported module. */
  readonly module: string
  /** Whether the message of the exception names what to install: the module needs an optional dependency. */
  readonly isOptional: boolean
}

/**
 * Returns the distribution that raised an exception while the package imported it: the innermost line of the package is
 * an import of it, or the next line is at the top level of one of its modules.
 */
export function brokenDependency(
  error: PythonError,
  contents: Contents,
  installed: InstalledDependencies,
  facts: Pick<PackageFacts, 'dependencies'>,
): BrokenDependency | undefined {
  const placeOf = (frame: Frame) => linesInWheel({ ...error, frames: [frame] }, contents)[0]
  const last = error.frames.findLastIndex((frame) => placeOf(frame) !== undefined)
  const place = error.frames[last] && placeOf(error.frames[last])
  const statement = (completed(facts.dependencies)?.imports ?? []).find(
    (one) => one.file === place?.file && one.line === place.line && one.providers.length > 0,
  )
  const next = error.frames.slice(last + 1).find(({ file }) => ownerOfFile(file, installed) !== undefined)
  const importedBy = next?.function === '<module>' ? ownerOfFile(next.file, installed) : undefined
  const distribution = statement?.providers[0] ?? importedBy
  const version = versionOf(distribution, installed)
  if (distribution === undefined || version === undefined) return undefined
  const isOptional =
    /^(ImportError|RuntimeError|OSError)$/.test(error.type) && /\b(install|require)/i.test(error.message)
  return { distribution, version, module: statement?.module ?? distribution, isOptional }
}

/** The distribution that provides a module, or the package that it would be in. */
function providerOf(module: string, { providers }: InstalledDependencies): string | undefined {
  const parts = module.split('.')
  for (let length = parts.length; length > 0; length--) {
    const owner = providers[parts.slice(0, length).join('.')]?.[0]
    if (owner !== undefined) return owner
  }
  return undefined
}

/** The distribution whose code has the failing import; null if it is the package itself. */
function importerOf(
  error: PythonError,
  distribution: string,
  contents: Contents,
  installed: InstalledDependencies,
): string | null {
  for (const frame of [...error.frames].reverse()) {
    if (linesInWheel({ ...error, frames: [frame] }, contents).length > 0) return null
    const owner = ownerOfFile(frame.file, installed)
    // Its own `__getattr__` raises the exception for a name that it lacks.
    const isLookup = owner === distribution && frame.function !== '<module>'
    if (owner !== undefined && !isLookup) return owner
  }
  return null
}

/** The distribution that installed a file of site-packages. */
function ownerOfFile(file: string, installed: InstalledDependencies): string | undefined {
  const path = file
    .replaceAll('\\', '/')
    .split(/\/(?:site|dist)-packages\//)
    .at(-1)
  if (path === undefined || path === file) return undefined
  return providerOf(path.replace(/(\/__init__)?\.\w+$/, '').replaceAll('/', '.'), installed)
}

function versionOf(
  distribution: string | undefined,
  { distributions }: InstalledDependencies,
): string | undefined {
  if (distribution === undefined) return undefined
  return distributions.find(({ name }) => normalizeName(name) === normalizeName(distribution))?.version
}

function lackingName(error: PythonError): Pick<LackingDependency, 'module' | 'name'> | undefined {
  const { type, qualname, message } = error
  const module = notFoundModuleOf(error)
  if (module !== undefined) return { module, name: null }
  const moved =
    type !== 'ImportError' && type.endsWith('ImportError') ? MOVED_NAME.exec(message)?.[1] : undefined
  if (moved !== undefined) return { module: topLevelModule(qualname), name: moved }
  return missingNameOf(error) ?? missingAttributeOf(error)
}

/** Message of an exception that the module's own `__getattr__` raises, such as pydantic.errors.PydanticImportError. */
const MOVED_NAME = /^[`'"](?:[\w.]+[.:])?(\w+)[`'"] (?:has been|was) (?:moved|removed)/

/** A declared dependency that is known for a top-level module which the installed version no longer has. */
function declaredProvider(
  { module, name }: Pick<LackingDependency, 'module' | 'name'>,
  contents: Contents,
  { providers }: InstalledDependencies,
): string | undefined {
  if (name !== null || topLevelModule(module) in providers) return undefined
  const { distribution, known } = distributionOf(module, { providers })
  const isDeclared = requirementsOf(contents).some(
    (requirement) => requirement.ofExtra === undefined && requirement.name === normalizeName(distribution),
  )
  return known && isDeclared ? distribution : undefined
}

/** Returns what is installed in the runtime environment. */
export function installedDependencies({ install }: Pick<PackageFacts, 'install'>): InstalledDependencies {
  const installation = completed(install)
  return installation?.kind === 'installed' ? installation : { providers: {}, distributions: [] }
}
