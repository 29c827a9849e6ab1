import { expect, test } from '@jest/globals'
import type { FactsOf, Finding, Rule } from '../../src/checks/rules.ts'
import { harmOf, worstFirst } from '../../src/report/harm.ts'
import { finding } from './reports.ts'

const PUBLIC = ['demo', 'acme.tools']
const failed = (kind: 'import' | 'script' | 'test', label: string) => ({ kind, label })

/** A finding whose facts are those that matter here. */
const found = <R extends Rule>(rule: R, facts: Partial<FactsOf[R]> = {}) =>
  ({ rule, severity: 'error', facts: { neededBy: [], extras: [], ...facts } }) as unknown as Finding

test.each<[string, Finding, ReturnType<typeof failed>[], string]>([
  ['a failed build', found('build-failed'), [], 'install'],
  ['a wheel that cannot be installed', found('install-failed'), [], 'install'],
  ['an extra that cannot be installed', found('install-failed', { extra: 'cli' }), [], 'part'],
  ['a published secret', found('junk-shipped', { secret: true }), [], 'install'],
  ['shipped leftovers', found('junk-shipped', { secret: false }), [], 'part'],
  ['a failed import of the package', found('import-failed', { module: 'demo' }), [], 'import'],
  ['of a package in a namespace', found('import-failed', { module: 'acme.tools' }), [], 'import'],
  ['of a submodule', found('import-failed', { module: 'demo.sub' }), [], 'part'],
  ['of the package with an extra', found('import-failed', { module: 'demo', extras: ['x'] }), [], 'part'],
  [
    'of a submodule that breaks a script',
    found('import-failed', { module: 'demo.sub' }),
    [failed('test', 't.py::t'), failed('script', 'the script demo')],
    'command',
  ],
  ['a missing module that nothing needs', found('module-missing'), [], 'part'],
  ['that only tests need', found('module-missing'), [failed('test', 't.py::t')], 'part'],
  ['that a submodule needs', found('module-missing'), [failed('import', 'import demo.sub')], 'part'],
  [
    'that the package needs',
    found('module-missing'),
    [failed('script', 'the script demo'), failed('import', 'import demo')],
    'import',
  ],
  [
    'that an entry point names',
    found('module-missing', { neededBy: ['the entry point a of b'] }),
    [],
    'command',
  ],
  [
    'an undeclared dependency of the package',
    found('dependency-undeclared', { neededBy: ['the script demo', 'import acme.tools'] }),
    [],
    'import',
  ],
  ['a broken entry point', found('entry-point-broken'), [], 'command'],
  ['a failed test', found('tests-failed'), [], 'tests'],
  ['a version that is not bumped', found('version-not-bumped'), [], 'version'],
])('the harm of %s', (_, one, explained, expected) => {
  expect(harmOf(one, explained, PUBLIC)).toBe(expected)
})

test('findings are sorted by severity, then by harm, then by the failures that they explain', () => {
  const sorted = worstFirst([
    finding({ severity: 'note', harm: 'install', message: '8' }),
    finding({ severity: 'warning', harm: 'version', message: '7' }),
    finding({ harm: 'version', message: '5' }),
    finding({ severity: 'warning', harm: 'import', message: '6' }),
    finding({ harm: 'part', message: '3' }),
    finding({ harm: 'part', message: '2', causes: [{ check: 'tests', count: 4 }] }),
    finding({ harm: 'part', message: '4' }),
    finding({ harm: 'import', message: '1' }),
  ])
  expect(sorted.map(({ message }) => message)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
})
