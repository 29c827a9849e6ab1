import { completed, type PackageFacts } from '../checks/facts.ts'
import { CHECKS } from '../checks/index.ts'
import { versionTable } from '../checks/version/version-table.ts'
import type { FailOn } from '../config/fail-on.ts'
import type { ObservedPackage } from '../pipeline/observed-package.ts'
import { redact } from '../process/secrets.ts'
import { ConfigurationError, Inconclusive } from '../program/errors.ts'
import { mergePythons } from './across-pythons.ts'
import { causesOf, describeConsequences } from './consequences.ts'
import { countFindings } from './counts.ts'
import { type DecidedCheck, type DecidedFinding, decideChecks } from './decide-checks.ts'
import { positionOf, unusedIgnores } from './findings.ts'
import { withUniqueFingerprints } from './fingerprint.ts'
import { worstFirst } from './harm.ts'
import { artifactsOf, bumpOf, policyOf, resultsWith } from './package-details.ts'
import { type PackageReport, type ReportedFinding, verdictOf, verdictOfFindings, worst } from './report.ts'

/**
 * Decides every check on the facts of one package and reports the results.
 *
 * @param logs directory of the logs
 * @param today `YYYY-MM-DD`, to which the expiry dates of ignores are compared
 * @param failOn overrides the setting of the package
 */
export function reportPackage(
  facts: PackageFacts,
  logs: string,
  today: string,
  { pythons, leftOut }: Pick<ObservedPackage, 'pythons' | 'leftOut'> = { pythons: [], leftOut: [] },
  failOn: FailOn = facts.project.settings['fail-on'],
): PackageReport {
  const { ignore } = facts.project.settings
  const common = decideChecks(facts, today)
  const perPython = pythons.map(({ python, version, facts: own }) => {
    return {
      python,
      version,
      facts: own,
      checks: withCommon(decideChecks(own, today), common, { own, facts }),
    }
  })
  const one = {
    checks: common.map(({ check }) => check),
    findings: common.flatMap(({ findings }) => findings),
  }
  const { checks, findings: decided } = perPython.length === 0 ? one : mergePythons(perPython)
  const { path } = facts.project
  const findings = withUniqueFingerprints(
    worstFirst([...decided.map(withoutConsequences), ...unusedIgnores(ignore, decided, path, today)]),
  )
  const wheel = completed(facts.contents)?.wheel
  const all = pythons.length === 0 ? [facts] : pythons.map((one) => one.facts)
  const modules = modulesOf(all)
  const versions = {
    version: wheel?.metadata.version ?? null,
    previousVersion: completed(facts.version)?.baseline?.version ?? null,
  }
  const byPython = [
    ...perPython.map((one) => ({
      python: one.python,
      verdict: verdictOf(
        one.checks.map(({ check }) => check),
        failOn,
      ),
      ...resultsWith(one.facts),
    })),
    ...leftOut.map(({ python, reason }) => ({ python, leftOut: reason })),
  ]
  return {
    path,
    name: wheel?.metadata.name ?? facts.project.name,
    ...versions,
    verdict: worst([verdictOf(checks, failOn), verdictOfFindings(findings, failOn)]),
    ...failOnKey(failOn),
    summary: countFindings(findings),
    bump: bumpOf(versions),
    policy: policyOf(facts, failOn),
    ...resultsWith(facts),
    artifacts: artifactsOf(all, logs),
    checks,
    findings,
    versions: versionTable(facts).map(({ source, version, agrees, where }) => ({
      source,
      version,
      agrees,
      ...positionOf(where),
    })),
    ships: wheel?.topLevels.map(({ name }) => name) ?? [],
    ...(modules === undefined ? {} : { modules }),
    ...(byPython.length === 0 ? {} : { pythons: byPython }),
    logs,
  }
}

/** The key of `fail-on` in the report, unless it is the default. */
function failOnKey(failOn: FailOn): Pick<PackageReport, 'failOn'> {
  return failOn === 'error' ? {} : { failOn }
}

/** Counts the failures that a finding explains, and describes them. */
function withoutConsequences({ consequences = [], ...finding }: DecidedFinding): ReportedFinding {
  const effect = describeConsequences(consequences)
  return { ...finding, ...(effect === undefined ? {} : { causes: causesOf(consequences), effect }) }
}

/** The decisions with one Python, except those of checks that are decided once for all. */
function withCommon(
  decided: readonly DecidedCheck[],
  common: readonly DecidedCheck[],
  { own, facts }: { readonly own: PackageFacts; readonly facts: PackageFacts },
): DecidedCheck[] {
  const isUsed = own.install.kind === 'completed'
  return decided.map((one) => {
    const check = CHECKS.find(({ name }) => name === one.check.check)
    // Without an installation, checks on the package could only be decided with less evidence.
    const isSame = check?.scope === 'package' && !isUsed && own[check.name] === facts[check.name]
    const isCommon = check?.decidedOnce === true || isSame
    return (isCommon ? common.find((other) => other.check.check === one.check.check) : undefined) ?? one
  })
}

/** The modules that the tests imported with any Python, and the others. */
function modulesOf(all: readonly PackageFacts[]): PackageReport['modules'] {
  const results = all.flatMap(({ tests }) => completed(tests)?.modules ?? [])
  if (results.length < 2) return results[0]
  const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())]
  const loaded = union(results.map((one) => one.loaded))
  const notLoaded = union(results.map((one) => one.notLoaded)).filter((module) => !loaded.includes(module))
  return { loaded, notLoaded }
}

/** The report of a package whose verification ended with an error. */
export function reportError(
  { path, name }: PackageFacts['project'],
  error: Error,
  logs: string,
  failOn: FailOn,
): PackageReport {
  const isBug = !(error instanceof ConfigurationError || error instanceof Inconclusive)
  const reason = isBug ? `this is a bug in as-installed, please report it: ${error.message}` : error.message
  return {
    ...withoutArtifact({ path, name }, logs),
    verdict: 'error',
    ...failOnKey(failOn),
    checks: [{ check: 'build', status: 'error', seconds: 0, reason }],
  }
}

/** The report of a package that was not verified because it did not change. */
export function reportUnchanged(
  project: PackageFacts['project'],
  reason: string,
  logs: string,
): PackageReport {
  const always = CHECKS.filter(({ isRequested }) => isRequested === undefined)
  return {
    ...withoutArtifact(project, logs),
    verdict: 'pass',
    leftOut: reason,
    checks: always.map(({ name }) => ({ check: name, status: 'skip', seconds: 0, reason })),
  }
}

function withoutArtifact(
  { path, name }: Pick<PackageFacts['project'], 'path' | 'name'>,
  logs: string,
): Omit<PackageReport, 'verdict' | 'checks'> {
  const nothing = { summary: countFindings([]), artifacts: [], findings: [], versions: [], ships: [] }
  return { path, name, version: null, previousVersion: null, ...nothing, logs }
}

/** Redacts secrets in everything that comes from other programs; rules, verdicts and names of checks stay. */
export function withoutSecrets(report: PackageReport, secrets: readonly string[]): PackageReport {
  const clean = <T>(value: T): T => cleanValue(value) as T
  const cleanValue = (value: unknown): unknown => {
    if (typeof value === 'string') return redact(value, secrets)
    if (Array.isArray(value)) return value.map(cleanValue)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanValue(item)]))
  }
  const testsClean = <T extends Pick<PackageReport, 'tests'>>(one: T): T =>
    one.tests === undefined ? one : { ...one, tests: { ...one.tests, cases: clean(one.tests.cases) } }
  const { pythons } = report
  return {
    ...testsClean(report),
    ...(pythons === undefined
      ? {}
      : { pythons: pythons.map((one) => ('leftOut' in one ? one : testsClean(one))) }),
    checks: report.checks.map(({ reason, ...check }) =>
      reason === undefined ? check : { ...check, reason: redact(reason, secrets) },
    ),
    versions: report.versions.map((row) => clean(row)),
    findings: report.findings.map(({ message, fix, effect, facts, ...finding }) => ({
      ...finding,
      message: redact(message, secrets),
      ...(fix === undefined ? {} : { fix: redact(fix, secrets) }),
      ...(effect === undefined ? {} : { effect: redact(effect, secrets) }),
      facts: clean(facts),
    })),
  }
}
