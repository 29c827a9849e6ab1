import { expect, test } from '@jest/globals'
import { RULES } from '../../src/checks/rules.ts'
import { terminalReport } from '../../src/report/terminal.ts'
import { finding, packageReport, report } from './reports.ts'

const PLAIN = { colour: false, timings: false }

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
    { colour: false, timings: true },
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
Logs: /out/logs
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
    'INCONCLUSIVE  1 check inconclusive\nLogs: /out/logs\n',
  ],
])('the last line of %s', (_, given, end) => {
  expect(terminalReport(report(packageReport(given)), PLAIN).endsWith(end)).toBe(true)
})

test('a package without a version, and several packages', () => {
  const text = terminalReport(
    report(packageReport({ version: null }), packageReport({ name: 'other' })),
    PLAIN,
  )
  expect(text).toMatch(/^demo\n[\s\S]*\n\nother 1\.0\n/)
})

test('the time of a run of several packages is shown with timings', () => {
  const several = { ...report(packageReport(), packageReport()), timings: { seconds: 41.2, own: 0.34 } }
  const words = 'Total 41 s · overhead 0.3 s\n'
  expect(terminalReport(several, { ...PLAIN, timings: true }).endsWith(words)).toBe(true)
  expect(terminalReport(several, PLAIN)).not.toContain(words)
  expect(
    terminalReport({ ...several, packages: [packageReport()] }, { ...PLAIN, timings: true }),
  ).not.toContain(words)
})

test('colours are used only on request', () => {
  const one = report(
    packageReport({ findings: [finding()], checks: [{ check: 'x', status: 'fail', seconds: 0 }] }),
  )
  expect(terminalReport(one, { ...PLAIN, colour: true })).toContain('\u001b[31m')
  expect(terminalReport(one, PLAIN)).not.toContain('\u001b')
})

test.each([
  ['colours', '\u001b[31mred\u001b[0m', 'red'],
  ['a title', '\u001b]0;title\u0007x', 'x'],
  ['a bell and a backspace', 'a\u0007b\u0008c', 'abc'],
  ['a return', 'a\r::error::b', 'a\n       ::error::b'],
  ['several lines', 'a\r\nb', 'a\n       b'],
])('%s in a message are neutralized', (_, message, shown) => {
  const text = terminalReport(report(packageReport({ findings: [finding({ message })] })), PLAIN)
  expect(text).toContain(`\n  ${shown}\n`)
})

test('a reason stays on its line', () => {
  const checks = [{ check: 'build', status: 'error' as const, seconds: 0, reason: 'a\nb\u001b[1m' }]
  expect(terminalReport(report(packageReport({ checks })), PLAIN)).toContain('  ? build  a b\n')
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
