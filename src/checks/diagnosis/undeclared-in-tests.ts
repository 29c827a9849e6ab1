import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf, topLevelModule } from '../../python/module-names.ts'
import { exceptionChain, type PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import type { ScannedImport } from '../dependencies/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { isLikelyDeclared, requirementsOf } from './declared-distributions.ts'
import { isDeveloperExtra, isDeveloperTool } from './developer-extras.ts'
import type { MissingModule } from './environment-need.ts'
import { failuresWithCauses } from './failures.ts'
import { isFirstPartyCode } from './first-party-code.ts'
import { importFailureCause } from './import-failure-cause.ts'
import { causeInPlugin, isNamedAfterDistribution } from './import-failures.ts'
import { importStatementOf } from './import-statement.ts'
import { memoized } from './memoized.ts'
import { isInIntegrationDirectory, reachOf, scannedModules } from './reach.ts'
import { placesInWheel } from './source-location.ts'
import { optionalModules } from './unresolved-imports.ts'

/** An import of an undeclared distribution in the package's own code, which a test executed. */
export interface UndeclaredInTest extends MissingModule {
  /** `import demo.parser`, or for an import in a function, `parse() of demo.parser`. */
  readonly neededBy: string
  readonly error: PythonError
}

/**
 * Returns the undeclared imports in code for users that made tests fail. Not those of optional modules, nor those in
 * modules that work with another program: users of that program have it.
 */
export function undeclaredInTests(facts: PackageFacts): UndeclaredInTest[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const optional = optionalModules(facts, contents)
  const known = withoutUnexplained(facts)
  const inExtras = requirementsOf(contents).flatMap(({ name, ofExtra }) =>
    ofExtra === undefined || isDeveloperExtra(ofExtra, contents) ? [] : [name],
  )
  return failuresWithCauses(facts).flatMap(({ kind, cause, error }) => {
    if (kind !== 'test' || cause.kind !== 'distribution') return []
    const statement = importStatementOf(error, cause.module, facts)
    if (statement === undefined || isOptional(statement, optional, facts)) return []
    const user = userOf(statement, error, contents, facts)
    if (user === undefined) return []
    const attempt = { outcome: 'failed' as const, seconds: 0, error }
    const importCause = causeInPlugin(importFailureCause(user.module, attempt, known))
    if (importCause.kind !== 'undeclared' || isDeveloperTool(importCause.distribution)) return []
    if (user.importing.some((module) => isNamedAfterDistribution(module, importCause))) return []
    const { module, distribution } = importCause
    if (isLikelyDeclared(module, distribution, inExtras)) return []
    return [{ module, distribution, neededBy: user.label, error }]
  })
}

/** The cause of an exception does not change because a finding about it is ignored. */
const withoutUnexplained = memoized(
  (facts: PackageFacts): PackageFacts => ({ ...facts, unexplained: new Map() }),
)

function isOptional(
  { module, file, when }: ScannedImport,
  optional: ReadonlySet<string>,
  facts: PackageFacts,
): boolean {
  const importer = [...scannedModules(facts).values()].find((one) => one.file === file)
  return (
    (when !== 'import' && when !== 'sometimes') ||
    importer?.when === 'guarded' ||
    optional.has(topLevelModule(module))
  )
}

/** The module of the wheel that a test uses, and the modules from there to the import. */
interface User {
  readonly module: string
  readonly label: string
  readonly importing: readonly string[]
}

/** The outermost code of the wheel in a traceback that is for users; undefined if the import is not for users. */
function userOf(
  { file, line }: ScannedImport,
  error: PythonError,
  contents: Contents,
  facts: PackageFacts,
): User | undefined {
  const places = exceptionChain(error)
    .map((one) => placesInWheel(one, contents))
    .find((all) => all.some((place) => place.file === file && place.line === line))
  const own = (places ?? []).flatMap((place) => {
    const module = moduleOf(place.file)
    return module === undefined || isTestPath(place.file) ? [] : [{ ...place, module }]
  })
  const isForUsers = ({ file: path, module }: { file: string; module: string }) =>
    isFirstPartyCode(path) && !isInIntegrationDirectory(module) && !/test/i.test(path)
  if (!own.some((place) => place.file === file) || !own.every(isForUsers)) return undefined
  const used = own.find(({ module }) => reachOf(module, facts) !== 'private')
  if (used === undefined) return undefined
  return {
    module: used.module,
    label: used.function === '<module>' ? `import ${used.module}` : `${used.function}() of ${used.module}`,
    importing: own.map(({ module }) => module),
  }
}
