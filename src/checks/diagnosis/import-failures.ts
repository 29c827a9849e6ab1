import { isPublicTopLevel, publicNames } from '../../distribution/importable-modules.ts'
import type { ImportAttempt } from '../../python/import-modules.ts'
import type { PythonError } from '../../python/traceback.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { ImportEvidence } from '../imports/facts.ts'
import type { FactsOf, Severity } from '../rules.ts'
import { causeOf, isReportedElsewhere } from './cause.ts'
import { distributionFault } from './distribution-fault.ts'
import { missingDistributions, namesExtra } from './missing-distributions.ts'
import { oncePerFacts } from './once-per-facts.ts'
import { isReportedByName } from './other-distribution-name.ts'

/** An import that fails although nothing else explains it, and what that means. */
export interface Failure {
  readonly module: string
  readonly attempt: ImportAttempt
  readonly extras: readonly string[]
  readonly why: FactsOf['import-failed']['why']
  readonly severity: Severity
}

/** Whether an exception of a script or a test is told already: by an import that fails, or by what makes it fail. */
export function isReportedByImport(error: PythonError, facts: PackageFacts): boolean {
  if (isReportedByName(error, facts)) return true
  return failuresOf(facts).some(
    ({ attempt, severity }) =>
      severity === 'error' && attempt.error !== undefined && isSame(attempt.error, error),
  )
}

/** The same exception at the same line; the environments, and with them the folders, may differ. */
export function isSame(one: PythonError, other: PythonError): boolean {
  const place = ({ frames }: PythonError) => {
    const last = frames.at(-1)
    return `${last?.file.split(/[\\/]/).slice(-2).join('/')}:${last?.line}`
  }
  const said = ({ message }: PythonError) => message.replace(/([\\/]environments[\\/])[^\\/]+/g, '$1')
  return one.type === other.type && said(one) === said(other) && place(one) === place(other)
}

export const failuresOf = oncePerFacts((facts: PackageFacts): readonly Failure[] =>
  (completed(facts.imports) ?? []).flatMap((evidence) => failureOf(evidence, facts) ?? []),
)

export function failureOf(evidence: ImportEvidence, facts: PackageFacts): Failure | undefined {
  const { module, withExtras } = evidence
  const attempt = withExtras ?? evidence
  const contents = completed(facts.contents)
  if (attempt.outcome === 'imported' || contents === undefined) return undefined
  // A version that is asked for under another name than the distribution's is told as such.
  if (attempt.error !== undefined && isReportedByName(attempt.error, facts)) return undefined
  const failure = { module, attempt, extras: withExtras?.extras ?? [] }
  const found = attempt.error === undefined ? undefined : causeOf(attempt.error, contents)
  const cause = found?.kind ?? 'other'
  // What comes from a missing module or file is told there, and so is what users reach first and lacks a dependency.
  if (cause === 'module' || cause === 'data') return undefined
  const undeclared = missingDistributions(facts).map((missing) => missing.module)
  if (cause === 'distribution' && isPublicTopLevel(module)) return undefined
  if (found !== undefined && isReportedElsewhere(found, undeclared)) return undefined
  const fault = distributionFault(module, attempt, contents)
  if (fault !== undefined) return { ...failure, why: fault, severity: 'error' }
  if (cause === 'distribution' || !publicNames(contents.wheel).includes(module))
    return { ...failure, why: 'elsewhere', severity: 'note' }
  const { error } = attempt
  const excused = error !== undefined && (isAnothersError(error, facts) || namesExtra(error))
  return { ...failure, why: 'public', severity: excused ? 'warning' : 'error' }
}

/**
 * Whether the class of an exception is another distribution's: a framework that wants its settings first says so by
 * an error of its own, and what is broken in the package shows itself by Python's.
 */
export function isAnothersError({ qualname }: PythonError, facts: PackageFacts): boolean {
  const installation = completed(facts.install)
  const own = completed(facts.contents)?.wheel.topLevels.map(({ name }) => name) ?? []
  const [top = ''] = qualname.split('.')
  return installation?.kind === 'installed' && top in installation.providers && !own.includes(top)
}
