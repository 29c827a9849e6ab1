import type { PackageFacts } from '../facts.ts'
import type { Rule } from '../rules.ts'
import { isReportedElsewhere } from './cause.ts'
import { type Failure, failuresWithCauses } from './failures.ts'
import { isReportedByImport } from './import-failures.ts'
import { missingDependencies } from './missing-dependencies.ts'

/** The rules that report each kind of cause. */
const RULES_OF_CAUSE = {
  module: ['module-missing', 'sdist-incomplete'],
  data: ['data-missing', 'sdist-incomplete'],
  distribution: ['dependency-undeclared'],
} as const satisfies Record<string, readonly Rule[]>

/** The rules that report imports that fail for another cause. */
const RULES_OF_IMPORTS = ['import-failed', 'version-disagrees'] as const

/**
 * Returns the number of failures whose cause an error reports.
 *
 * @param broken the rules with an error that is not ignored
 */
export function countExplainedFailures(
  kind: Failure['kind'],
  facts: PackageFacts,
  broken: ReadonlySet<Rule>,
): number {
  const undeclared = missingDependencies(facts).map(({ module }) => module)
  const failures = failuresWithCauses(facts).filter((failure) => failure.kind === kind)
  return failures.filter(({ cause, error }) => {
    if (cause.kind === 'other')
      return RULES_OF_IMPORTS.some((rule) => broken.has(rule)) && isReportedByImport(error, facts)
    return (
      isReportedElsewhere(cause, undeclared) && RULES_OF_CAUSE[cause.kind].some((rule) => broken.has(rule))
    )
  }).length
}
