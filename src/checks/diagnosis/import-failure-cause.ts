import { distributionOf } from '../../python/distribution-names.ts'
import type { ImportAttempt } from '../../python/import-modules.ts'
import { exceptionChain, type PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Severity } from '../rules.ts'
import { causeOf } from './cause.ts'
import { testProviders } from './declared-distributions.ts'
import { userExtrasRequiring } from './developer-extras.ts'
import { distributionFault } from './distribution-fault.ts'
import { type EnvironmentNeed, environmentNeed, environmentOfModule } from './environment-need.ts'
import {
  type InstalledDependencies,
  type LackingDependency,
  lackingDependency,
  raisedIn,
} from './lacking-dependency.ts'
import { hasInstallHint, importStatementOf } from './missing-dependencies.ts'

/** Why an import fails: what each of these means for users depends on who reaches it (`importFailureSeverity`). */
export type ImportFailureCause =
  /** The wheel lacks one of its own modules. */
  | { readonly kind: 'own-module'; readonly module: string }
  /** The wheel lacks one of its own data files; its installed path. */
  | { readonly kind: 'own-data'; readonly path: string }
  /** A module of the wheel lacks a name. */
  | { readonly kind: 'own-name' }
  /** It can be imported from the checkout's sources in the same environment. */
  | { readonly kind: 'checkout' }
  /** The package's own code raises an exception. */
  | { readonly kind: 'own-exception'; readonly type: string }
  /** It ends the process, crashes or hangs. */
  | { readonly kind: 'ended'; readonly outcome: Exclude<ImportAttempt['outcome'], 'imported' | 'failed'> }
  /** Modules of the package import each other, and this one is imported first. */
  | { readonly kind: 'circular' }
  /** No dependency and no extra for users declares the distribution of a missing module. */
  | { readonly kind: 'undeclared'; readonly module: string; readonly distribution: string }
  /** Only extras for users declare what is missing. */
  | {
      readonly kind: 'extra'
      readonly module: string
      readonly distribution: string
      readonly extras: readonly string[]
    }
  /** An installed distribution lacks a module or name. */
  | ({ readonly kind: 'incompatible' } & LackingDependency)
  /** An installed distribution raises an exception while it is imported. */
  | { readonly kind: 'dependency-broken'; readonly distribution: string }
  /** It needs settings, a host application or another platform. */
  | EnvironmentNeed
  /** The code catches the ImportError of a missing distribution, and raises an exception of its own. */
  | {
      readonly kind: 'optional'
      readonly module: string
      readonly distribution: string
      readonly extras: readonly string[]
    }

/**
 * Returns why an import failed, from the exception, the scanned sources and the environment.
 *
 * @param reference the imported module, or the object reference of an entry point: `package.module:attribute`
 */
export function importFailureCause(
  reference: string,
  attempt: ImportAttempt,
  facts: PackageFacts,
): ImportFailureCause {
  const { error, outcome } = attempt
  const contents = completed(facts.contents)
  if (error === undefined || outcome === 'exited')
    return attempt.importsFromSources === true
      ? { kind: 'checkout' }
      : { kind: 'ended', outcome: outcome === 'killed' || outcome === 'timed-out' ? outcome : 'exited' }
  if (contents === undefined) return { kind: 'own-exception', type: error.type }
  const unshipped = causeOf(error, contents)
  if (unshipped.kind === 'module') return { kind: 'own-module', module: unshipped.module }
  if (unshipped.kind === 'data') return { kind: 'own-data', path: unshipped.path }
  const [module = reference] = reference.split(':')
  const fault = distributionFault(module, attempt, contents)
  if (fault === 'own-module') return { kind: 'own-module', module: error.name ?? module }
  if (fault !== undefined) return { kind: fault }
  const chain = exceptionChain(error)
  for (const one of chain) {
    const cause = causeInEnvironment(one, error, contents, facts)
    if (cause !== undefined) return cause
    // A defect in a handler hides the exception that it handles.
    if (isDefect(one.type)) break
  }
  const installed = installedDependencies(facts)
  const raisedBy = raisedIn(error, contents, installed)
  return raisedBy === undefined
    ? { kind: 'own-exception', type: error.type }
    : { kind: 'dependency-broken', distribution: raisedBy }
}

/** Returns whether an exception of this type is a defect of the code that raises it, in whatever environment. */
export function isDefect(type: string): boolean {
  return /^(SyntaxError|IndentationError|TabError|NameError|UnboundLocalError|AttributeError|TypeError|IndexError|KeyError|ZeroDivisionError|ValueError)$/.test(
    type,
  )
}

function causeInEnvironment(
  one: PythonError,
  error: PythonError,
  contents: Contents,
  facts: PackageFacts,
): ImportFailureCause | undefined {
  if (/partially initialized module/.test(one.message)) return { kind: 'circular' }
  const lacking = lackingDependency(one, contents, installedDependencies(facts))
  if (lacking !== undefined) return { kind: 'incompatible', ...lacking }
  const missing = causeOf({ ...one, cause: null }, contents)
  if (missing.kind === 'distribution') return missingDistribution(missing.module, error, contents, facts)
  return environmentNeed(one)
}

function missingDistribution(
  module: string,
  error: PythonError,
  contents: Contents,
  facts: PackageFacts,
): ImportFailureCause {
  const environment = environmentOfModule(module)
  if (environment !== undefined) return environment
  const statement = importStatementOf(error, module, facts)
  const { distribution } = distributionOf(statement?.module ?? module, { providers: testProviders(facts) })
  const extras = userExtrasRequiring(distribution, contents)
  const missing = { module, distribution }
  if (statement?.when === 'guarded' || hasInstallHint(error)) return { kind: 'optional', ...missing, extras }
  return extras.length > 0 ? { kind: 'extra', ...missing, extras } : { kind: 'undeclared', ...missing }
}

function installedDependencies(facts: PackageFacts): InstalledDependencies {
  const installation = completed(facts.install)
  return installation?.kind === 'installed' ? installation : { providers: {}, distributions: [] }
}

/**
 * Who reaches a module, the most harmful first: `main`, those who import the package; `script`, those who run a console
 * or GUI script or `python -m`; `public`, those who import another top-level module of the wheel; `plugin`, the hosts
 * that load entry points; `lazy`, functions of reached modules; `submodule`, those who import it by its own name;
 * `private`, nobody.
 */
export type Reach = 'main' | 'script' | 'public' | 'plugin' | 'lazy' | 'submodule' | 'private'

/** Returns how severe it is that a module which is reached in this way cannot be imported. */
export function importFailureSeverity(cause: ImportFailureCause, reach: Reach): Severity {
  const isReached = reach === 'main' || reach === 'script' || reach === 'public' || reach === 'plugin'
  switch (cause.kind) {
    case 'own-module':
    case 'own-data':
    case 'own-name':
    case 'checkout':
      return 'error'
    case 'own-exception':
      if (isReached) return 'error'
      if (reach === 'private') return 'note'
      return isDefect(cause.type) ? 'error' : 'warning'
    case 'undeclared':
      return isReached ? 'error' : reach === 'lazy' ? 'warning' : 'note'
    case 'extra':
    case 'optional':
      return reach === 'main' || reach === 'script' ? 'error' : isReached ? 'warning' : 'note'
    case 'incompatible':
    case 'dependency-broken':
      return isReached ? 'error' : 'warning'
    case 'ended':
      return isReached ? 'error' : reach === 'private' ? 'note' : 'warning'
    case 'circular':
      return isReached ? 'error' : 'note'
    case 'settings':
    case 'host':
    case 'platform':
      // The host of a plugin has its settings.
      return isReached && reach !== 'plugin' ? 'warning' : 'note'
  }
}
