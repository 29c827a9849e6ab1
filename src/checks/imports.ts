import { isPublicTopLevel } from '../evidence/imports.ts'
import type { Finding } from '../rules.ts'
import { causeOf } from './cause.ts'
import { type PackageFacts, seenValue } from './facts.ts'
import { whereInCheckout } from './install.ts'

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
        severity: 'error',
        facts: { module, error: words, others: [] },
        where: error === undefined ? undefined : whereInCheckout(error, contents),
      },
    ]
  })
}

const OUTCOMES = {
  failed: 'it fails',
  exited: 'it ends the program',
  killed: 'it kills the program',
  'timed-out': 'it does not end',
}
