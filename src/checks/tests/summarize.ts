import { count } from '../../program/sentence.ts'
import { describeTotals } from '../diagnosis/test-totals.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { LoadedModules } from './facts.ts'

/** Returns the test totals, how much of the package was loaded, and the test dependencies. */
export function summarizeTests({ tests }: PackageFacts): string | undefined {
  const value = completed(tests)
  if (value === undefined) return undefined
  const notes = [
    `requirements from ${value.requirements.source}`,
    ...(value.overlaid.length > 0
      ? [`${count(value.overlaid.length, 'file')} of tests that the wheel leaves out were put beside it`]
      : []),
    ...(value.replaced ? ['a test requirement had replaced the wheel, which was put back'] : []),
  ]
  return `${describeTotals(value.evidence.totals)}; ${[...describeLoaded(value.modules), ...notes].join('; ')}`
}

function describeLoaded({ loaded, notLoaded }: LoadedModules): string[] {
  const all = loaded.length + notLoaded.length
  return all === 0
    ? []
    : [
        `the tests loaded ${loaded.length} of the ${count(all, 'module')} that ${all === 1 ? 'ships' : 'ship'}`,
      ]
}
