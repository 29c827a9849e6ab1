import { isPublicTopLevel } from '../evidence/imports.ts'
import type { PythonError } from '../evidence/python-error.ts'
import type { Finding } from '../rules.ts'
import { causeOf } from './cause.ts'
import { type PackageFacts, seenValue } from './facts.ts'
import { whereInCheckout } from './where.ts'

/** Every public top-level name imports where only the wheel and what it declares are installed. */
export function checkImports(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  const imports = seenValue(facts.imports)
  if (contents === undefined || imports === undefined) return []
  return imports.flatMap(({ module, outcome, error }): Finding[] => {
    if (outcome === 'imported' || !isPublicTopLevel(module)) return []
    // What comes from a missing module, file or dependency is told there.
    if (error !== undefined && causeOf(error, contents).kind !== 'other') return []
    const words = error === undefined ? OUTCOMES[outcome] : `${error.type}: ${error.message.split('\n')[0]}`
    return [
      {
        rule: 'import-failed',
        severity: error !== undefined && isAnothersError(error, facts) ? 'warning' : 'error',
        facts: { module, error: words, others: [] },
        where: error === undefined ? undefined : whereInCheckout(error, contents),
      },
    ]
  })
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

const OUTCOMES = {
  failed: 'it fails',
  exited: 'it ends the program',
  killed: 'it kills the program',
  'timed-out': 'it does not end',
}
