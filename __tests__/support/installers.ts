/** The two installers, and what may differ between their reports. */
import { basename } from 'node:path'
import type { Rule } from '../../src/checks/rules.ts'
import type { PackageReport } from '../../src/report/report.ts'

export const INSTALLERS = ['uv', 'pip'] as const
export type Installer = (typeof INSTALLERS)[number]

/** The report without what may differ from run to run, and from installer to installer: nothing else may. */
export function withoutInstaller(report: PackageReport): object {
  const { logs: _folder, timings: _times, artifacts, checks, findings, ...rest } = report
  const rules = findings.map(({ rule }) => rule)
  const left = {
    ...rest,
    // The same wheel in another folder; backends write the time into an sdist, and some projects into the wheel.
    artifacts: artifacts.map(({ file, kind, sha256 }) => ({
      kind,
      file: basename(file),
      sha256: kind === 'wheel' && !rules.includes('not-reproducible') ? sha256 : 'ANY',
    })),
    // What a check took, and which installer it was.
    checks: checks.map(({ seconds: _seconds, reason, ...check }) => ({
      ...check,
      reason: reason?.replace(
        /\b(uv \d\S*|pip \d\S*|pip \(bundled with Python\))(?= for Python )/,
        'INSTALLER',
      ),
    })),
    // Each installer says in its own words why it refuses.
    findings: findings.map((finding) =>
      'words' in finding.facts && INSTALLERS_WORDS.includes(finding.rule)
        ? { ...finding, message: '', facts: { ...finding.facts, words: 'WORDS' } }
        : finding,
    ),
  }
  // An error of the project may name the temporary folder of the run.
  return JSON.parse(JSON.stringify(left).replace(/[^"'\s(]*\/as-installed-\w{6}(?=\/)/g, 'SCRATCH'))
}

const INSTALLERS_WORDS: readonly Rule[] = ['install-failed']
