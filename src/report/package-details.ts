import { basename, dirname, relative, sep } from 'node:path'
import { stepBetween } from '../checks/diagnosis/version-step.ts'
import { completed, type PackageFacts } from '../checks/facts.ts'
import type { FailOn } from '../config/fail-on.ts'
import { normalizeName } from '../python/requirement.ts'
import type {
  PackageReport,
  ReportedArtifact,
  ReportedPolicy,
  ReportedTestCase,
  ReportedTests,
  VerifiedPython,
} from './report.ts'

/** The number of tests in a report, and of those with the text of their failure. */
const [MAX_CASES, MAX_TEXTS] = [20_000, 1_000]

/** The runtime environment, its distributions and the test results with one Python; unknown keys are absent. */
export function resultsWith(
  facts: PackageFacts,
): Pick<VerifiedPython, 'environment' | 'dependencies' | 'tests'> {
  const installation = completed(facts.install)
  const environment = installation?.environment
  const own = normalizeName(completed(facts.contents)?.wheel.metadata.name ?? facts.project.name)
  const dependencies =
    installation?.kind === 'installed'
      ? installation.distributions
          .filter(({ name }) => normalizeName(name) !== own)
          .map(({ name, version }) => ({ name, version }))
          .sort((a, b) => (normalizeName(a.name) < normalizeName(b.name) ? -1 : 1))
      : undefined
  const tests = testsOf(facts)
  return {
    ...(environment === undefined ? {} : { environment }),
    ...(dependencies === undefined ? {} : { dependencies }),
    ...(tests === undefined ? {} : { tests }),
  }
}

function testsOf(facts: PackageFacts): ReportedTests | undefined {
  const run = completed(facts.tests)
  if (run === undefined) return undefined
  const { totals, cases = [], seconds } = run.evidence
  const { passed, failed, errors, skipped, xfailed, xpassed, deselected } = totals
  const total = passed + failed + errors + skipped + xfailed + xpassed
  // The others are less important, if there are too many.
  const ordered = [...cases].sort((a, b) => Number(b.text !== undefined) - Number(a.text !== undefined))
  return {
    total,
    passed,
    failed,
    errors,
    skipped,
    xfailed,
    xpassed,
    deselected,
    seconds: Math.round(seconds * 1000) / 1000,
    cases: ordered
      .slice(0, MAX_CASES)
      .map(({ nodeid, outcome, seconds, file, line, message, text }, index) => ({
        id: nodeid,
        outcome,
        seconds,
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
        ...(message === undefined ? {} : { message }),
        ...(text === undefined || index >= MAX_TEXTS ? {} : { text }),
      })) satisfies ReportedTestCase[],
  }
}

/** The policies that a package is verified with. */
export function policyOf({ project, versionPolicy }: PackageFacts, failOn: FailOn): ReportedPolicy {
  const { breaking, added, severity = 'warning' } = project.settings.version.bump ?? {}
  return {
    version: versionPolicy,
    bump: {
      ...(breaking === undefined ? {} : { breaking }),
      ...(added === undefined ? {} : { added }),
      severity,
    },
    failOn,
  }
}

/** The size of the step from the previous version; null without one. */
export function bumpOf({
  version,
  previousVersion,
}: Pick<PackageReport, 'version' | 'previousVersion'>): NonNullable<PackageReport['bump']> | null {
  if (version === null || previousVersion === null) return null
  return stepBetween(previousVersion, version) ?? null
}

/**
 * The verified files, wheels first; several Pythons may share a wheel.
 *
 * @param logs directory of the logs, which is in the output directory of the package
 */
export function artifactsOf(all: readonly PackageFacts[], logs: string): ReportedArtifact[] {
  const built = all.flatMap(({ build }) => {
    const value = completed(build)
    if (value?.kind !== 'built') return []
    const { wheel, sdist } = value
    const members = wheel.members.map(({ name, bytes = 0 }) => ({ path: name, bytes }))
    const files = sdist.files.map((path) => ({ path, bytes: sdist.sizes?.get(path) ?? 0 }))
    return [
      { ...wheel, files: members },
      { ...sdist, files },
    ]
  })
  const byFile = new Map(
    built.map(({ file, kind, sha256, bytes, files }) => [
      file,
      { file, name: nameIn(dirname(logs), file), kind, sha256, bytes, files },
    ]),
  )
  return [...byFile.values()].sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'wheel' ? -1 : 1))
}

function nameIn(directory: string, file: string): string {
  const name = relative(directory, file)
  return name.startsWith('..') ? basename(file) : name.split(sep).join('/')
}
