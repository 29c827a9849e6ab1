import { wordsFor } from '../diagnosis/import-error.ts'
import { whereInCheckout } from '../diagnosis/where.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { ExtraEvidence } from './facts.ts'

/** Every extra can be installed alone, and the package imports with it. */
export function checkExtras(facts: PackageFacts): Finding[] {
  const all = facts.extras === undefined ? [] : (completed(facts.extras) ?? [])
  return all.flatMap((evidence) => checkExtra(evidence, facts))
}

function checkExtra({ extra, refused, conflicts, imports }: ExtraEvidence, facts: PackageFacts): Finding[] {
  if (refused !== undefined)
    return [{ rule: 'install-failed', severity: 'error', facts: { words: refused, extra } }]
  // What contradicts itself, or does not import, without the extra too is told of the package itself.
  const installation = completed(facts.install)
  const known = installation?.kind === 'installed' ? installation.conflicts : []
  const own = conflicts.filter((conflict) => !known.includes(conflict))
  const bare = completed(facts.imports) ?? []
  const contents = completed(facts.contents)
  const failed = imports.filter(
    ({ module, outcome }) =>
      outcome !== 'imported' && bare.some((one) => one.module === module && one.outcome === 'imported'),
  )
  return [
    ...(own.length === 0
      ? []
      : [{ rule: 'dependency-conflict', severity: 'error', facts: { conflicts: own, extra } } as const]),
    ...failed.map(
      (attempt): Finding => ({
        rule: 'import-failed',
        severity: 'error',
        facts: {
          module: attempt.module,
          error: wordsFor(attempt),
          why: 'public',
          extras: [extra],
          others: [],
        },
        where:
          attempt.error === undefined || contents === undefined
            ? undefined
            : whereInCheckout(attempt.error, contents),
      }),
    ),
  ]
}
