import { isPublicTopLevel, publicNames } from '../../distribution/importable-modules.ts'
import type { ImportAttempt } from '../../python/import-modules.ts'
import type { PythonError } from '../../python/traceback.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { ImportEvidence } from '../imports/facts.ts'
import type { FactsOf, Severity } from '../rules.ts'
import { causeOf, isReportedElsewhere } from './cause.ts'
import { distributionFault } from './distribution-fault.ts'
import { type ImportFailureCause, importFailureCause } from './import-failure-cause.ts'
import { memoizedByFacts } from './memoized-by-facts.ts'
import { hasInstallHint, missingDependencies } from './missing-dependencies.ts'
import { isReportedAsWrongName } from './wrong-distribution-name.ts'

/** A failed import that no other finding explains, with its severity. */
export interface ImportFailure {
  readonly module: string
  readonly attempt: ImportAttempt
  readonly extras: readonly string[]
  readonly cause: ImportFailureCause
  readonly why: FactsOf['import-failed']['why']
  readonly severity: Severity
}

/** Returns whether a finding about imports already reports the exception of a script or a test. */
export function isReportedByImport(error: PythonError, facts: PackageFacts): boolean {
  if (isReportedAsWrongName(error, facts)) return true
  return importFailures(facts).some(
    ({ attempt, severity }) =>
      severity === 'error' && attempt.error !== undefined && isSameError(attempt.error, error),
  )
}

/** Returns whether two exceptions are the same at the same line; their environments, and so their paths, may differ. */
export function isSameError(one: PythonError, other: PythonError): boolean {
  const text = ({ message }: PythonError) =>
    message.replace(/([\\/]environments[\\/])[^\\/]+/g, '$1').replace(SYNTAX_ERROR_PLACE, '')
  return one.type === other.type && text(one) === text(other) && placeOf(one) === placeOf(other)
}

/** The end of the message of a syntax error, unless it is printed by Python: `invalid syntax (cart.py, line 2)`. */
const SYNTAX_ERROR_PLACE = / \(([^()]+\.pyw?), line (\d+)\)$/

/** The file and line of an exception. In a traceback, the last frame of a syntax error is its own line. */
function placeOf({ type, message, frames }: PythonError): string {
  const [, file, line] = SYNTAX_ERROR_PLACE.exec(message) ?? []
  if (file !== undefined) return `${file}:${line}`
  const last = frames.at(-1)
  const parts = /^(Syntax|Indentation|Tab)Error$/.test(type) ? 1 : 2
  return `${last?.file.split(/[\\/]/).slice(-parts).join('/')}:${last?.line}`
}

/** Returns the failed imports that no other finding explains. */
export const importFailures = memoizedByFacts((facts: PackageFacts): readonly ImportFailure[] =>
  (completed(facts.imports) ?? []).flatMap((evidence) => importFailureOf(evidence, facts) ?? []),
)

/** Classifies a failed import; undefined if it succeeded or another finding explains it. */
function importFailureOf(evidence: ImportEvidence, facts: PackageFacts): ImportFailure | undefined {
  const { module, withExtras } = evidence
  const attempt = withExtras ?? evidence
  const contents = completed(facts.contents)
  if (attempt.outcome === 'imported' || contents === undefined) return undefined
  const failure = {
    module,
    attempt,
    extras: withExtras?.extras ?? [],
    cause: importFailureCause(module, attempt, facts),
  }
  const isOpen = attempt.error === undefined || facts.unexplained?.has(attempt.error) === true
  const found = attempt.error === undefined || isOpen ? undefined : causeOf(attempt.error, contents)
  const cause = found?.kind ?? 'other'
  if (attempt.error !== undefined && !isOpen && isReportedAsWrongName(attempt.error, facts)) return undefined
  // The rules about contents and dependencies report these causes.
  if (cause === 'module' || cause === 'data') return undefined
  const undeclared = missingDependencies(facts).map((missing) => missing.module)
  if (cause === 'distribution' && isPublicTopLevel(module)) return undefined
  if (found !== undefined && isReportedElsewhere(found, undeclared)) return undefined
  const fault = distributionFault(module, attempt, contents)
  if (fault !== undefined) return { ...failure, why: fault, severity: 'error' }
  if (cause === 'distribution' || !publicNames(contents.wheel).includes(module))
    return { ...failure, why: 'elsewhere', severity: 'note' }
  const { error } = attempt
  const excused = error !== undefined && (isThirdPartyError(error, facts) || hasInstallHint(error))
  return { ...failure, why: 'public', severity: excused ? 'warning' : 'error' }
}

/**
 * Returns whether another distribution defines the class of an exception: a framework without its settings raises an
 * exception of its own, while an error in the package raises a built-in one.
 */
function isThirdPartyError({ qualname }: PythonError, facts: PackageFacts): boolean {
  const installation = completed(facts.install)
  const shipped = completed(facts.contents)?.wheel.topLevels.map(({ name }) => name) ?? []
  const [top = ''] = qualname.split('.')
  return installation?.kind === 'installed' && top in installation.providers && !shipped.includes(top)
}
