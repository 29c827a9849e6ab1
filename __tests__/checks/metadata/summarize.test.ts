import { expect, test } from '@jest/globals'
import type { MetadataEvidence, MinimumPython } from '../../../src/checks/metadata/facts.ts'
import { summarizeMetadata } from '../../../src/checks/metadata/summarize.ts'
import { completedWith, factsOf } from '../facts.ts'

const MINIMUM: MinimumPython = { version: '3.9', isConfirmed: true, uses: [] }
const NEWER = {
  kind: 'module',
  feature: 'tomllib',
  needs: [3, 11],
  path: 'demo/a.py',
  line: 1,
  certain: false,
} as const
const INVALID = {
  file: 'demo-1.0-py3-none-any.whl',
  field: 'classifier',
  value: 'A',
  problem: 'has the unknown classifier A',
  kind: 'classifier',
} as const
const NATIVE = {
  kind: 'audited',
  policy: 'manylinux_2_17_x86_64',
  symbols: [],
  libraries: [],
  modules: [],
} as const

test.each<[string, Partial<MetadataEvidence>, string]>([
  [
    'a README',
    { contentType: 'text/markdown' },
    'metadata valid for PyPI (README in Markdown, 2 classifiers); compatible with Python 3.9',
  ],
  ['no README', { contentType: null }, '(no README, 2 classifiers)'],
  ['a private package', { isPrivate: true }, 'metadata valid for a private index ('],
  ['an error, which is ignored', { problems: [{ ...INVALID, severity: 'error' }] }, 'invalid metadata ('],
  ['a warning', { problems: [{ ...INVALID, severity: 'warning' }] }, 'metadata valid for PyPI ('],
  ['no minimum Python', { minimumPython: undefined }, '; no Requires-Python'],
  [
    'a minimum Python that is not on this machine',
    { minimumPython: { ...MINIMUM, isConfirmed: false } },
    '; compatible with Python 3.9 (static analysis)',
  ],
  [
    'a feature that the minimum Python lacks',
    { minimumPython: { ...MINIMUM, uses: [NEWER] } },
    '; uses features newer than Python 3.9',
  ],
  [
    'an audit of extension modules',
    { native: NATIVE },
    '; extension modules comply with manylinux_2_17_x86_64',
  ],
  [
    'no audit of extension modules',
    { native: { kind: 'unavailable', reason: 'no tools' } },
    '; extension modules not audited (no tools)',
  ],
])('the summary with %s', (_, given, expected) => {
  const metadata: MetadataEvidence = {
    problems: [],
    pyproject: [],
    contentType: null,
    classifiers: 2,
    isPrivate: false,
    native: undefined,
    minimumPython: MINIMUM,
    ...given,
  }
  expect(summarizeMetadata(factsOf({ facts: { metadata: completedWith(metadata) } }))).toContain(expected)
})
