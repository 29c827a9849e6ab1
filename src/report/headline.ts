import type { Rule } from '../checks/rules.ts'
import { isDeselected } from '../pipeline/selected-checks.ts'
import { count, list } from '../program/sentence.ts'
import type { PackageReport, ReportedFinding } from './report.ts'

/** What a verdict means for users of the package, in a few words. */
export type Headline =
  | 'works as installed'
  | 'passes the selected checks'
  | 'broken'
  | 'not verified by tests'
  | 'tests fail (in the checkout too)'
  | 'version not bumped'
  | 'wrong version'
  | 'warnings'
  | 'inconclusive'

/** The rules whose errors do not break the package for its users. */
const HEADLINE_OF_RULE: { readonly [R in Rule]?: Headline } = {
  'tests-missing': 'not verified by tests',
  'tests-import-checkout': 'not verified by tests',
  'version-not-bumped': 'version not bumped',
  'bump-too-small': 'version not bumped',
  'version-taken': 'version not bumped',
  'version-bumped': 'wrong version',
  'version-disagrees': 'wrong version',
  'version-invalid': 'wrong version',
  'tag-mismatch': 'wrong version',
  'tag-off-branch': 'wrong version',
}

type HeadlineSource = Pick<PackageReport, 'verdict' | 'checks' | 'findings'>

/** Returns what the verdict of a package means, the worst first. */
export function headlinesOf({
  verdict,
  checks,
  findings,
}: HeadlineSource): readonly [Headline, ...Headline[]] {
  if (verdict === 'pass')
    return [checks.some(isDeselected) ? 'passes the selected checks' : 'works as installed']
  if (verdict === 'error') return ['inconclusive']
  const counted = findings.filter(({ ignored }) => ignored === undefined)
  const errors = counted.filter(({ severity }) => severity === 'error')
  // Without an error, a warning fails the package, or a finding that cannot be ignored.
  if (errors.length === 0)
    return [counted.some(({ severity }) => severity === 'warning') ? 'warnings' : 'broken']
  const [first = 'broken', ...others] = new Set(errors.map(headlineOfError))
  return first === 'broken' || others.includes('broken') ? ['broken'] : [first, ...others]
}

function headlineOfError({ rule, facts }: ReportedFinding): Headline {
  if (rule === 'tests-failed')
    return (facts as { alsoInCheckout?: unknown }).alsoInCheckout === true
      ? 'tests fail (in the checkout too)'
      : 'broken'
  return HEADLINE_OF_RULE[rule] ?? 'broken'
}

/** Returns the headline of a package in words. */
export function headline(report: HeadlineSource): string {
  return list(headlinesOf(report))
}

/** Returns the numbers of errors, inconclusive checks and warnings: `2 errors, 1 warning`. */
export function describeCounts({ checks, findings }: Omit<HeadlineSource, 'verdict'>): string {
  const counted = findings.filter(({ ignored }) => ignored === undefined)
  const errors = counted.filter(({ severity }) => severity === 'error').length
  const warnings = counted.filter(({ severity }) => severity === 'warning').length
  const inconclusive = checks.filter(({ status }) => status === 'error').length
  return [
    errors > 0 ? count(errors, 'error') : '',
    inconclusive > 0 ? `${count(inconclusive, 'check')} inconclusive` : '',
    warnings > 0 ? count(warnings, 'warning') : '',
  ]
    .filter(Boolean)
    .join(', ')
}
