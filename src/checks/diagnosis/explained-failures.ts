import { distributionOf } from '../../python/distribution-names.ts'
import { topLevelModule } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import { isSyntaxError, type PythonError } from '../../python/traceback.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { type Cause, causeOf, isReportedElsewhere } from './cause.ts'
import { type Failure, failuresWithCauses } from './failures.ts'
import {
  importFailures,
  incompatibleScripts,
  isIncompatible,
  isReportedByImport,
  isSameError,
} from './import-failures.ts'
import { filesLostBySdist } from './lost-by-sdist.ts'
import { missingDependencies } from './missing-dependencies.ts'
import { locationInCheckout } from './source-location.ts'
import { isReportedAsWrongName } from './wrong-distribution-name.ts'

/** Returns whether a finding about another check reports the cause of a failure, so that it needs none of its own. */
export function isExplained(error: PythonError, facts: PackageFacts): boolean {
  const contents = completed(facts.contents)
  if (contents === undefined) return false
  const uncounted = facts.unexplained?.get(error) ?? []
  const undeclared = missingDependencies(facts).map(({ module }) => module)
  const isCauseReported = isReportedElsewhere(causeOf(error, contents), undeclared)
  return (
    (isCauseReported && uncounted.every((rule) => rule === 'import-failed')) ||
    (isReportedByImport(error, facts) &&
      !uncounted.includes('import-failed') &&
      !uncounted.includes('dependency-incompatible'))
  )
}

/** Returns the failed imports, scripts and tests that would not fail without the cause that a finding reports. */
export function explainedFailures(finding: Finding, facts: PackageFacts): Failure[] {
  const isExplainedBy = explanationOf(finding, facts)
  return isExplainedBy === undefined ? [] : failuresWithCauses(facts).filter(isExplainedBy)
}

/** Returns the condition under which a finding explains a failure; undefined for a rule that explains none. */
function explanationOf(finding: Finding, facts: PackageFacts): ((failure: Failure) => boolean) | undefined {
  switch (finding.rule) {
    case 'wheel-empty':
      return finding.facts.builtFrom === 'sdist'
        ? ({ cause }) => cause.kind === 'module' || cause.kind === 'data'
        : undefined
    case 'module-missing': {
      const { module, neededBy } = finding.facts
      return ({ cause, label }) =>
        cause.kind === 'module' && (neededBy.includes(label) || areNested(cause.module, module))
    }
    case 'data-missing': {
      const { installed, neededBy } = finding.facts
      return ({ cause, label }) =>
        cause.kind === 'data' && (neededBy.includes(label) || installed.includes(cause.path))
    }
    case 'sdist-incomplete': {
      const lost = filesLostBySdist(facts)
      const sources = new Set(lost.flatMap(({ source }) => source ?? []))
      const paths = new Set(lost.map(({ installed }) => installed))
      return ({ cause }) => isLost(cause, facts, sources, paths)
    }
    case 'requires-python-false': {
      const { kind, feature, path } = finding.facts
      if (kind === 'module')
        return ({ cause }) => cause.kind === 'distribution' && areNested(cause.module, feature)
      const contents = completed(facts.contents)
      return kind === 'syntax' && contents !== undefined
        ? ({ error }) => isSyntaxError(error) && locationInCheckout(error, contents)?.file === path
        : undefined
    }
    case 'dependency-undeclared': {
      const module = topLevelModule(finding.facts.module)
      return ({ cause }) => cause.kind === 'distribution' && topLevelModule(cause.module) === module
    }
    case 'metadata-ignored': {
      const { dependencies } = finding.facts
      return ({ cause }) => cause.kind === 'distribution' && isProvidedByOneOf(cause.module, dependencies)
    }
    case 'dependency-incompatible': {
      const { distribution, module, prereleases } = finding.facts
      if (prereleases.length > 0) return undefined
      const errors = [
        ...importFailures(facts).map(({ cause, attempt }) => ({ cause, error: attempt.error })),
        ...incompatibleScripts(facts),
      ]
        .filter(
          ({ cause }) =>
            isIncompatible(cause) && cause.distribution === distribution && cause.module === module,
        )
        .flatMap(({ error }) => error ?? [])
      return ({ error }) => errors.some((one) => isSameError(one, error))
    }
    case 'import-failed': {
      const { module, others, why } = finding.facts
      // It lists optional modules with causes of their own.
      if (why === 'elsewhere') return undefined
      const modules = new Set([module, ...others.map((other) => other.module)])
      const errors = importFailures(facts).flatMap(({ module: failed, attempt }) =>
        modules.has(failed) && attempt.error !== undefined ? [attempt.error] : [],
      )
      return ({ error, label }) =>
        label !== `import ${module}` && errors.some((one) => isSameError(one, error))
    }
    case 'entry-point-broken': {
      const { group, script } = finding.facts
      // pytest loads it before the first test.
      if (group !== PYTEST_PLUGINS) return undefined
      const errors = (completed(facts.scripts)?.entryPoints ?? []).flatMap(({ entryPoint, error }) =>
        entryPoint.group === group && entryPoint.name === script && error !== undefined ? [error] : [],
      )
      return ({ kind, label, error }) =>
        kind === 'test' &&
        label === 'pytest' &&
        errors.some(({ type, message }) => type === error.type && message === error.message)
    }
    case 'version-disagrees':
      return finding.facts.place === 'name' ? ({ error }) => isReportedAsWrongName(error, facts) : undefined
    default:
      return undefined
  }
}

/** The group of entry points that pytest loads. */
const PYTEST_PLUGINS = 'pytest11'

/** Whether pytest did not start because of a plugin of the package, for which there is a finding. */
function isOfPlugin(finding: Extract<Finding, { rule: 'tests-failed' }>, by: Finding): boolean {
  if (by.rule !== 'entry-point-broken' || by.facts.group !== PYTEST_PLUGINS) return false
  const { message } = finding.facts
  const [, module, attribute] =
    /^AttributeError: module '([^']+)' has no attribute '(\w+)'$/.exec(message) ?? []
  return (
    by.facts.problem.endsWith(message) ||
    (attribute !== undefined &&
      by.facts.problem === `points to ${attribute}, which does not exist in ${module}`)
  )
}

function isLost(
  cause: Cause,
  facts: PackageFacts,
  sources: ReadonlySet<string>,
  paths: ReadonlySet<string>,
): boolean {
  if (cause.kind === 'data') return paths.has(cause.path)
  if (cause.kind !== 'module') return false
  const modules = completed(facts.contents)?.unshippedModules ?? new Map<string, string>()
  return [...modules].some(([module, source]) => areNested(module, cause.module) && sources.has(source))
}

function isProvidedByOneOf(module: string, distributions: readonly string[]): boolean {
  const { distribution } = distributionOf(module, { providers: {} })
  return distributions.includes(normalizeName(distribution))
}

/** Whether two modules are the same, or one is inside the other. */
function areNested(one: string, other: string): boolean {
  return `${one}.`.startsWith(`${other}.`) || other.startsWith(`${one}.`)
}

/** Returns whether a finding is not reported because another one reports the same cause in more detail. */
export function isSuperseded(finding: Finding, by: Finding): boolean {
  // The dependency is declared where the build backend ignores it.
  if (by.rule === 'metadata-ignored')
    return (
      finding.rule === 'dependency-undeclared' &&
      isProvidedByOneOf(finding.facts.module, by.facts.dependencies)
    )
  if (finding.rule === 'tests-failed') return finding.facts.nodeid === 'pytest' && isOfPlugin(finding, by)
  if (by.rule !== 'requires-python-false') return false
  // A module of a newer standard library: Requires-Python allows a Python that lacks it.
  if (finding.rule === 'dependency-undeclared')
    return (
      finding.facts.python !== null &&
      by.facts.kind === 'module' &&
      areNested(finding.facts.module, by.facts.feature)
    )
  // Newer syntax, if the Python under test is one of those that lack it.
  return (
    finding.rule === 'import-failed' &&
    by.facts.kind === 'syntax' &&
    finding.where?.file === by.facts.path &&
    isSyntaxError({ type: finding.facts.error.split(':')[0] ?? '' })
  )
}
