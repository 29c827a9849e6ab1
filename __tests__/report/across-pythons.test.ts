import { expect, test } from '@jest/globals'
import {
  acrossPythons,
  checkLines,
  type DecidedWith,
  notVerified,
  onlyWith,
} from '../../src/report/across-pythons.ts'
import type { ReportedCheck } from '../../src/report/report.ts'
import { finding } from './reports.ts'

type Status = ReportedCheck['status']

const decided = (
  python: string,
  ...checks: readonly [check: string, status: Status, reason?: string, ...findings: string[]][]
): DecidedWith => ({
  python,
  version: python === '3.14' ? undefined : `${python}.7`,
  checks: checks.map(([check, status, reason, ...messages], i) => ({
    check: { check, status, seconds: i + Number(python), ...(reason === undefined ? {} : { reason }) },
    findings: messages.map((message) => finding({ message })),
  })),
})

const join = (...all: DecidedWith[]) => {
  const { checks, findings } = acrossPythons(all)
  return {
    checks: checks.map(({ status, reason, pythons }) => [status, reason, pythons?.join(' ')]),
    findings: findings.map(({ message, pythons }) => [message, pythons?.join(' ')]),
  }
}

type Joined = ReturnType<typeof join>

test.each<[string, DecidedWith[], Joined]>([
  [
    'one says it',
    [decided('3.9', ['tests', 'fail', '1 defect', 'A'])],
    { checks: [['fail', '1 defect', undefined]], findings: [['A', undefined]] },
  ],
  [
    'all say the same',
    [decided('3.9', ['tests', 'fail', '1 defect', 'A']), decided('3.12', ['tests', 'fail', '1 defect', 'A'])],
    { checks: [['fail', '1 defect', undefined]], findings: [['A', undefined]] },
  ],
  [
    'one finds a defect',
    [
      decided('3.9', ['tests', 'pass', '2 passed']),
      decided('3.12', ['tests', 'fail', '1 defect', 'A']),
      decided('3.13', ['tests', 'pass', '2 passed']),
    ],
    {
      checks: [
        ['pass', '2 passed', '3.9 3.13'],
        ['fail', '1 defect', '3.12'],
      ],
      findings: [['A', '3.12']],
    },
  ],
  [
    'they find different defects, and one in common',
    [
      decided('3.9', ['tests', 'fail', '2 defects', 'A', 'B']),
      decided('3.12', ['tests', 'fail', '2 defects', 'A', 'C']),
    ],
    {
      checks: [['fail', '2 defects', undefined]],
      findings: [
        ['A', undefined],
        ['B', '3.9'],
        ['C', '3.12'],
      ],
    },
  ],
  [
    'the same reason for another status',
    [decided('3.9', ['tests', 'warn', 'some']), decided('3.12', ['tests', 'pass', 'some'])],
    {
      checks: [
        ['warn', 'some', '3.9'],
        ['pass', 'some', '3.12'],
      ],
      findings: [],
    },
  ],
  [
    'who did not get so far says nothing of it',
    [
      decided('3.9', ['tests', 'fail', '1 defect', 'A']),
      decided('3.12', ['tests', 'fail', '1 defect', 'A']),
      decided('3.14', ['tests', 'skip', 'the wheel is not installed']),
    ],
    {
      checks: [
        ['fail', '1 defect', '3.9 3.12'],
        ['skip', 'the wheel is not installed', '3.14'],
      ],
      findings: [['A', undefined]],
    },
  ],
  [
    'what is said of each Python is no difference',
    [
      decided('3.9', ['install', 'pass', 'the wheel; uv 0.13.8 for Python 3.9.7']),
      decided('3.12', ['install', 'pass', 'the wheel; uv 0.13.8 for Python 3.12.7']),
    ],
    { checks: [['pass', 'the wheel; uv 0.13.8 for Python 3.9.7 and 3.12.7', undefined]], findings: [] },
  ],
  [
    'nor is the pip that each has',
    [
      decided('3.9', ['install', 'pass', 'the wheel; pip 1.0 for Python 3.9.7; core 1.2 as built']),
      decided('3.12', ['install', 'pass', 'the wheel; pip 2.0 for Python 3.12.7; core 1.2 as built']),
    ],
    {
      checks: [
        [
          'pass',
          'the wheel; pip 1.0 for Python 3.9.7 and pip 2.0 for Python 3.12.7; core 1.2 as built',
          undefined,
        ],
      ],
      findings: [],
    },
  ],
  [
    'another version than its own is one',
    [
      decided('3.9', ['metadata', 'pass', 'nothing that Python 3.9.7 lacks']),
      decided('3.12', ['metadata', 'pass', 'nothing that Python 3.9.7 lacks here']),
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
  expect(join(...all)).toEqual(expected)
})

test('the checks stay in their order, each as long as it took with the slowest', () => {
  const { checks } = acrossPythons([
    decided('3.9', ['imports', 'pass'], ['tests', 'pass']),
    decided('3.12', ['imports', 'pass'], ['tests', 'fail']),
  ])
  expect(checks.map(({ check, seconds }) => [check, seconds.toFixed(2)])).toEqual([
    ['imports', '3.90'],
    ['tests', '4.90'],
    ['tests', '4.12'],
  ])
})

test('a finding is the same in another place only if nothing but its facts differs', () => {
  const at = (python: string, line: number): DecidedWith => ({
    python,
    version: python,
    checks: [
      {
        check: { check: 'imports', status: 'fail', seconds: 0 },
        findings: [finding({ line, facts: { python } }), finding({ line: 7, facts: { python } })],
      },
    ],
  })
  const { findings } = acrossPythons([at('3.9', 1), at('3.12', 2)])
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
  ['one', [check('tests', 'pass', '2 passed')], ['pass', '2 passed']],
  ['one without a word', [check('tests', 'pass')], ['pass', '']],
  [
    'several, the gravest first',
    [
      check('tests', 'pass', '24 passed', ['3.9', '3.12']),
      check('tests', 'error', 'It is not there.', ['3.13']),
      check('tests', 'fail', '1 defect', ['3.14']),
    ],
    ['fail', '3.14: 1 defect; 3.13: It is not there; 3.9, 3.12: 24 passed'],
  ],
  [
    'what was not reached is not told',
    [check('tests', 'pass', '24 passed', ['3.9']), check('tests', 'skip', 'nothing', ['3.14'])],
    ['pass', '3.9: 24 passed'],
  ],
  [
    'unless there is nothing else',
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

test('the words for some of several Pythons', () => {
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
