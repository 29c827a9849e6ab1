/** The message and the fix of `requires-python-false` for each kind of feature. */
import { expect, test } from '@jest/globals'
import { type FactsOf, RULES } from '../../../src/checks/rules.ts'

type Facts = FactsOf['requires-python-false']

const USE: Facts = {
  kind: 'module',
  feature: 'tomllib',
  needs: '3.11',
  declaredIn: 'requires-python',
  floor: '3.9',
  requiresPython: '>=3.9',
  path: 'src/demo/__init__.py',
  line: 3,
  asked: false,
}

test.each<[string, Partial<Facts>, RegExp, RegExp]>([
  [
    'a module',
    {},
    /but src\/demo\/__init__\.py:3 needs Python 3\.11 for the module tomllib\.$/,
    /import tomli as tomllib$/,
  ],
  [
    'a module without a backport',
    { feature: 'string.templatelib', needs: '3.14' },
    /the module string\.templatelib/,
    /if sys\.version_info >= \(3, 14\):\n {4}import string\.templatelib$/,
  ],
  [
    'a name',
    { kind: 'name', feature: 'functools.cache', needs: '3.9' },
    /for functools\.cache\.$/,
    />= \(3, 9\)/,
  ],
  [
    'an argument',
    { kind: 'argument', feature: 'zip(strict)', needs: '3.10' },
    /for the argument strict of zip\.$/,
    /before Python 3\.10/,
  ],
  [
    'a generic',
    { kind: 'generic', feature: 'list[...]', needs: '3.9' },
    /list\[\.\.\.\] at run time/,
    /__future__/,
  ],
  ['a union', { kind: 'union', feature: 'X | Y', needs: '3.10' }, /X \| Y between types/, /__future__/],
  [
    'syntax',
    { kind: 'syntax', feature: 'Pattern matching', needs: '3.10' },
    /for its syntax \(Pattern matching\)/,
    /older syntax/,
  ],
  [
    'a syntax error without a known Python',
    { kind: 'syntax', feature: 'invalid syntax', needs: null },
    /needs a newer Python for its syntax \(invalid syntax\)/,
    /^Raise Requires-Python/,
  ],
])('message and fix for %s', (_, given, message, fix) => {
  const rule = RULES['requires-python-false']
  const facts = { ...USE, ...given }
  expect(rule.message(facts)).toMatch(message)
  expect(rule.fix(facts)).toMatch(fix)
})
