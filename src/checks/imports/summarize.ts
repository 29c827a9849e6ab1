import { count, listSome } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { optionalModules } from './rules.ts'
import { toleratedFailures } from './tolerated.ts'

/** Returns the number of imported modules, and which optional modules could not be imported, for a passed check. */
export function summarizeImports(facts: PackageFacts): string {
  const all = completed(facts.imports) ?? []
  const bare = all.filter(({ outcome }) => outcome === 'imported').length
  const withExtras = all.filter((one) => one.withExtras?.outcome === 'imported').length
  const tolerated = toleratedFailures(facts).map(({ module }) => module)
  return [
    `${count(bare + withExtras, 'module')} imported${withExtras === 0 ? '' : ` (${withExtras} with an extra)`}`,
    ...(tolerated.length === 0
      ? []
      : [`${optionalModules(tolerated.length)} could not be imported here: ${listSome(tolerated, 3)}`]),
  ].join('; ')
}
