import type { Rule } from '../../src/checks/rules.ts'
import { joinReports } from '../../src/matrix/join.ts'
import { joinedSummary } from '../../src/matrix/joined-summary.ts'
import { planSummary } from '../../src/matrix/plan-text.ts'
import type { PackageReport, Report, ReportedCheck, ReportedFinding } from '../../src/report/report.ts'
import { summaryOf } from '../../src/report/summary.ts'
import { planned, planOf, shard } from '../matrix/plans.ts'
import { finding, packageReport, report } from './reports.ts'

const CHECKS =
  'build rebuild contents metadata install imports dependencies scripts tests version release upgrade'

/** All checks: those that are named have the given status, the others pass. */
function checks(given: Readonly<Record<string, ReportedCheck['status']>> = {}): ReportedCheck[] {
  return CHECKS.split(' ').map((check, i) => ({
    check,
    status: given[check] ?? 'pass',
    seconds: i * 1.7,
    reason:
      given[check] === 'fail'
        ? '1 error'
        : 'metadata valid for PyPI (no README, 0 classifiers); compatible with Python 3.8; 24 passed; 13/13 modules imported',
  }))
}

/** A diff of `pyproject.toml` with two changed lines. */
function diff(before: string, after: string, file = 'pyproject.toml'): string {
  return `diff --git a/${file} b/${file}
--- a/${file}
+++ b/${file}
@@ -17,7 +17,7 @@

 [tool.setuptools]
 package-dir = { "" = "src" }
-${before}
+${after}

 [tool.setuptools.package-data]
 greeter = ["templates/*.txt"]
`
}

const MISSING = finding({
  rule: 'module-missing',
  message:
    'src/greeter/polite/__init__.py is not in the wheel, but import greeter, import greeter.cli, the script greet and 1 more need greeter.polite. "packages" in [tool.setuptools] (pyproject.toml:20) lists "greeter", but not "greeter.polite".',
  effect: '1 test, the script greet and 2 imports fail because of this.',
  file: 'pyproject.toml',
  line: 20,
  patch: {
    status: 'tried',
    summary: 'Add the missing packages.',
    diff: diff('packages = ["greeter"]', 'packages = ["greeter", "greeter.polite"]'),
    edits: [],
  },
})

const TIMINGS = {
  seconds: 112.8,
  own: 23.1,
  stages: [
    { stage: 'interpreters', start: 0, seconds: 0.5 },
    { stage: 'toolchain', start: 0.5, seconds: 0.01 },
    { stage: 'build', start: 0.5, seconds: 12.1 },
    { stage: 'tests python3.9', start: 40, seconds: 50 },
    { stage: 'tests C:\\Python;39, x:y#z\\python.exe', start: 40, seconds: 50 },
  ],
  critical: [
    { stage: 'interpreters', program: 'python3', seconds: 0.5 },
    { stage: 'build', program: 'python3', seconds: 12 },
    { stage: 'tests python3.9', program: 'pytest', seconds: 50 },
  ],
}

const files = (count: number, prefix = 'shop') =>
  Array.from({ length: count }, (_, i) => ({
    path: `${prefix}/part_${i % 7}/module_${i}.py`,
    bytes: 120 * (i + 1),
  }))

const artifacts = (count: number, name = 'shop') => [
  {
    file: `/out/${name}-2.0.0-py3-none-any.whl`,
    kind: 'wheel',
    sha256: 'ab'.repeat(32),
    bytes: 24_000,
    files: files(count),
  } as const,
  {
    file: `/out/${name}-2.0.0.tar.gz`,
    kind: 'sdist',
    sha256: 'cd'.repeat(32),
    bytes: 21_000,
    files: files(count),
  } as const,
]

const broken = (name: string, ...findings: ReportedFinding[]) =>
  packageReport({
    name,
    version: '2.0.0',
    path: `packages/${name}`,
    verdict: 'fail',
    checks: checks({ contents: 'fail', imports: 'fail', tests: 'fail', release: 'skip' }),
    findings,
    artifacts: artifacts(12, name),
    timings: TIMINGS,
    versions: [
      { source: 'METADATA of the wheel', version: '2.0.0', agrees: true },
      { source: 'pyproject.toml', version: '2.0.0', agrees: true, file: 'pyproject.toml', line: 7 },
    ],
  })

const green = (given: Partial<PackageReport> = {}) =>
  packageReport({ checks: checks(), artifacts: artifacts(12), timings: TIMINGS, ...given })

const many = (count: number, rule: Rule, message: string, fix: string) =>
  Array.from({ length: count }, (_, i) => finding({ rule, message: message.replaceAll('%', `${i}`), fix }))

const LONG = `src/${'a_very_long_directory_name/'.repeat(7)}and_a_module_with_a_long_name.py`

const LONG_FINDING = finding({
  rule: 'data-missing',
  message: `${LONG} is not in the wheel, but ${LONG}:11 reads it: ${'averylongwordwithoutanybreak'.repeat(8)}`,
  effect: `${'tests/test_with_long_name.py::test_of_something_very_long'.repeat(4)} fails because of this.`,
  file: LONG,
  line: 3,
  fix: `Move ${LONG} into the package.`,
})

/** Reports of many kinds. */
const SUMMARY_REPORTS: readonly {
  readonly name: string
  readonly report: Report
  readonly hasFix: boolean
}[] = [
  { name: 'one error', report: fail(broken('greeter', MISSING)), hasFix: true },
  {
    name: '37 errors',
    report: fail(
      broken(
        'shop',
        finding({
          rule: 'dependency-undeclared',
          message: 'No dependency declares the module requests, which import shop needs.',
          effect: '20 tests and "import shop" fail because of this.',
          file: 'src/shop/__init__.py',
          line: 3,
          fix: 'Add to dependencies of [project] in pyproject.toml: "requests"',
        }),
        ...many(
          15,
          'data-missing',
          'src/shop/templates/t%.html is not in the wheel, but src/shop/views.py:11 reads it.',
          'Add to pyproject.toml:\n[tool.setuptools.package-data]\nshop = ["templates/*.html"]',
        ),
        ...many(
          20,
          'tests-failed',
          "tests/test_shop.py::test_% fails: ModuleNotFoundError: No module named 'requests'",
          'Run the test.',
        ),
        finding({ rule: 'tests-missing', severity: 'warning', message: 'No test ran.', fix: 'Add tests.' }),
      ),
    ),
    hasFix: true,
  },
  {
    name: 'a workspace of five packages',
    report: fail(
      green({ name: 'acme-core', path: 'packages/acme-core' }),
      broken('acme-cli', MISSING),
      green({
        name: 'acme-web',
        path: 'packages/acme-web',
        findings: [
          finding({
            rule: 'dependency-pinned',
            severity: 'warning',
            message: 'requests==2.31.0 pins one version.',
            fix: 'Allow later versions.',
          }),
        ],
      }),
      green({ name: 'acme-report', path: 'packages/acme-report' }),
      broken(
        'acme-data',
        finding({ rule: 'tests-missing', message: 'No test ran: pytest collected none.', fix: 'Add tests.' }),
        LONG_FINDING,
      ),
    ),
    hasFix: true,
  },
  {
    name: 'green with 372 modules',
    report: report(
      green({
        name: 'shop',
        artifacts: artifacts(372),
        ships: Array.from({ length: 372 }, (_, i) => `module_${i}`),
      }),
    ),
    hasFix: false,
  },
  {
    name: 'long paths and names',
    report: fail(broken('a-package-with-a-long-name'.repeat(4), LONG_FINDING)),
    hasFix: true,
  },
  {
    name: 'inconclusive',
    report: {
      ...report(
        packageReport({
          verdict: 'error',
          checks: checks({ install: 'error', tests: 'skip' }).map((one) =>
            one.status === 'error'
              ? { ...one, reason: `The index could not be reached: https://host/${'x/'.repeat(120)}` }
              : one,
          ),
        }),
      ),
      verdict: 'error',
    },
    hasFix: false,
  },
]

/**
 * The job summary of a gate over two packages with four Pythons on two systems.
 *
 * @param missing the number of jobs without a report
 */
function gateSummary(missing: number): string {
  const names = ['acme-core', 'acme-command-line-interface']
  const systems = ['ubuntu-latest', 'windows-latest']
  const shards = systems.flatMap((os) =>
    ['3.9', '3.10', '3.13', '3.14'].map((python) =>
      shard({ os, python, packages: names.map((name) => planned(`packages/${name}`)) }),
    ),
  )
  const leftOut = [
    { path: 'packages/acme-web', name: 'acme-web', reason: 'unchanged since main (1a2b3c4d5e)' },
  ]
  const plan = planOf(shards, { leftOut, selection: '2 of 3 packages changed since main (1a2b3c4d5e).' })
  const [lost, found] = [plan.cells.slice(0, missing), plan.cells.slice(missing)]
  return joinedSummary(
    joinReports({
      verdict: 'fail',
      plan,
      leftOut,
      problems: lost.map((cell) => ({ kind: 'cell-missing', cell, stale: [] })),
      cells: found.map((cell) => ({
        kind: 'reported' as const,
        cell,
        run: { ...plan.run, python: cell.python, cell: cell.id },
        packages: [
          green({ name: 'acme-core', path: 'packages/acme-core' }),
          { ...broken('acme-command-line-interface', MISSING), path: 'packages/acme-command-line-interface' },
        ],
      })),
    }),
  )
}

/** The job summary of a plan with 40 packages in 8 jobs. */
function planOfMany(): string {
  const packages = Array.from({ length: 40 }, (_, i) => planned(`packages/a-package-with-a-name-${i}`))
  const pythons = ['3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '/opt/pythons/pypy3.11/bin/python', '3.15']
  return planSummary(planOf(pythons.map((python) => shard({ python, packages }))))
}

/** Job summaries of all kinds, which must be laid out well, and whether they have a fix that must be on the first screen. */
export const SUMMARIES: readonly {
  readonly name: string
  readonly markdown: string
  /** Undefined: it has one, which may be below the first screen. */
  readonly hasFix: boolean | undefined
}[] = [
  ...SUMMARY_REPORTS.map(({ name, report, hasFix }) => ({ name, markdown: summaryOf(report), hasFix })),
  { name: 'the gate', markdown: gateSummary(0), hasFix: true },
  { name: 'the gate without a report', markdown: gateSummary(1), hasFix: undefined },
  { name: 'a plan', markdown: planOfMany(), hasFix: false },
]

function fail(...packages: PackageReport[]): Report {
  return { ...report(...packages), verdict: 'fail' }
}
