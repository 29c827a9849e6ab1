import { expect, test } from '@jest/globals'
import {
  checkLines,
  mergePythons,
  notVerified,
  onlyWith,
  type PythonDecisions,
} from '../../src/report/across-pythons.ts'
import type { ReportedCheck } from '../../src/report/report.ts'
import { finding } from './reports.ts'

type Status = ReportedCheck['status']

const decisions = (
  python: string,
  ...checks: readonly [check: string, status: Status, reason?: string, ...findings: string[]][]
): PythonDecisions => ({
  python,
  version: python === '3.14' ? undefined : `${python}.7`,
  checks: checks.map(([check, status, reason, ...messages], i) => ({
    check: { check, status, seconds: i + Number(python), ...(reason === undefined ? {} : { reason }) },
    findings: messages.map((message) => finding({ message })),
  })),
})

const merge = (...all: PythonDecisions[]) => {
  const { checks, findings } = mergePythons(all)
  return {
    checks: checks.map(({ status, reason, pythons }) => [status, reason, pythons?.join(' ')]),
    findings: findings.map(({ message, pythons }) => [message, pythons?.join(' ')]),
  }
}

type Joined = ReturnType<typeof merge>

test.each<[string, PythonDecisions[], Joined]>([
  [
    'a finding with the only Python',
    [decisions('3.9', ['tests', 'fail', '1 error', 'A'])],
    { checks: [['fail', '1 error', undefined]], findings: [['A', undefined]] },
  ],
  [
    'the same finding with all',
    [
      decisions('3.9', ['tests', 'fail', '1 error', 'A']),
      decisions('3.12', ['tests', 'fail', '1 error', 'A']),
    ],
    { checks: [['fail', '1 error', undefined]], findings: [['A', undefined]] },
  ],
  [
    'a finding with one of several',
    [
      decisions('3.9', ['tests', 'pass', '2 passed']),
      decisions('3.12', ['tests', 'fail', '1 error', 'A']),
      decisions('3.13', ['tests', 'pass', '2 passed']),
    ],
    {
      checks: [
        ['pass', '2 passed', '3.9 3.13'],
        ['fail', '1 error', '3.12'],
      ],
      findings: [['A', '3.12']],
    },
  ],
  [
    'different findings and a common one',
    [
      decisions('3.9', ['tests', 'fail', '2 errors', 'A', 'B']),
      decisions('3.12', ['tests', 'fail', '2 errors', 'A', 'C']),
    ],
    {
      checks: [['fail', '2 errors', undefined]],
      findings: [
        ['A', undefined],
        ['B', '3.9'],
        ['C', '3.12'],
      ],
    },
  ],
  [
    'the same reason with another status',
    [decisions('3.9', ['tests', 'warn', 'some']), decisions('3.12', ['tests', 'pass', 'some'])],
    {
      checks: [
        ['warn', 'some', '3.9'],
        ['pass', 'some', '3.12'],
      ],
      findings: [],
    },
  ],
  [
    'a Python with which the check was skipped does not count',
    [
      decisions('3.9', ['tests', 'fail', '1 error', 'A']),
      decisions('3.12', ['tests', 'fail', '1 error', 'A']),
      decisions('3.14', ['tests', 'skip', 'the wheel is not installed']),
    ],
    {
      checks: [
        ['fail', '1 error', '3.9 3.12'],
        ['skip', 'the wheel is not installed', '3.14'],
      ],
      findings: [['A', undefined]],
    },
  ],
  [
    'reasons that differ only in the Python are merged',
    [
      decisions('3.9', ['install', 'pass', 'wheel (uv 0.13.8, Python 3.9.7)']),
      decisions('3.12', ['install', 'pass', 'wheel (uv 0.13.8, Python 3.12.7)']),
    ],
    { checks: [['pass', 'wheel (uv 0.13.8, Python 3.9.7 and 3.12.7)', undefined]], findings: [] },
  ],
  [
    'reasons that differ only in Python and pip are merged',
    [
      decisions('3.9', ['install', 'pass', 'wheel (pip 1.0, Python 3.9.7); core 1.2 from this workspace']),
      decisions('3.12', ['install', 'pass', 'wheel (pip 2.0, Python 3.12.7); core 1.2 from this workspace']),
    ],
    {
      checks: [
        [
          'pass',
          'wheel (pip 1.0, Python 3.9.7 and pip 2.0, Python 3.12.7); core 1.2 from this workspace',
          undefined,
        ],
      ],
      findings: [],
    },
  ],
  [
    'reasons that differ elsewhere are not merged',
    [
      decisions('3.9', ['metadata', 'pass', 'nothing that Python 3.9.7 lacks']),
      decisions('3.12', ['metadata', 'pass', 'nothing that Python 3.9.7 lacks here']),
    ],
    {
      checks: [
        ['pass', 'nothing that Python 3.9.7 lacks', '3.9'],
        ['pass', 'nothing that Python 3.9.7 lacks here', '3.12'],
      ],
      findings: [],
    },
  ],
])('%s', (_, all, expected) => {
  expect(merge(...all)).toEqual(expected)
})

test('checks keep their order, and have the seconds of the slowest Python', () => {
  const { checks } = mergePythons([
    decisions('3.9', ['imports', 'pass'], ['tests', 'pass']),
    decisions('3.12', ['imports', 'pass'], ['tests', 'fail']),
  ])
  expect(checks.map(({ check, seconds }) => [check, seconds.toFixed(2)])).toEqual([
    ['imports', '3.90'],
    ['tests', '4.90'],
    ['tests', '4.12'],
  ])
})

test('findings are merged if they differ only in their facts', () => {
  const at = (python: string, line: number): PythonDecisions => ({
    python,
    version: python,
    checks: [
      {
        check: { check: 'imports', status: 'fail', seconds: 0 },
        findings: [finding({ line, facts: { python } }), finding({ line: 7, facts: { python } })],
      },
    ],
  })
  const { findings } = mergePythons([at('3.9', 1), at('3.12', 2)])
  expect(findings.map(({ line, pythons }) => [line, pythons])).toEqual([
    [1, ['3.9']],
    [7, undefined],
    [2, ['3.12']],
  ])
})

const check = (name: string, status: Status, reason?: string, pythons?: string[]): ReportedCheck => ({
  check: name,
  status,
  seconds: 1,
  ...(reason === undefined ? {} : { reason }),
  ...(pythons === undefined ? {} : { pythons }),
})

test.each<[string, ReportedCheck[], [status: Status, reason: string]]>([
  ['one result', [check('tests', 'pass', '2 passed')], ['pass', '2 passed']],
  ['no reason', [check('tests', 'pass')], ['pass', '']],
  [
    'several results, failures first',
    [
      check('tests', 'pass', '24 passed', ['3.9', '3.12']),
      check('tests', 'error', 'It is not there.', ['3.13']),
      check('tests', 'fail', '1 error', ['3.14']),
    ],
    ['fail', '3.14: 1 error; 3.13: It is not there; 3.9, 3.12: 24 passed'],
  ],
  [
    'skipped results are omitted',
    [check('tests', 'pass', '24 passed', ['3.9']), check('tests', 'skip', 'nothing', ['3.14'])],
    ['pass', '3.9: 24 passed'],
  ],
  [
    'only skipped results',
    [check('tests', 'skip', 'a', ['3.9']), check('tests', 'skip', 'b', ['3.14'])],
    ['skip', '3.9: a; 3.14: b'],
  ],
])('a check in one line: %s', (_, checks, [status, reason]) => {
  expect(checkLines(checks)).toEqual([{ check: 'tests', status, seconds: 1, reason }])
})

test('the lines are in the order of the checks', () => {
  const checks = [
    check('imports', 'pass', 'a', ['3.9']),
    check('imports', 'fail', 'b', ['3.12']),
    check('tests', 'pass'),
  ]
  expect(checkLines(checks).map((line) => line.check)).toEqual(['imports', 'tests'])
})

test('texts about some of several Pythons', () => {
  expect(onlyWith({})).toBe('')
  expect(onlyWith({ pythons: ['3.9', '3.10'] })).toBe('only with Python 3.9 and 3.10')
  expect(notVerified({})).toEqual([])
  const pythons = [
    { python: '3.9', verdict: 'pass' as const },
    { python: '3.8', leftOut: 'Requires-Python >=3.9 does not allow it' },
  ]
  expect(notVerified({ pythons })).toEqual([
    'not verified with Python 3.8: Requires-Python >=3.9 does not allow it',
  ])
})
