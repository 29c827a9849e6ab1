import { topLevelModule } from '../../python/module-names.ts'
import { type ImportFailure, importFailures, missingModuleOf, ruleOf } from '../diagnosis/import-failures.ts'
import { missingDependencies } from '../diagnosis/missing-dependencies.ts'
import { isOfPython2 } from '../diagnosis/standard-library.ts'
import { undeclaredImports } from '../diagnosis/undeclared-imports.ts'
import type { PackageFacts } from '../facts.ts'
import type { ToleratedReason } from './rules.ts'

/** Returns the failed imports of optional modules that no other finding explains. */
export function toleratedFailures(facts: PackageFacts): ImportFailure[] {
  const reported = new Set([
    ...missingDependencies(facts).map(({ module }) => module),
    ...undeclaredImports(facts).lazy.map(({ module }) => topLevelModule(module)),
  ])
  return importFailures(facts).filter((failure) => {
    const missing = missingModuleOf(failure.cause)
    const isReported = missing !== undefined && reported.has(topLevelModule(missing.module))
    return failure.severity === 'note' && ruleOf(failure) === 'import-failed' && !isReported
  })
}

/** Returns why a module that cannot be imported is tolerated. */
export function toleratedReason({ cause }: ImportFailure): ToleratedReason {
  switch (cause.kind) {
    case 'settings':
    case 'host':
    case 'library':
    case 'platform':
      return { kind: cause.kind, of: cause.of }
    case 'optional':
      return { kind: 'optional', distribution: cause.distribution, extras: cause.extras }
    case 'extra':
      return { kind: 'optional', distribution: cause.distribution ?? 'a dependency', extras: cause.extras }
    case 'undeclared':
      return isOfPython2(cause.module)
        ? { kind: 'platform', of: 'Python 2' }
        : { kind: 'undeclared', distribution: cause.distribution }
    case 'circular':
    case 'guarded':
      return { kind: cause.kind }
    case 'extension':
      return { kind: cause.kind, name: cause.module }
    case 'conditional-name':
      return { kind: cause.kind, name: `${cause.module}.${cause.name}` }
    case 'own-exception':
      return { kind: cause.isDeliberate ? 'deliberate' : 'unused' }
    case 'ended':
      return { kind: 'program' }
    default:
      return { kind: 'unused' }
  }
}
