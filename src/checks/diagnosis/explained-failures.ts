import type { PackageFacts } from '../facts.ts'
import type { Rule } from '../rules.ts'
import { isReportedElsewhere } from './cause.ts'
import { isReportedByImport } from './import-failures.ts'
import { missingDistributions } from './missing-distributions.ts'
import { type Need, needsOf } from './needs.ts'

/** The rules that report a cause. */
const RULES_OF_CAUSE = {
  module: ['module-missing', 'sdist-incomplete'],
  data: ['data-missing', 'sdist-incomplete'],
  distribution: ['dependency-undeclared'],
} as const satisfies Record<string, readonly Rule[]>

/** The rules that report an import that fails for no other cause. */
const RULES_OF_IMPORTS = ['import-failed', 'version-disagrees'] as const

/**
 * How many failures of imports, scripts or tests have a cause that an error reports.
 *
 * @param broken the rules with an error that counts
 */
export function explainedFailures(
  from: Need['from'],
  facts: PackageFacts,
  broken: ReadonlySet<Rule>,
): number {
  const undeclared = missingDistributions(facts).map(({ module }) => module)
  return needsOf(facts).filter(({ from: where, cause, error }) => {
    if (where !== from) return false
    if (cause.kind === 'other')
      return RULES_OF_IMPORTS.some((rule) => broken.has(rule)) && isReportedByImport(error, facts)
    return (
      isReportedElsewhere(cause, undeclared) && RULES_OF_CAUSE[cause.kind].some((rule) => broken.has(rule))
    )
  }).length
}
