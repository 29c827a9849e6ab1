import { count } from '../../program/sentence.ts'
import { normalizeName } from '../../python/requirement.ts'
import { requirementsOf } from '../diagnosis/declared-distributions.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the number of scanned modules, and of imported distributions by whether they are declared. */
export function summarizeDependencies({ dependencies, contents }: PackageFacts): string | undefined {
  const value = completed(dependencies)
  if (value === undefined) return undefined
  const distributions = new Set(value.imports.flatMap(({ providers }) => providers))
  const wheel = completed(contents)
  const names = new Set(wheel === undefined ? [] : requirementsOf(wheel).map(({ name }) => name))
  const declared = [...distributions].filter((one) => names.has(normalizeName(one))).length
  const imports = count(distributions.size, 'third-party import')
  const note =
    distributions.size === 0 ? '' : declared === distributions.size ? ', declared' : `, ${declared} declared`
  return `${count(value.modules, 'module')} scanned; ${distributions.size === 0 ? 'no third-party imports' : imports}${note}`
}
