import { expect, test } from '@jest/globals'
import { RULES } from '../../../src/checks/rules.ts'
import { type BumpComparison, decideBumpSize, lowestVersion } from '../../../src/checks/version/bump.ts'
import type { Addition, ApiChanges, BreakingChange } from '../../../src/checks/version/facts.ts'
import { short } from '../facts.ts'

test.each([
  ['1.4.2', 'major', '2.0.0'],
  ['1.4.2', 'minor', '1.5.0'],
  ['1.4.2', 'patch', '1.4.3'],
  ['1.4', 'major', '2.0'],
  ['1.4', 'patch', '1.4.1'],
  ['1', 'minor', '1.1'],
  ['1.2.3.4', 'patch', '1.2.4'],
  ['1.4.2.post1', 'patch', '1.4.3'],
  ['2!1.4', 'major', '2!2.0'],
  ['0.4.2', 'minor', '0.5.0'],
] as const)('after %s the lowest %s release is %s', (previous, size, expected) => {
  expect(lowestVersion(previous, size)).toBe(expected)
})

const removal = (path = 'demo.f', given: Partial<BreakingChange> = {}): BreakingChange => ({
  kind: 'removed',
  what: 'function',
  path,
  parameters: [],
  file: 'demo/__init__.py',
  line: 7,
  side: 'old',
  old: '',
  new: '',
  to: null,
  deprecated: false,
  ...given,
})

const addition = (path = 'demo.g'): Addition => ({
  what: 'function',
  path,
  parameters: [],
  file: 'demo/__init__.py',
  line: 9,
})

const compared = (breaking: BreakingChange[], added: Addition[] = []): ApiChanges => ({
  kind: 'compared',
  breaking,
  added,
  unread: [],
})

const BROKEN = compared([removal()], [addition()])
const MORE = compared([], [addition()])
const SAME = compared([])

const decide = (previous: string, version: string, api: ApiChanges, more: Partial<BumpComparison> = {}) =>
  decideBumpSize({
    version,
    previous,
    api,
    releases: [previous],
    sourceOf: (installed) => `src/${installed}`,
    ...more,
  })

test.each<[string, string, ApiChanges, Partial<BumpComparison>, string[]]>([
  ['1.4.0', '1.4.1', SAME, {}, []],
  ['1.4.0', '1.4.1', BROKEN, {}, ['warning 2.0.0']],
  ['1.4.0', '1.5.0', BROKEN, {}, ['warning 2.0.0']],
  ['1.4.0', '2.0.0', BROKEN, {}, []],
  ['1.4.0', '3.0.0', BROKEN, {}, []],
  ['1.4.0', '2.0.0rc1', BROKEN, {}, []],
  ['1.4.0', '2.0.0a2', BROKEN, {}, []],
  ['1.4.0', '1.5.0rc1', BROKEN, {}, ['warning 2.0.0']],
  ['1.4.0', '1!0.1', BROKEN, {}, []],
  ['1.4.0', '1.4.0.post1', BROKEN, {}, ['warning 2.0.0']],
  ['1.4.0', '1.4.1', MORE, {}, ['note 1.5.0']],
  ['1.4.0', '1.4.0.post1', MORE, {}, ['note 1.5.0']],
  ['1.4.0', '1.4.0.post1', SAME, {}, []],
  ['1.4.0', '1.5.0', MORE, {}, []],
  ['1.4.0', '1.5.0b1', MORE, {}, []],
  ['0.4.0', '0.4.1', BROKEN, {}, ['warning 0.5.0']],
  ['0.4.0', '0.5.0', BROKEN, {}, []],
  ['0.4.0', '0.4.1', MORE, {}, []],
  ['0.0.4', '0.0.5', BROKEN, {}, []],
  ['0.0.4', '0.0.4.post1', BROKEN, {}, ['warning 0.0.5']],
  // Other rules report these, or no bump is due.
  ['1.4.0', '1.4.0', BROKEN, {}, []],
  ['1.4.0', '1.3.0', BROKEN, {}, []],
  ['1.4.0', '1.4.0+local', BROKEN, {}, []],
  ['1.4.0', 'next', BROKEN, {}, []],
  // The version is computed from the number of commits.
  ['1.4.0', '1.4.1.dev3', BROKEN, {}, []],
  ['1.4.0', '1.4.1.dev3+g123', BROKEN, {}, []],
  ['1.4.0', '1.4.1+g123', BROKEN, {}, ['warning 2.0.0']],
  // There is no final release yet.
  ['2.0.0a1', '2.0.0a2', BROKEN, {}, []],
  ['2.0.0rc1', '2.0.0', BROKEN, {}, []],
  ['2026.11.1', '2026.11.2', BROKEN, {}, []],
  ['24.10.0', '25.1.0', BROKEN, { releases: ['23.12.0', '24.10.0'] }, []],
  ['1.4.0', '1.4.1', { kind: 'not-checked', reason: 'it takes long' }, {}, []],
  ['1.4.0', '1.4.1', BROKEN, { policy: { severity: 'error' } }, ['error 2.0.0']],
  ['1.4.0', '1.4.1', MORE, { policy: { severity: 'error' } }, ['note 1.5.0']],
  ['1.4.0', '1.4.1', MORE, { policy: { severity: 'error', added: 'minor' } }, ['error 1.5.0']],
  ['1.4.0', '1.4.1', MORE, { policy: { added: 'minor' } }, ['warning 1.5.0']],
  ['1.4.0', '1.4.1', MORE, { policy: { added: 'patch' } }, []],
  ['1.4.0', '1.4.1', BROKEN, { policy: { severity: 'off' } }, []],
  ['1.4.0', '1.5.0', BROKEN, { policy: { breaking: 'minor' } }, []],
  ['1.4.0', '1.4.1', BROKEN, { policy: { breaking: 'minor' } }, ['warning 1.5.0']],
  ['1.4.0', '1.4.1', BROKEN, { policy: { breaking: 'none', added: 'none' } }, []],
  ['1.4.0', '1.4.1', BROKEN, { policy: { breaking: 'none' } }, ['note 1.5.0']],
  ['0.4.0', '0.5.0', BROKEN, { policy: { breaking: 'major' } }, ['warning 1.0.0']],
])('from %s to %s (%#)', (previous, version, api, more, expected) => {
  const findings = decide(previous, version, api, more)
  expect(findings.map(({ severity, facts }) => `${severity} ${(facts as { least: string }).least}`)).toEqual(
    expected,
  )
  expect(short(findings)).toEqual(expected.map((one) => `${one.split(' ')[0]} bump-too-small`))
})

test('the facts have files and lines of the checkout', () => {
  const changes = [
    removal('demo.f', { file: 'demo/made.py' }),
    removal('demo.g'),
    removal('demo.h', {
      kind: 'parameter-removed',
      parameters: ['x'],
      side: 'new',
      line: 3,
      deprecated: true,
    }),
  ]
  const sourceOf = (installed: string) => (installed === 'demo/made.py' ? undefined : `src/${installed}`)
  expect(decide('1.4.0', '1.4.1', compared(changes, [addition()]), { sourceOf })).toEqual([
    {
      rule: 'bump-too-small',
      severity: 'warning',
      where: { file: 'src/demo/__init__.py', line: undefined },
      facts: {
        version: '1.4.1',
        previous: '1.4.0',
        step: 'patch',
        needed: 'major',
        least: '2.0.0',
        breaking: [
          { ...changes[0], file: null, line: null },
          { ...changes[1], file: 'src/demo/__init__.py', line: null },
          { ...changes[2], file: 'src/demo/__init__.py', line: 3 },
        ],
        added: [{ ...addition(), file: 'src/demo/__init__.py' }],
        unread: [],
        waiver: null,
      },
    },
  ])
})

test.each<[string, ApiChanges, string, string]>([
  [
    'a removed function',
    compared([removal()]),
    '1.4.1 is a patch release after 1.4.0, but demo.f was removed, which requires a major release.',
    'Set the version to 2.0.0 or later, or keep the old behavior with a DeprecationWarning.',
  ],
  [
    'a removed function that was deprecated',
    compared([removal('demo.f', { deprecated: true })]),
    '1.4.1 is a patch release after 1.4.0, but demo.f was removed (deprecated before), which requires a major release.',
    'Set the version to 2.0.0 or later.',
  ],
  [
    'many changes',
    compared([
      removal('demo.e', { deprecated: true }),
      removal('demo.f', { kind: 'moved', to: 'demo.a.f' }),
      removal('demo.G.__init__', { kind: 'parameter-removed', parameters: ['x', 'y'] }),
      removal('demo.A', { kind: 'kind', old: 'class', new: 'function' }),
      removal('demo.B'),
    ]),
    '1.4.1 is a patch release after 1.4.0, but demo.f was moved to demo.a.f, demo.G no longer has the parameters x and y, demo.A changed from a class to a function and 2 more, which requires a major release.',
    'Set the version to 2.0.0 or later, or keep the old behaviors with a DeprecationWarning.',
  ],
  [
    'additions',
    compared([], [addition(), { ...addition('demo.f'), parameters: ['x'] }]),
    '1.4.1 is a patch release after 1.4.0, but demo.g is new and demo.f has the new optional parameter x, which requires a minor release.',
    'Set the version to 1.5.0 or later.',
  ],
])('message and fix for %s', (_, api, message, fix) => {
  const [finding] = decide('1.4.0', '1.4.1', api)
  if (finding?.rule !== 'bump-too-small') throw new Error('there is no finding')
  expect(RULES['bump-too-small'].message(finding.facts)).toBe(message)
  expect(RULES['bump-too-small'].fix(finding.facts)).toBe(fix)
})
