import { expect, test } from '@jest/globals'
import { metadataFix } from '../../../src/checks/metadata/fixes.ts'

test('every kind of problem has its own fix', () => {
  const kinds = [
    'metadata-version field-unknown requirement-invalid classifier classifier-python direct-url summary license address url',
    'readme readme-type license-file filename archive record wheel-file wheel-tags wheel-purelib wheel-platform wheel-module',
  ].flatMap((line) => line.split(' '))
  const fixes = kinds.map((kind) => metadataFix({ kind, field: 'field', value: 'value' }))
  expect(new Set(fixes).size).toBe(kinds.length)
  expect(metadataFix({ kind: 'field-invalid', field: 'dynamic', value: null })).toMatch('dynamic')
  expect(metadataFix({ kind: 'direct-url', field: '', value: 'a_b[c] @ https://x' })).toMatch('"a_b>=1.0"')
})
