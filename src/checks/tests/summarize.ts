import { count } from '../../program/sentence.ts'
import { describeTotals } from '../diagnosis/test-totals.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { LoadedModules, TestRun } from './facts.ts'

/** Returns the test totals, how much of the package was loaded, and the test dependencies. */
export function summarizeTests({ tests }: PackageFacts): string | undefined {
  const value = completed(tests)
  if (value === undefined) return undefined
  const notes = [
    ...describeDependencies(value.requirements),
    ...(value.overlaid.length > 0
      ? [`${count(value.overlaid.length, 'test file')} inside the package added to the installed package`]
      : []),
    ...(value.replaced ? ['a test dependency replaced the wheel, which was reinstalled'] : []),
  ]
  return `${describeTotals(value.evidence.totals)}; ${[...describeLoaded(value.modules), ...notes].join('; ')}`
}

function describeLoaded({ loaded, notLoaded }: LoadedModules): string[] {
  const all = loaded.length + notLoaded.length
  return all === 0 ? [] : [`${loaded.length}/${count(all, 'module')} imported`]
}

function describeDependencies({ source, lines, extras }: TestRun['requirements']): string[] {
  return lines.length + extras.length === 0
    ? ['no test dependencies declared (installed pytest only)']
    : [`test dependencies: ${source}`]
}
