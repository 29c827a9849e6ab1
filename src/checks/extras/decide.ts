import { describeImportError } from '../diagnosis/import-error.ts'
import { locationInCheckout } from '../diagnosis/source-location.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { ExtraEvidence } from './facts.ts'

/** Reports extras that cannot be installed, have conflicting dependencies or break an import. */
export function checkExtras(facts: PackageFacts): Finding[] {
  const all = facts.extras === undefined ? [] : (completed(facts.extras) ?? [])
  return all.flatMap((evidence) => checkExtra(evidence, facts))
}

function checkExtra(
  { extra, installerOutput, conflicts, imports }: ExtraEvidence,
  facts: PackageFacts,
): Finding[] {
  if (installerOutput !== undefined)
    return [{ rule: 'install-failed', severity: 'error', facts: { words: installerOutput, extra } }]
  // Conflicts and failed imports that also occur without the extra are reported for the package.
  const installation = completed(facts.install)
  const withoutExtra = installation?.kind === 'installed' ? installation.conflicts : []
  const newConflicts = conflicts.filter((conflict) => !withoutExtra.includes(conflict))
  const importsWithoutExtra = completed(facts.imports) ?? []
  const contents = completed(facts.contents)
  const failed = imports.filter(
    ({ module, outcome }) =>
      outcome !== 'imported' &&
      importsWithoutExtra.some((one) => one.module === module && one.outcome === 'imported'),
  )
  return [
    ...(newConflicts.length === 0
      ? []
      : [
          {
            rule: 'dependency-conflict',
            severity: 'error',
            facts: { conflicts: newConflicts, extra },
          } as const,
        ]),
    ...failed.map(
      (attempt): Finding => ({
        rule: 'import-failed',
        severity: 'error',
        facts: {
          module: attempt.module,
          error: describeImportError(attempt),
          why: 'public',
          extras: [extra],
          reason: null,
          neededBy: [],
          inFunction: false,
          others: [],
        },
        where:
          attempt.error === undefined || contents === undefined
            ? undefined
            : locationInCheckout(attempt.error, contents),
      }),
    ),
  ]
}
