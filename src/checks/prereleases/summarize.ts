import { count, list } from '../../program/sentence.ts'
import { describeTotals } from '../diagnosis/test-totals.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns what was repeated with the pre-releases. */
export function summarizePrereleases({ prerelease }: PackageFacts): string | undefined {
  const value = prerelease && completed(prerelease)
  if (value === undefined) return undefined
  const { imports, scripts, tests, prereleases } = value
  const results = [
    `${count(imports.length, 'module')} imported`,
    `${count(scripts.length, 'script')} called`,
    typeof tests === 'string' ? `tests not run: ${tests}` : describeTotals(tests.evidence.totals),
  ]
  return `${results.join(', ')} with ${list(prereleases.map(({ name, version }) => `${name}==${version}`))}`
}
