import { count } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the number of imported modules, and of failed imports that are no errors, for a passed check. */
export function summarizeImports({ imports }: PackageFacts): string {
  const all = completed(imports) ?? []
  const bare = all.filter(({ outcome }) => outcome === 'imported').length
  const withExtras = all.filter((one) => one.withExtras?.outcome === 'imported').length
  const tolerated = all.length - bare - withExtras
  return [
    `${count(bare + withExtras, 'module')} imported`,
    ...(withExtras === 0 ? [] : [`${withExtras} of them with an extra`]),
    ...(tolerated === 0 ? [] : [`${tolerated} tolerated`]),
  ].join(', ')
}
