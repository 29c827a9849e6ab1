import { topLevelModule } from '../../python/module-names.ts'
import type { Contents } from '../contents/facts.ts'
import type { ScannedImport } from '../dependencies/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** Returns the imports of modules that are not installed; module-missing reports those that the checkout has. */
export function unresolvedImports(
  facts: Pick<PackageFacts, 'dependencies'>,
  { unshippedModules }: Contents,
): ScannedImport[] {
  return (completed(facts.dependencies)?.imports ?? []).filter(
    ({ module, providers }) =>
      providers.length === 0 &&
      !unshippedModules.has(module) &&
      !unshippedModules.has(topLevelModule(module)),
  )
}

/** Returns the missing top-level modules that the sources can do without: what is optional in one place is so everywhere. */
export function optionalModules(
  facts: Pick<PackageFacts, 'dependencies'>,
  contents: Contents,
): ReadonlySet<string> {
  return new Set([
    ...(completed(facts.dependencies)?.optional ?? []),
    ...unresolvedImports(facts, contents)
      .filter(({ when }) => when === 'guarded')
      .map(({ module }) => topLevelModule(module)),
  ])
}
