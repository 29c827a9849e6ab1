import { count } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the number of scanned modules and of imported distributions, for a passed check. */
export function summarizeDependencies({ dependencies }: PackageFacts): string | undefined {
  const value = completed(dependencies)
  if (value === undefined) return undefined
  const distributions = new Set(value.imports.flatMap(({ providers }) => providers))
  return `${count(value.modules, 'module')} read; imports from ${count(distributions.size, 'other distribution')}`
}
