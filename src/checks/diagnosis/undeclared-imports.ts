import { moduleOf, topLevelModule } from '../../python/module-names.ts'
import type { Contents } from '../contents/facts.ts'
import type { ScannedImport } from '../dependencies/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import {
  distributionOfModule,
  isLikelyDeclared,
  requirementsOf,
  testProviders,
} from './declared-distributions.ts'
import { isDeveloperExtra, isDeveloperTool, userExtrasFor } from './developer-extras.ts'
import { environmentOfModule } from './environment-need.ts'
import { isFirstPartyCode } from './first-party-code.ts'
import { isNamedAfterDistribution } from './import-failures.ts'
import { memoized } from './memoized.ts'
import { missingDependencies } from './missing-dependencies.ts'
import { isInIntegrationDirectory, reachOf, scannedModules, wheelEntries } from './reach.ts'
import { pythonsWith } from './standard-library.ts'
import { optionalModules, unresolvedImports } from './unresolved-imports.ts'

/** The first import of each missing top-level module that neither a dependency nor an extra for users declares. */
export interface UndeclaredImports {
  /**
   * In functions and on conditions of modules that users reach, or in modules that are imported so; and in functions of
   * other public modules, if it is a test dependency.
   */
  readonly lazy: readonly ScannedImport[]
  /** In modules that are not known to be reached. */
  readonly unreached: readonly ScannedImport[]
}

/** Returns the undeclared imports that no failed import or script executed. */
export const undeclaredImports = memoized((facts: PackageFacts): UndeclaredImports => {
  const contents = completed(facts.contents)
  const installation = completed(facts.install)
  if (contents === undefined || installation?.kind !== 'installed') return { lazy: [], unreached: [] }
  const unresolved = unresolvedImports(facts, contents)
  const optional = optionalModules(facts, contents)
  const candidates = unresolved.filter(
    (statement) =>
      !optional.has(topLevelModule(statement.module)) && isUndeclared(statement, facts, contents),
  )
  const lazy = firstOfEach(
    candidates.filter((statement) => isLazy(statement, facts) || needsTestDependency(statement, facts)),
  )
  const names = new Set(lazy.map(({ module }) => topLevelModule(module)))
  const unreached = firstOfEach(
    candidates.filter(
      (statement) =>
        !names.has(topLevelModule(statement.module)) &&
        !(statement.when === 'import' && statement.reached.length > 0) &&
        pythonsWith(statement.module) === undefined,
    ),
  )
  return { lazy, unreached }
})

function isUndeclared({ module, file }: ScannedImport, facts: PackageFacts, contents: Contents): boolean {
  const top = topLevelModule(module)
  const { distribution } = distributionOfModule(module, facts)
  const names = requirementsOf(contents)
    .filter(({ ofExtra }) => ofExtra === undefined || !isDeveloperExtra(ofExtra, contents))
    .map(({ name }) => name)
  return (
    isFirstPartyCode(file) &&
    !missingDependencies(facts).some((missing) => missing.module === top) &&
    // Bundled in the wheel and found by a change to sys.path, or declared under another name.
    !contents.wheel.files.some(({ path }) =>
      path
        .replace(/\.\w+$/, '')
        .split('/')
        .includes(top),
    ) &&
    !isLikelyDeclared(module, distribution, names) &&
    userExtrasFor({ module, distribution }, contents).length === 0 &&
    environmentOfModule({ module, distribution }, contents) === undefined
  )
}

/** Whether a function of reached code executes an import, unlike a helper of the package for its own tests. */
function isLazy({ file, when, reached }: ScannedImport, facts: PackageFacts): boolean {
  if (when === 'guarded' || /test/i.test(file)) return false
  if (when === 'sometimes' && reached.length > 0) return true
  const module = [...scannedModules(facts).values()].find((one) => one.file === file)
  // A program can choose its commands by conditions.
  const isProgram = wheelEntries(facts).some((one) => one.module === module?.module && one.reach === 'script')
  if (when === 'conditional') return isProgram
  return when === 'import' && reached.length === 0 && module !== undefined && module.lazy.length > 0
}

/**
 * Whether a function in a public module imports what is installed with the test dependencies only, so that it works for
 * developers. Not in modules that work with another program.
 */
function needsTestDependency({ module, file, when }: ScannedImport, facts: PackageFacts): boolean {
  const importer = moduleOf(file)
  if (when !== 'sometimes' || importer === undefined || /test/i.test(file)) return false
  const [distribution] = testProviders(facts)[topLevelModule(module)] ?? []
  return (
    distribution !== undefined &&
    !isDeveloperTool(distribution) &&
    scannedModules(facts).get(importer)?.when !== 'guarded' &&
    reachOf(importer, facts) !== 'private' &&
    !isInIntegrationDirectory(importer) &&
    !isNamedAfterDistribution(importer, { module, distribution })
  )
}

function firstOfEach(statements: readonly ScannedImport[]): ScannedImport[] {
  return [
    ...new Map(statements.toReversed().map((one) => [topLevelModule(one.module), one])).values(),
  ].toReversed()
}
