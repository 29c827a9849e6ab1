import { topLevelModule } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import { isSyntaxError, type PythonError } from '../../python/traceback.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { ImportEvidence } from '../imports/facts.ts'
import type { Severity } from '../rules.ts'
import type { MissingModule } from './environment-need.ts'
import { type Failure, failuresWithCauses } from './failures.ts'
import { type FailedImport, type ImportFailureCause, importFailureCause } from './import-failure-cause.ts'
import { importFailureSeverity } from './import-failure-severity.ts'
import { memoized } from './memoized.ts'
import { isReached, type Reach, reachedBy, reachOf } from './reach.ts'
import { isReportedAsWrongName } from './wrong-distribution-name.ts'

/** A failed import, why it failed, and how severe that is. */
export interface ImportFailure {
  readonly module: string
  readonly attempt: FailedImport
  /** The installed extras. */
  readonly extras: readonly string[]
  readonly cause: ImportFailureCause
  readonly reach: Reach
  /** The imports, scripts and entry points that always import it. */
  readonly neededBy: readonly string[]
  readonly severity: Severity
}

/** Returns the failed imports, except those for which the version check has a finding. */
export const importFailures = memoized((facts: PackageFacts): readonly ImportFailure[] =>
  (completed(facts.imports) ?? []).flatMap((evidence) => failuresOf(evidence, facts)),
)

/** The rule that reports a failed import; undefined for a missing file of the package, which the contents check reports. */
export function ruleOf({
  cause,
  severity,
}: Pick<ImportFailure, 'cause' | 'severity'>):
  | 'import-failed'
  | 'dependency-undeclared'
  | 'dependency-incompatible'
  | undefined {
  if (cause.kind === 'own-data' || (cause.kind === 'own-module' && cause.isInCheckout)) return undefined
  if (severity === 'note') return 'import-failed'
  if (isIncompatible(cause)) return 'dependency-incompatible'
  return missingModuleOf(cause) === undefined ? 'import-failed' : 'dependency-undeclared'
}

/** Returns whether an installed dependency lacks what is imported from it, or cannot be imported itself. */
export function isIncompatible(
  cause: ImportFailureCause,
): cause is Extract<ImportFailureCause, { kind: 'incompatible' | 'dependency-broken' }> {
  return cause.kind === 'incompatible' || cause.kind === 'dependency-broken'
}

/** Returns the missing module and its distribution if that is why an import failed. */
export function missingModuleOf(cause: ImportFailureCause): MissingModule | undefined {
  switch (cause.kind) {
    case 'undeclared':
    case 'optional':
      return cause
    case 'extra': {
      const { module, distribution } = cause
      return module === undefined || distribution === undefined ? undefined : { module, distribution }
    }
    case 'host':
    case 'platform':
      return cause.missing
    default:
      return undefined
  }
}

/** Returns whether a finding about imports already reports the exception of a script or a test. */
export function isReportedByImport(error: PythonError, facts: PackageFacts): boolean {
  if (isReportedAsWrongName(error, facts)) return true
  const isReported = importFailures(facts).some((failure) => {
    const rule = ruleOf(failure)
    const { attempt, severity } = failure
    return (
      severity === 'error' &&
      (rule === 'import-failed' || rule === 'dependency-incompatible') &&
      attempt.error !== undefined &&
      isSameError(attempt.error, error)
    )
  })
  return isReported || incompatibleScripts(facts).some((failed) => isSameError(failed.error, error))
}

/** A failed script, and why an import would fail with its exception. */
export interface ScriptFailure extends Failure {
  readonly importCause: ImportFailureCause
}

/** Returns the failed scripts and entry points. */
export const scriptFailures = memoized((facts: PackageFacts): readonly ScriptFailure[] =>
  failuresWithCauses(facts)
    .filter(({ kind }) => kind === 'script')
    .map((failed) => {
      const { label, error } = failed
      const attempt = { outcome: 'failed' as const, seconds: 0, error }
      return { ...failed, importCause: importFailureCause(label, attempt, facts) }
    }),
)

/** A script that failed because an installed dependency lacks what it imports. */
export interface IncompatibleScript {
  readonly label: string
  readonly error: PythonError
  readonly cause: Extract<ImportFailureCause, { kind: 'incompatible' }>
}

/** Returns the scripts that failed because an installed dependency lacks a module or name. */
export const incompatibleScripts = memoized((facts: PackageFacts): readonly IncompatibleScript[] =>
  scriptFailures(facts).flatMap(({ label, error, importCause }) =>
    importCause.kind === 'incompatible' ? [{ label, error, cause: importCause }] : [],
  ),
)

/** Returns whether two exceptions are the same at the same line; their environments, and so their paths, may differ. */
export function isSameError(one: PythonError, other: PythonError): boolean {
  return identityOf(one) === identityOf(other)
}

/** Type, message and place of an exception. Memoized, since hundreds of failures are compared with each other. */
const identityOf = memoized((error: PythonError): string => {
  const text = error.message.replace(/([\\/]environments[\\/])[^\\/]+/g, '$1').replace(SYNTAX_ERROR_PLACE, '')
  return JSON.stringify([error.type, text, placeOf(error)])
})

/** The end of the message of a syntax error, unless it is printed by Python: `invalid syntax (cart.py, line 2)`. */
const SYNTAX_ERROR_PLACE = / \(([^()]+\.pyw?), line (\d+)\)$/

/** The file and line of an exception. In a traceback, the last frame of a syntax error is its own line. */
function placeOf({ type, message, frames }: PythonError): string {
  const [, file, line] = SYNTAX_ERROR_PLACE.exec(message) ?? []
  if (file !== undefined) return `${file}:${line}`
  const last = frames.at(-1)
  const parts = isSyntaxError({ type }) ? 1 : 2
  return `${last?.file.split(/[\\/]/).slice(-parts).join('/')}:${last?.line}`
}

/** The failures of one module: without extras and, if it was imported again with extras, with them. */
function failuresOf(evidence: ImportEvidence, facts: PackageFacts): ImportFailure[] {
  const { module, outcome, withExtras } = evidence
  if (outcome === 'imported' || completed(facts.contents) === undefined) return []
  const { error } = withExtras ?? evidence
  if (error !== undefined && !facts.unexplained?.has(error) && isReportedAsWrongName(error, facts)) return []
  const cause = importFailureCause(module, evidence, facts)
  // The check of the scripts has loaded it together with its host.
  if (cause.kind === 'host' && isLoadedWithHost(module, facts)) return []
  if (withExtras === undefined) return [failure(module, evidence, [], cause, facts)]
  const { extras } = withExtras
  if (withExtras.outcome === 'imported') {
    const withoutExtras = failure(module, evidence, [], extraCause(cause, extras), facts)
    // The import was verified as far as users of the extra need it.
    return withoutExtras.severity === 'note' ? [] : [withoutExtras]
  }
  if (evidence.error !== undefined && error !== undefined && isSameError(evidence.error, error))
    return [failure(module, evidence, [], cause, facts)]
  const failures = [
    failure(module, evidence, [], cause, facts),
    failure(module, withExtras, extras, importFailureCause(module, withExtras, facts), facts),
  ]
  return failures.filter((one, at) => at === 1 || one.severity !== 'note')
}

function isLoadedWithHost(module: string, facts: PackageFacts): boolean {
  return (completed(facts.scripts)?.entryPoints ?? []).some(
    ({ entryPoint, host, outcome }) =>
      host !== undefined && entryPoint.module === module && outcome === 'imported',
  )
}

/** The cause of a failure that an extra fixes. */
function extraCause(cause: ImportFailureCause, extras: readonly string[]): ImportFailureCause {
  if (cause.kind === 'host' || cause.kind === 'platform') return cause
  if (cause.kind === 'optional') return { ...cause, extras }
  const missing = missingModuleOf(cause)
  return { kind: 'extra', extras, ...missing }
}

function failure(
  module: string,
  attempt: FailedImport,
  extras: readonly string[],
  found: ImportFailureCause,
  facts: PackageFacts,
): ImportFailure {
  const reached = reachOf(module, facts)
  const cause =
    reached === 'plugin'
      ? causeInPlugin(found)
      : found.kind === 'own-exception' && isLoadedByTests(module, facts) && !isReached(module, facts)
        ? { ...found, isDefect: false }
        : found
  const reach = reached === 'api' && isIntegration(module, cause) ? 'submodule' : reached
  return {
    module,
    attempt,
    extras,
    cause,
    reach,
    neededBy: reachedBy(module, facts),
    severity: importFailureSeverity(cause, reach),
  }
}

/** Whether the tests executed a module of the wheel: what it lacks when it is imported by itself may exist after other imports. */
function isLoadedByTests(module: string, facts: PackageFacts): boolean {
  return completed(facts.tests)?.modules?.loaded.includes(module) === true
}

/** Returns the cause in a plugin: the program that loads it by a framework for plugins depends on that framework. */
export function causeInPlugin(cause: ImportFailureCause): ImportFailureCause {
  if (cause.kind !== 'undeclared' || !PLUGIN_FRAMEWORKS.includes(topLevelModule(cause.module))) return cause
  const { module, distribution } = cause
  return { kind: 'host', of: `a program that uses ${distribution}`, missing: { module, distribution } }
}

const PLUGIN_FRAMEWORKS: readonly string[] = ['pluggy', 'stevedore']

function isIntegration(module: string, cause: ImportFailureCause): boolean {
  const missing = missingModuleOf(cause)
  return missing !== undefined && isNamedAfterDistribution(module, missing)
}

/**
 * Returns whether a module has the name of the distribution that it lacks, so that it is for users of that one:
 * `demo.django`.
 */
export function isNamedAfterDistribution(module: string, missing: MissingModule): boolean {
  const name = normalizeName(module.split('.').slice(1).join('-'))
  const words = [topLevelModule(missing.module), missing.distribution].map(normalizeName)
  return words.some((word) => name.includes(word.replace(/^(python|py)-?/, '') || word))
}
