import { describeImportError } from '../diagnosis/import-error.ts'
import type { ImportFailureCause } from '../diagnosis/import-failure-cause.ts'
import { type ImportFailure, importFailures, missingModuleOf, ruleOf } from '../diagnosis/import-failures.ts'
import { isExtensionModule, isPlatformSpecific } from '../diagnosis/own-modules.ts'
import { locationInCheckout, locationOfStatement } from '../diagnosis/source-location.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { FactsOf, Finding } from '../rules.ts'
import { failureKey } from './failure-key.ts'
import type { FailedModule } from './rules.ts'
import { toleratedFailures, toleratedReason } from './tolerated.ts'

type Why = FactsOf['import-failed']['why']

/**
 * Reports modules that cannot be imported in the runtime environment: each cause that is the fault of the package
 * separately, and one note for all modules that are optional.
 */
export function checkImports(facts: PackageFacts): Finding[] {
  const faults = importFailures(facts).filter(
    (failure) => failure.severity !== 'note' && ruleOf(failure) === 'import-failed',
  )
  // Imports that fail at the same line with the same error have the same cause.
  const groups = new Map<string, [ImportFailure, ...ImportFailure[]]>()
  for (const failure of [...faults].sort((a, b) => rank(a) - rank(b))) {
    const key = failureKey(failure.module, failure.attempt)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [failure])
    else group.push(failure)
  }
  const tolerated = toleratedFailures(facts)
  for (const failure of tolerated) groups.get(failureKey(failure.module, failure.attempt))?.push(failure)
  const others = tolerated.filter(({ module, attempt }) => !groups.has(failureKey(module, attempt)))
  return [
    ...[...groups.values()].map((group) => findingFor(group, facts)),
    ...importsInFunctions(facts),
    ...toleratedFinding(others),
  ]
}

/** Sorts errors first, then what users reach, since fewer of them would notice the others. */
function rank({ severity, neededBy, module }: ImportFailure): number {
  const isNamed = neededBy.includes(`import ${module}`)
  return (severity === 'error' ? 0 : 4) + (isNamed ? 0 : neededBy.length > 0 ? 1 : 2)
}

function findingFor(group: readonly [ImportFailure, ...ImportFailure[]], facts: PackageFacts): Finding {
  const [first, ...others] = group
  const { module, attempt, extras, severity, cause, neededBy } = first
  const contents = completed(facts.contents)
  const why = whyOf(first)
  return {
    rule: 'import-failed',
    severity,
    facts: {
      module,
      error: describeImportError(attempt),
      why,
      extras,
      reason: why === 'environment' ? (toleratedReason(first) ?? null) : null,
      neededBy: first.reach === 'lazy' ? [] : neededBy,
      inFunction: false,
      others: others.map((one) => failedModule(one, null)),
    },
    where:
      attempt.error === undefined || contents === undefined || cause.kind === 'ended'
        ? undefined
        : locationInCheckout(attempt.error, contents),
  }
}

/** Reports imports of own modules and names that do not exist, in functions of reached modules. */
function importsInFunctions(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const lacking = completed(facts.dependencies)?.lackingOwn ?? []
  return lacking.flatMap((statement): Finding[] => {
    const { module, name, reached } = statement
    const dotted = name === null ? module : `${module}.${name}`
    // Other rules report those that the checkout has; others may only exist elsewhere.
    if (
      contents === undefined ||
      contents.unshippedModules.has(dotted) ||
      isPlatformSpecific(dotted) ||
      isExtensionModule(dotted, contents)
    )
      return []
    return [
      {
        rule: 'import-failed',
        severity: 'warning',
        facts: {
          module: dotted,
          error:
            name === null
              ? `ModuleNotFoundError: No module named '${module}'`
              : `ImportError: cannot import name '${name}' from '${module}'`,
          why: name === null ? 'own-module' : 'own-name',
          extras: [],
          reason: null,
          neededBy: reached,
          inFunction: true,
          others: [],
        },
        where: locationOfStatement(statement),
      },
    ]
  })
}

function toleratedFinding([first, ...others]: readonly ImportFailure[]): Finding[] {
  if (first === undefined) return []
  return [
    {
      rule: 'import-failed',
      severity: 'note',
      facts: {
        ...failedModule(first, toleratedReason(first)),
        why: 'elsewhere',
        extras: first.extras,
        neededBy: [],
        inFunction: false,
        others: others.map((one) => failedModule(one, toleratedReason(one))),
      },
    },
  ]
}

function failedModule({ module, attempt }: ImportFailure, reason: FailedModule['reason']): FailedModule {
  return { module, error: describeImportError(attempt), reason }
}

const WHY: Readonly<Partial<Record<ImportFailureCause['kind'], Why>>> = {
  'own-module': 'own-module',
  'own-name': 'own-name',
  checkout: 'checkout',
  settings: 'environment',
  host: 'environment',
  library: 'environment',
  platform: 'environment',
}

function whyOf({ cause, reach, neededBy }: ImportFailure): Why {
  const isMissing = missingModuleOf(cause) !== undefined
  return (
    (isMissing ? undefined : WHY[cause.kind]) ??
    (neededBy.length > 0 && reach !== 'lazy' ? 'public' : 'submodule')
  )
}
