import type { ImportAttempt } from '../../python/import-modules.ts'
import { moduleOf, topLevelModule } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import { exceptionChain, isSyntaxError, type PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { ScannedImport } from '../dependencies/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { InstalledDependencies } from '../install/facts.ts'
import { causeOf } from './cause.ts'
import { distributionOfModule, isInSharedNamespace } from './declared-distributions.ts'
import { userExtrasFor } from './developer-extras.ts'
import {
  type EnvironmentNeed,
  environmentNeed,
  environmentOfModule,
  type MissingModule,
} from './environment-need.ts'
import { missingAttributeOf, missingNameOf, notFoundModuleOf } from './import-error.ts'
import { hasInstallHint, importStatementOf } from './import-statement.ts'
import {
  type BrokenDependency,
  brokenDependency,
  installedDependencies,
  type LackingDependency,
  lackingDependency,
} from './lacking-dependency.ts'
import { isExtensionModule, isOwnNameMissing, isPlatformSpecific, missingOwnModule } from './own-modules.ts'
import { isReached, scannedModules } from './reach.ts'
import { linesInWheel } from './source-location.ts'

/** Why an import fails. How severe that is depends on who reaches the module (`import-failure-severity.ts`). */
export type ImportFailureCause =
  /** The wheel lacks one of its own modules. */
  | { readonly kind: 'own-module'; readonly module: string; readonly isInCheckout: boolean }
  /** The wheel lacks one of its own data files, which the checkout has; its installed path. */
  | { readonly kind: 'own-data'; readonly path: string }
  /** A module of the wheel lacks a name. */
  | { readonly kind: 'own-name' }
  /** It can be imported from the checkout's sources in the same environment. */
  | { readonly kind: 'checkout' }
  /** The package's own code raises an exception: by a defect, or on purpose where the module begins to be executed. */
  | {
      readonly kind: 'own-exception'
      readonly isDefect: boolean
      readonly isDeliberate: boolean
    }
  /** It imports a name that another module of the package defines on a condition only. */
  | { readonly kind: 'conditional-name'; readonly module: string; readonly name: string }
  /** It imports an extension module whose source code was not compiled here. */
  | { readonly kind: 'extension'; readonly module: string }
  /** It raises an ImportError, and all modules of the package that import it catch that. */
  | { readonly kind: 'guarded' }
  /** It ends the process, crashes or hangs. */
  | {
      readonly kind: 'ended'
      readonly outcome: 'exited' | 'killed' | 'timed-out'
      /** Whether it has the name of a program, which ends or serves. */
      readonly isProgram: boolean
    }
  /** It can only be imported after other modules of the package, which may import each other. */
  | { readonly kind: 'circular' }
  /** No dependency and no extra for users declares the distribution of a missing module. */
  | ({ readonly kind: 'undeclared' } & MissingModule)
  /** Only extras for users bring what is missing: a module, if it is known. */
  | ({ readonly kind: 'extra'; readonly extras: readonly string[] } & Partial<MissingModule>)
  /** The code catches the ImportError for a missing module, and raises an exception of its own. */
  | ({
      readonly kind: 'optional'
      readonly extras: readonly string[]
      /** Whether it tries several distributions, of which users are to install one. */
      readonly isChoice: boolean
    } & MissingModule)
  /** An installed distribution lacks a module or name. */
  | ({ readonly kind: 'incompatible' } & LackingDependency)
  /** An installed distribution raises an exception while it is imported. */
  | ({ readonly kind: 'dependency-broken' } & BrokenDependency)
  | EnvironmentNeed

/** A failed import and, if it was not made in the runtime environment, what was installed there. */
export type FailedImport = ImportAttempt & { readonly installed?: InstalledDependencies }

/**
 * Returns why an import failed, from the exception, the scanned sources and the environment.
 *
 * @param reference the imported module, or the object reference of an entry point: `package.module:attribute`
 */
export function importFailureCause(
  reference: string,
  attempt: FailedImport,
  facts: PackageFacts,
): ImportFailureCause {
  const { error, outcome } = attempt
  const contents = completed(facts.contents)
  if (attempt.importsFromSources === true) return { kind: 'checkout' }
  if (error === undefined || outcome === 'exited')
    return {
      kind: 'ended',
      outcome: outcome === 'killed' || outcome === 'timed-out' ? outcome : 'exited',
      isProgram: outcome !== 'killed' && PROGRAM.test(reference),
    }
  const raised = {
    kind: 'own-exception' as const,
    isDefect: isDefect(error, attempt),
    isDeliberate: attempt.isDeliberate === true,
  }
  if (contents === undefined) return raised
  const [module = reference] = reference.split(':')
  // Its cause is known, and ignored.
  const isUnexplained = facts.unexplained?.has(error) === true
  const unshipped = isUnexplained ? undefined : causeOf(error, contents)
  if (unshipped?.kind === 'module')
    return { kind: 'own-module', module: unshipped.module, isInCheckout: true }
  if (unshipped?.kind === 'data') return { kind: 'own-data', path: unshipped.path }
  const isOfWorkspace = causeOf({ ...error, cause: null }, contents).kind === 'distribution'
  const ownModule = missingOwnModule(module, error, contents)
  if (ownModule !== undefined && !isOfWorkspace)
    return { kind: 'own-module', module: ownModule, isInCheckout: false }
  if (isOwnNameMissing(module, attempt, contents)) return { kind: 'own-name' }
  if (isUnexplained) return raised
  const installed = attempt.installed ?? installedDependencies(facts)
  for (const one of exceptionChain(error)) {
    const cause = causeInEnvironment(one, error, contents, installed, facts)
    if (cause !== undefined) return cause
    // A defect in an exception handler hides the exception that it handles.
    if (one === error && raised.isDefect) break
  }
  const scanned = scannedModules(facts).get(module)
  if (scanned?.when === 'guarded' && !isReached(module, facts) && isImportError(error))
    return { kind: 'guarded' }
  const other = otherEnvironment(module, error, facts)
  if (other !== undefined) return other
  const extension = isImportError(error) ? error.name : null
  if (extension !== null && isExtensionModule(extension, contents))
    return { kind: 'extension', module: extension }
  const broken = brokenDependency(error, contents, installed, facts)
  if (broken !== undefined) return { kind: 'dependency-broken', ...broken }
  const name = missingNameOf(error)
  return name !== undefined && isOwnModule(name.module, contents)
    ? { kind: 'conditional-name', ...name }
    : raised
}

/** Usual names of modules that are run, and not imported. */
const PROGRAM =
  /(^|[._])(__main__|main|cli|run|runner|start|app|server?|daemon|wsgi|asgi|manage|setup|scripts?)(_\w+)?$/

function isImportError({ type }: PythonError): boolean {
  return type === 'ImportError' || type === 'ModuleNotFoundError'
}

function isOwnModule(module: string, { wheel }: Contents): boolean {
  return wheel.files.some(({ path }) => moduleOf(path) === module)
}

/** What a module is written for if nothing imports it here: by its name, or by the conditions on which it is imported. */
function otherEnvironment(
  module: string,
  error: PythonError,
  facts: PackageFacts,
): EnvironmentNeed | undefined {
  const scanned = scannedModules(facts).get(module)
  if (isReached(module, facts)) return undefined
  const need = (of: string) => ({ kind: 'platform' as const, of, isAnnounced: false })
  if (isSyntaxError(error)) {
    const isGuarded = scanned?.when === 'guarded' || scanned?.when === 'never'
    return isGuarded || OTHER_PYTHON.test(module) ? need('another version of Python') : undefined
  }
  const missing = missingNameOf(error)
  const needed =
    missing === undefined
      ? isImportError(error)
        ? (error.name ?? '')
        : ''
      : `${missing.module}.${missing.name}`
  return scanned?.when === 'never' || isPlatformSpecific(module, needed)
    ? need('another platform')
    : undefined
}

/** Parts of the names of modules that are for some versions of Python only: `compat_py2`, `async_py36`. */
const OTHER_PYTHON = /(^|[._])(py|python)_?[23](k|\d{0,2})([._]|$)/

function causeInEnvironment(
  one: PythonError,
  error: PythonError,
  contents: Contents,
  installed: InstalledDependencies,
  facts: PackageFacts,
): ImportFailureCause | undefined {
  if (isOrderDependent(one, contents)) return { kind: 'circular' }
  const need = environmentNeed(one, contents)
  if (need !== undefined) return need
  const lacking = lackingDependency(one, contents, installed)
  if (lacking !== undefined) return { kind: 'incompatible', ...lacking }
  const missing = causeOf({ ...one, cause: null }, contents)
  const name = missing.kind === 'distribution' ? missing.module : missingInNamespace(one, contents)
  const guarded = name === undefined ? guardedImport(one, contents, facts) : undefined
  if (guarded !== undefined) return missingDistribution(guarded.module, error, contents, facts, guarded)
  return name === undefined ? undefined : missingDistribution(name, error, contents, facts)
}

/** Whether an exception comes from a module or submodule of the package that is not imported yet. */
function isOrderDependent(error: PythonError, contents: Contents): boolean {
  if (/partially initialized module/.test(error.message)) return true
  const missing = missingAttributeOf(error)
  return missing !== undefined && isOwnModule(`${missing.module}.${missing.name}`, contents)
}

/** The import of a missing module whose ImportError the same file catches, and without which it does not work. */
function guardedImport(
  error: PythonError,
  contents: Contents,
  facts: PackageFacts,
): ScannedImport | undefined {
  const { type, message } = error
  const name = /^(NameError|UnboundLocalError)$/.test(type) ? /'(\w+)'/.exec(message)?.[1] : undefined
  const isNone = /^(AttributeError|TypeError)$/.test(type) && /'?NoneType'? /.test(message)
  const file = linesInWheel(error, contents)[0]?.file
  return (completed(facts.dependencies)?.imports ?? []).find(
    (one) =>
      one.file === file &&
      one.when === 'guarded' &&
      one.providers.length === 0 &&
      (isNone || (name !== undefined && one.names.includes(name))),
  )
}

/** A missing module of a namespace package, which the wheel may share with other distributions. */
function missingInNamespace(error: PythonError, contents: Contents): string | undefined {
  const member = missingNameOf(error)
  // A package without a file of its own only has modules.
  if (member !== undefined && error.message.includes("' (unknown location)")) {
    const isOwn = contents.wheel.topLevels.some((one) => one.name === topLevelModule(member.module))
    const module = `${member.module}.${member.name}`
    return !isOwn || isInSharedNamespace(module, contents) ? module : undefined
  }
  const module = notFoundModuleOf(error)
  return module !== undefined && isInSharedNamespace(module, contents) ? module : undefined
}

function missingDistribution(
  name: string,
  error: PythonError,
  contents: Contents,
  facts: PackageFacts,
  statement = importStatementOf(error, name, facts),
): ImportFailureCause {
  const module = statement?.module ?? name
  const { distribution } = distributionOfModule(module, facts)
  const missing = { module, distribution }
  const need = environmentOfModule(missing, contents)
  if (need !== undefined) return need
  const extras = userExtrasFor(missing, contents)
  if (statement?.when === 'guarded' || hasInstallHint(error, contents)) {
    const isChoice = statement !== undefined && guardedDistributions(statement.file, facts).size > 1
    return { kind: 'optional', ...missing, extras, isChoice }
  }
  if (extras.length === 0) return { kind: 'undeclared', ...missing }
  return isIntegrationOf(distribution, contents)
    ? { kind: 'host', of: distribution, missing }
    : { kind: 'extra', ...missing, extras }
}

/** The missing distributions whose ImportError a file catches. */
function guardedDistributions(file: string, facts: PackageFacts): Set<string> {
  const guarded = (completed(facts.dependencies)?.imports ?? []).filter(
    (one) => one.file === file && one.when === 'guarded' && one.providers.length === 0,
  )
  return new Set(guarded.map(({ module }) => topLevelModule(module)))
}

/** Whether the name of the wheel's distribution ends with another one, which it extends: `instrumentation-requests`. */
function isIntegrationOf(distribution: string, { wheel }: Contents): boolean {
  const [own, other] = [wheel.metadata.name, distribution].map(normalizeName) as [string, string]
  return own !== other && `-${own}-`.includes(`-${other}-`)
}

/**
 * Whether an exception is a defect of the code, in whatever environment: not one that is raised on purpose, and not a
 * missing environment variable.
 */
function isDefect({ type, frames }: PythonError, { isDeliberate }: ImportAttempt): boolean {
  if (
    isDeliberate === true ||
    (type === 'KeyError' && /(^|[/<\\ ])os(\.py|>)$/.test(frames.at(-1)?.file ?? ''))
  )
    return false
  return DEFECT_TYPES.test(type)
}

const DEFECT_TYPES =
  /^(SyntaxError|IndentationError|TabError|NameError|UnboundLocalError|AttributeError|TypeError|ValueError|IndexError|KeyError|ZeroDivisionError|RecursionError)$/
