import { isPublicTopLevel } from '../../distribution/importable-modules.ts'
import { wordsFor } from '../diagnosis/import-error.ts'
import { type Failure, failuresOf } from '../diagnosis/import-failures.ts'
import { whereInCheckout } from '../diagnosis/where.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { failureKey } from './failure-key.ts'

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

/** A public name comes first: it is what users import. */
function rank({ module }: Failure): number {
  return isPublicTopLevel(module) ? 0 : 1
}

function causeKey({ module, attempt }: Failure): string {
  return failureKey(module, attempt)
}

function inOneFinding(failures: readonly Failure[], facts: PackageFacts): Finding[] {
  const [first, ...others] = failures
  const contents = completed(facts.contents)
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
