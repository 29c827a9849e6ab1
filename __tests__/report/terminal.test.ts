import { expect, test } from '@jest/globals'
import { RULES } from '../../src/checks/rules.ts'
import { terminalReport } from '../../src/report/terminal.ts'
import { finding, packageReport, report } from './reports.ts'

const PLAIN = { color: false, width: 100, timings: false }

test('a report in plain text', () => {
  const text = terminalReport(
    report(
      packageReport({
        verdict: 'fail',
        checks: [
          { check: 'build', status: 'pass', seconds: 1.26, reason: 'demo-1.0.whl' },
          { check: 'scripts', status: 'fail', seconds: 12, reason: '1 error' },
          { check: 'tests', status: 'warn', seconds: 3 },
          { check: 'version', status: 'error', seconds: 0, reason: 'no tags' },
          { check: 'install', status: 'skip', seconds: 0, reason: 'there is no wheel' },
        ],
        findings: [
          finding({
            fix: 'First line.\nSecond line.',
            file: 'src/a.py',
            line: 3,
            effect: 'This breaks 2 tests.',
          }),
          finding({ rule: 'tests-missing', severity: 'warning', message: 'All 2 tests were skipped.' }),
          finding({ severity: 'note', message: 'Known.', fix: 'Hidden.', ignored: 'it is old' }),
        ],
      }),
    ),
    { color: false, width: 100, timings: true },
  )
  expect(text).toBe(`demo 1.0

  ✓ build      1.3 s  demo-1.0.whl
  ✗ scripts   12.0 s  1 error
  ! tests      3.0 s
  ? version    0.0 s  no tags
  - install    0.0 s  there is no wheel

error script-failed  src/a.py:3
  It fails.
  This breaks 2 tests.
  ${RULES['script-failed'].why}
  Fix: First line.
       Second line.

warning tests-missing
  All 2 tests were skipped.

ignored script-failed
  Known.
  Ignored: it is old

FAIL  broken: 1 error, 1 check inconclusive, 1 warning
`)
})

test.each([
  ['pass', { verdict: 'pass' as const }, 'PASS  works as installed\n'],
  [
    'pass with a warning',
    { verdict: 'pass' as const, findings: [finding({ severity: 'warning' })] },
    'PASS  works as installed, 1 warning\n',
  ],
  [
    'error',
    { verdict: 'error' as const, checks: [{ check: 'x', status: 'error' as const, seconds: 0 }] },
    'INCONCLUSIVE  1 check inconclusive\n',
  ],
])('the last line of %s', (_, given, end) => {
  expect(terminalReport(report(packageReport(given)), PLAIN).endsWith(end)).toBe(true)
})

test('a package without a version', () => {
  expect(terminalReport(report(packageReport({ version: null })), PLAIN)).toMatch(/^demo\n/)
})

const FAILING = packageReport({
  name: 'bad',
  verdict: 'fail',
  checks: [{ check: 'scripts', status: 'fail', seconds: 1, reason: '1 error' }],
  findings: [finding()],
})
const SEVERAL = {
  ...report(
    FAILING,
    packageReport({ name: 'good', checks: [{ check: 'build', status: 'pass', seconds: 1 }] }),
    packageReport({
      name: 'odd',
      verdict: 'error',
      checks: [{ check: 'install', status: 'error', seconds: 1, reason: 'The index is down.' }],
    }),
    packageReport({
      name: 'warned',
      checks: [{ check: 'tests', status: 'warn', seconds: 1 }],
      findings: [finding({ rule: 'tests-missing', severity: 'warning', message: 'No test ran.' })],
    }),
    packageReport({ name: 'same', leftOut: 'unchanged since v1' }),
  ),
  verdict: 'fail' as const,
}

test('several packages: those that pass in a line, then warnings, those that fail last', () => {
  expect(terminalReport(SEVERAL, PLAIN)).toBe(`✓ good 1.0

Not verified: same (unchanged since v1).

! warned 1.0: 1 warning

warning tests-missing
  No test ran.

? odd 1.0: 1 check inconclusive

  ? install  The index is down.

✗ bad 1.0: broken (1 error)

  ✗ scripts  1 error

error script-failed
  It fails.
  ${RULES['script-failed'].why}

FAIL  4 packages: 1 broken, 1 inconclusive, 2 work as installed; 1 unchanged
`)
})

test('only problems and the verdict', () => {
  const quiet = { ...PLAIN, verbosity: 'quiet' as const }
  const checks = [
    { check: 'build', status: 'pass' as const, seconds: 1 },
    { check: 'install', status: 'error' as const, seconds: 1, reason: 'The index is down.' },
  ]
  expect(terminalReport(report(packageReport({ checks: checks.slice(0, 1) })), quiet)).toBe(
    'PASS  works as installed\n',
  )
  const failing = packageReport({
    verdict: 'fail',
    checks,
    findings: [finding(), finding({ severity: 'note', message: 'Known.' })],
  })
  expect(terminalReport(report(failing), quiet)).toBe(`demo 1.0

  ? install  The index is down.

error script-failed
  It fails.
  ${RULES['script-failed'].why}

FAIL  broken: 1 error, 1 check inconclusive
`)
  const text = terminalReport(SEVERAL, quiet)
  expect(text).toMatch(/^! warned 1.0/)
  expect(text).not.toContain('good')
})

test('the checks of all packages, with their times', () => {
  const text = terminalReport(SEVERAL, { ...PLAIN, verbosity: 'verbose', timings: true })
  expect(text).toContain('✓ good 1.0\n\n  ✓ build    1.0 s\n')
  expect(text).toContain('\n\n  ! tests    1.0 s\n')
})

test('long text is wrapped with hanging indents, diffs are not', () => {
  const words = Array.from({ length: 12 }, () => 'word').join(' ')
  const text = terminalReport(
    report(
      packageReport({
        checks: [{ check: 'build', status: 'pass', seconds: 1, reason: words }],
        findings: [
          finding({
            severity: 'warning',
            message: words,
            patch: { status: 'tried', summary: words, diff: `-${words}\n`, edits: [] },
          }),
        ],
      }),
    ),
    { ...PLAIN, width: 40 },
  )
  expect(text).toBe(`demo 1.0

  ✓ build  word word word word word word
           word word word word word word

warning script-failed
  word word word word word word word
  word word word word word
  Fix: word word word word word word
       word word word word word word
       -${words}

PASS  works as installed, 1 warning
`)
})

test('the time of a run of several packages is shown with timings', () => {
  const several = { ...report(packageReport(), packageReport()), timings: { seconds: 41.2, own: 0.34 } }
  const words = 'Total 41 s · overhead 0.3 s\n'
  expect(terminalReport(several, { ...PLAIN, timings: true })).toMatch(
    new RegExp(`\n${words}PASS  2 packages: 2 work as installed\n$`),
  )
  expect(terminalReport(several, PLAIN)).not.toContain(words)
  expect(
    terminalReport({ ...several, packages: [packageReport()] }, { ...PLAIN, timings: true }),
  ).not.toContain(words)
})

test('colors are used only on request', () => {
  const one = report(
    packageReport({ findings: [finding()], checks: [{ check: 'x', status: 'fail', seconds: 0 }] }),
  )
  expect(terminalReport(one, { ...PLAIN, color: true })).toContain('\u001b[31m')
  expect(terminalReport(one, PLAIN)).not.toContain('\u001b')
})

test.each([
  ['colors', '\u001b[31mred\u001b[0m', 'red'],
  ['a title', '\u001b]0;title\u0007x', 'x'],
  ['a bell and a backspace', 'a\u0007b\u0008c', 'abc'],
  ['a return', 'a\r::error::b', 'a\n  ::error::b'],
  ['several lines', 'a\r\nb', 'a\n  b'],
])('%s in a message are neutralized', (_, message, shown) => {
  const text = terminalReport(report(packageReport({ findings: [finding({ message })] })), PLAIN)
  expect(text).toContain(`\n  ${shown}\n`)
})

test('a reason stays on its line', () => {
  const checks = [{ check: 'build', status: 'error' as const, seconds: 0, reason: 'a\nb\u001b[1m' }]
  expect(terminalReport(report(packageReport({ checks })), PLAIN)).toContain('  ? build  a b\n')
})

test('checks that were skipped for the same reason share a line', () => {
  const skip = (check: string, reason: string) => ({ check, status: 'skip' as const, seconds: 0, reason })
  const checks = [
    { check: 'build', status: 'error' as const, seconds: 0, reason: 'Python 3.99 was not found.' },
    ...['install', 'imports', 'tests'].map((check) => skip(check, 'no wheel was built')),
    ...['release', 'upgrade'].map((check) => skip(check, 'no release tag')),
  ]
  expect(terminalReport(report(packageReport({ verdict: 'error', checks })), PLAIN)).toContain(`
  ? build    Python 3.99 was not found.
  - release  no release tag
  - upgrade  no release tag
  - install, imports and tests skipped: no wheel was built
`)
})

test('version sources are shown if they disagree', () => {
  const versions = [
    { source: 'METADATA of the wheel', version: '1.0', agrees: true },
    { source: 'demo.__version__', version: '0.9\n\u001b[1m', agrees: false },
    { source: 'uv.lock', version: null, agrees: null },
  ]
  const text = (some: typeof versions) => terminalReport(report(packageReport({ versions: some })), PLAIN)
  expect(text(versions)).toContain(`
  The version sources disagree:
    ✓ METADATA of the wheel  1.0
    ✗ demo.__version__       0.9
    - uv.lock
`)
  expect(text(versions.filter(({ agrees }) => agrees !== false))).not.toContain('METADATA')
})
