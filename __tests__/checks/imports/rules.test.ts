import { expect, test } from '@jest/globals'
import type { ToleratedReason } from '../../../src/checks/imports/rules.ts'
import { type FactsOf, RULES } from '../../../src/checks/rules.ts'

test.each(['public', 'submodule', 'own-module', 'own-name', 'checkout', 'environment'] as const)(
  'the fix for a failed import (%s) has a command that reproduces it',
  (why) => {
    const fix = RULES['import-failed'].fix({
      module: 'demo.cli',
      error: 'E',
      why,
      extras: [],
      reason: null,
      neededBy: [],
      inFunction: false,
      others: [],
    })
    expect(fix).toMatch(/: python -c "import demo\.cli"$/)
  },
)

const failed = (module: string, reason: ToleratedReason | null, error = 'E') => ({ module, error, reason })
const NOTE = { why: 'elsewhere', extras: [], neededBy: [], inFunction: false } as const
const DJANGO = { kind: 'settings', of: 'Django' } as const

test.each<[string, FactsOf['import-failed'], string]>([
  [
    'one optional module',
    { ...failed('demo.win', { kind: 'platform', of: 'Windows' }), ...NOTE, others: [] },
    '1 optional module could not be imported here: demo.win (only for Windows).',
  ],
  [
    'modules with the same reason',
    {
      ...failed('demo.win', { kind: 'platform', of: 'Windows' }),
      ...NOTE,
      others: ['demo.a', 'demo.b', 'demo.c', 'demo.d'].map((module) => failed(module, DJANGO)),
    },
    '5 optional modules could not be imported here: demo.a, demo.b, demo.c and 1 more (needs settings of Django); demo.win (only for Windows).',
  ],
  [
    'a module that users reach',
    {
      ...failed('demo.a', null, 'NameError: no'),
      ...NOTE,
      why: 'public',
      neededBy: ['the script demo'],
      others: [failed('demo.b', null)],
    },
    '"import demo.a" fails with the installed wheel: NameError: no. The script demo needs it, and demo.b fails with the same error.',
  ],
  [
    'a module that needs settings',
    {
      ...failed('demo', DJANGO, 'ImproperlyConfigured: no'),
      ...NOTE,
      why: 'environment',
      neededBy: ['import demo'],
      others: [],
    },
    '"import demo" fails with the installed wheel: ImproperlyConfigured: no (needs settings of Django).',
  ],
  [
    'an import in a function',
    {
      ...failed('demo.gone', null, "ModuleNotFoundError: No module named 'demo.gone'"),
      ...NOTE,
      why: 'own-module',
      neededBy: ['import demo'],
      inFunction: true,
      others: [],
    },
    'A function reachable from "import demo" imports demo.gone, which does not exist: ModuleNotFoundError: No module named \'demo.gone\'.',
  ],
])('the message for %s', (_, facts, message) => {
  expect(RULES['import-failed'].message(facts)).toBe(message)
})
