/** The two installers, and the expected differences between their reports. */
import { basename } from 'node:path'
import type { Rule } from '../../src/checks/rules.ts'
import type { PackageReport } from '../../src/report/report.ts'

export const INSTALLERS = ['uv', 'pip'] as const
export type Installer = (typeof INSTALLERS)[number]

/** The report without what may differ between runs and between installers. */
export function withoutInstaller(report: PackageReport): object {
  const {
    logs: _directory,
    timings: _times,
    artifacts,
    checks,
    findings,
    environment,
    tests,
    ...rest
  } = report
  const rules = findings.map(({ rule }) => rule)
  const comparable = {
    ...rest,
    environment: { ...environment, installer: 'INSTALLER' },
    tests: { ...tests, seconds: 0, cases: tests?.cases?.map(({ seconds: _seconds, ...one }) => one) },
    // The paths differ; backends write the time into an sdist, and some projects into the wheel.
    artifacts: artifacts.map(({ file, kind, sha256 }) => ({
      kind,
      file: basename(file),
      sha256: kind === 'wheel' && !rules.includes('not-reproducible') ? sha256 : 'ANY',
    })),
    // The seconds and the name of the installer.
    checks: checks.map(({ seconds: _seconds, reason, ...check }) => ({
      ...check,
      reason: reason?.replace(/\b(uv \d\S*|pip \d\S*|pip \(bundled with Python\))(?=, Python )/, 'INSTALLER'),
    })),
    // Each installer has its own error messages.
    findings: findings.map((finding) =>
      'words' in finding.facts && RULES_WITH_INSTALLER_OUTPUT.includes(finding.rule)
        ? { ...finding, message: '', facts: { ...finding.facts, words: 'WORDS' } }
        : finding,
    ),
  }
  // An error of the project may contain the path of the temporary directory.
  return JSON.parse(JSON.stringify(comparable).replace(/[^"'\s(]*\/as-installed-\w{6}(?=\/)/g, 'SCRATCH'))
}

const RULES_WITH_INSTALLER_OUTPUT: readonly Rule[] = ['install-failed']
