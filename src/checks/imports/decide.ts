import type { PythonError } from '../../python/traceback.ts'
import { missingDistributions, namesExtra } from '../dependencies/decide.ts'
import { causeOf, isToldElsewhere } from '../diagnosis/cause.ts'
import {
  failureKey,
  type ImportAttempt,
  type ImportEvidence,
  isPublicTopLevel,
  publicNames,
} from '../diagnosis/import-modules.ts'
import { oncePerFacts } from '../diagnosis/once-per-facts.ts'
import { isToldByName } from '../diagnosis/version-claims.ts'
import { whereInCheckout } from '../diagnosis/where.ts'
import { type PackageFacts, seenValue } from '../facts.ts'
import type { FactsOf, Finding, Severity } from '../rules.ts'
import { ownFault } from './distribution-fault.ts'

/** An import that fails although nothing else explains it, and what that means. */
interface Failure {
  readonly module: string
  readonly attempt: ImportAttempt
  readonly extras: readonly string[]
  readonly why: FactsOf['import-failed']['why']
  readonly severity: Severity
}

/**
 * Every public top-level name imports where only the wheel and what it declares are installed, and of the other
 * modules those that fail do so for want of something else: the artifact is not to blame.
 */
export function checkImports(facts: PackageFacts): Finding[] {
  const failures = failuresOf(facts)
  const accused = failures.filter(({ why }) => why !== 'elsewhere')
  // What fails in the same way at the same place as an accused one fails because of it.
  const byCause = new Map<string, [Failure, ...Failure[]]>()
  for (const failure of [...accused].sort((a, b) => rank(a) - rank(b))) {
    const group = byCause.get(causeKey(failure))
    if (group === undefined) byCause.set(causeKey(failure), [failure])
    else group.push(failure)
  }
  const tolerated = failures.filter(({ why }) => why === 'elsewhere')
  for (const failure of tolerated) byCause.get(causeKey(failure))?.push(failure)
  const unknown = tolerated.filter((failure) => !byCause.has(causeKey(failure)))
  return [...byCause.values(), unknown].flatMap((group) => inOneFinding(group, facts))
}

/** Whether an exception of a script or a test is told already: by an import that fails, or by what makes it fail. */
export function isToldByImport(error: PythonError, facts: PackageFacts): boolean {
  if (isToldByName(error, facts)) return true
  return failuresOf(facts).some(
    ({ attempt, severity }) =>
      severity === 'error' && attempt.error !== undefined && isSame(attempt.error, error),
  )
}

/** The same exception at the same line; the environments, and with them the folders, may differ. */
function isSame(one: PythonError, other: PythonError): boolean {
  const place = ({ frames }: PythonError) => {
    const last = frames.at(-1)
    return `${last?.file.split(/[\\/]/).slice(-2).join('/')}:${last?.line}`
  }
  const said = ({ message }: PythonError) => message.replace(/([\\/]environments[\\/])[^\\/]+/g, '$1')
  return one.type === other.type && said(one) === said(other) && place(one) === place(other)
}

const failuresOf = oncePerFacts((facts: PackageFacts): readonly Failure[] =>
  (seenValue(facts.imports) ?? []).flatMap((evidence) => failureOf(evidence, facts) ?? []),
)

function failureOf(evidence: ImportEvidence, facts: PackageFacts): Failure | undefined {
  const { module, withExtras } = evidence
  const attempt = withExtras ?? evidence
  const contents = seenValue(facts.contents)
  if (attempt.outcome === 'imported' || contents === undefined) return undefined
  // A version that is asked for under another name than the distribution's is told as such.
  if (attempt.error !== undefined && isToldByName(attempt.error, facts)) return undefined
  const failure = { module, attempt, extras: withExtras?.extras ?? [] }
  const found = attempt.error === undefined ? undefined : causeOf(attempt.error, contents)
  const cause = found?.kind ?? 'other'
  // What comes from a missing module or file is told there, and so is what users reach first and lacks a dependency.
  if (cause === 'module' || cause === 'data') return undefined
  const undeclared = missingDistributions(facts).map((missing) => missing.module)
  if (cause === 'distribution' && isPublicTopLevel(module)) return undefined
  if (found !== undefined && isToldElsewhere(found, undeclared)) return undefined
  const fault = ownFault(module, attempt, contents)
  if (fault !== undefined) return { ...failure, why: fault, severity: 'error' }
  if (cause === 'distribution' || !publicNames(contents.wheel).includes(module))
    return { ...failure, why: 'elsewhere', severity: 'note' }
  const { error } = attempt
  const excused = error !== undefined && (isAnothersError(error, facts) || namesExtra(error))
  return { ...failure, why: 'public', severity: excused ? 'warning' : 'error' }
}

/** A public name comes first: it is what users import. */
function rank({ module }: Failure): number {
  return isPublicTopLevel(module) ? 0 : 1
}

function causeKey({ module, attempt }: Failure): string {
  return failureKey(module, attempt)
}

function inOneFinding(failures: readonly Failure[], facts: PackageFacts): Finding[] {
  const [first, ...others] = failures
  const contents = seenValue(facts.contents)
  if (first === undefined || contents === undefined) return []
  const { module, attempt, extras, why, severity } = first
  return [
    {
      rule: 'import-failed',
      severity,
      facts: {
        module,
        error: wordsFor(attempt),
        why,
        extras,
        others: others.map((one) => ({ module: one.module, error: wordsFor(one.attempt) })),
      },
      where:
        attempt.error === undefined || why === 'elsewhere'
          ? undefined
          : whereInCheckout(attempt.error, contents),
    },
  ]
}

/**
 * Whether the class of an exception is another distribution's: a framework that wants its settings first says so by
 * an error of its own, and what is broken in the package shows itself by Python's.
 */
function isAnothersError({ qualname }: PythonError, facts: PackageFacts): boolean {
  const installation = seenValue(facts.install)
  const own = seenValue(facts.contents)?.wheel.topLevels.map(({ name }) => name) ?? []
  const [top = ''] = qualname.split('.')
  return installation?.kind === 'installed' && top in installation.providers && !own.includes(top)
}

/** What was seen of an import that fails, in a few words. */
export function wordsFor({ outcome, error }: ImportAttempt): string {
  if (error !== undefined) return `${error.type}: ${error.message.split('\n')[0]?.slice(0, 300)}`
  return outcome === 'imported' ? 'it imports' : OUTCOMES[outcome]
}

const OUTCOMES = {
  failed: 'it fails',
  exited: 'it ends the program',
  killed: 'it kills the program',
  'timed-out': 'it does not end',
}
