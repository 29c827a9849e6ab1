import type { PackageReport, Report, ReportedTests } from '../../../src/report/report.ts'
import { reportHeader } from '../../../src/report/report-header.ts'
import { finding, packageReport } from '../reports.ts'

/** Text that breaks a format that does not escape it: markup, control characters, half a character, and a command. */
export const HOSTILE =
  'a<b> & "c" \u2019 ]]> <!-- --> \u001b[31mred\u001b[0m \u0000\u0007\u0085\u202e\ufffe \ud800 \r\n::error::x | `y` 😀'

const tests: ReportedTests = {
  total: 4,
  passed: 1,
  failed: 1,
  errors: 1,
  skipped: 1,
  xfailed: 0,
  xpassed: 0,
  deselected: 0,
  seconds: 1.23456,
  cases: [
    { id: `tests/test_a.py::TestA::test_b[${HOSTILE}::x]`, outcome: 'passed', seconds: 0.0004 },
    { id: 'tests/test_a.py::test_c', outcome: 'failed', seconds: 1e-7, message: HOSTILE, text: HOSTILE },
    {
      id: 'tests/test_b.py',
      outcome: 'error',
      seconds: 0,
      message: HOSTILE,
      file: 'tests/test_b.py',
      line: 1,
    },
    { id: 'tests/test_a.py::test_d', outcome: 'skipped', seconds: 0, message: HOSTILE },
  ],
}

/** A package with hostile text wherever text of other programs can be. */
export function hostilePackage(given: Partial<PackageReport> = {}): PackageReport {
  return packageReport({
    name: `demo ${HOSTILE}`,
    verdict: 'fail',
    tests,
    checks: [
      { check: 'build', status: 'pass', seconds: 1.23456, reason: HOSTILE },
      { check: 'contents', status: 'fail', seconds: 0.1, reason: '1 error' },
      { check: 'metadata', status: 'error', seconds: 0, reason: HOSTILE },
      { check: 'tests', status: 'fail', seconds: 2, reason: '2 failures' },
      { check: 'version', status: 'skip', seconds: 0, reason: HOSTILE },
    ],
    findings: [
      finding({
        rule: 'module-missing',
        message: HOSTILE,
        fix: HOSTILE,
        effect: HOSTILE,
        file: `src/ä ${HOSTILE}.py`,
        line: 3,
        fingerprint: 'a1'.repeat(16),
      }),
      finding({ rule: 'junk-shipped', severity: 'warning', message: HOSTILE, fingerprint: 'a2'.repeat(16) }),
      finding({ rule: 'tests-failed', message: HOSTILE }),
      finding({ rule: 'license-missing', severity: 'note', message: HOSTILE }),
      finding({ rule: 'data-missing', message: HOSTILE, ignored: HOSTILE }),
    ],
    ...given,
  })
}

/** A report of two packages, one of them verified with two Pythons. */
export function hostileReport(): Report {
  const pythons = [
    { python: '3.9', verdict: 'fail' as const, tests },
    { python: '3.12', verdict: 'pass' as const, tests },
    { python: '3.8', leftOut: HOSTILE },
  ]
  return {
    ...reportHeader(new Date('2026-12-01T01:02:03.456Z')),
    verdict: 'fail',
    packages: [hostilePackage(), hostilePackage({ path: 'packages/other', name: 'other', pythons })],
    timings: { seconds: 12.5, own: 1 },
    run: { commit: 'c5'.repeat(20), repository: HOSTILE, os: 'Linux' },
  }
}
