import { count } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { checkMetadata } from './decide.ts'
import type { MinimumPython, NativeEvidence } from './facts.ts'

/** Returns whether the metadata is valid, and with which minimum Python the wheel is compatible. */
export function summarizeMetadata(facts: PackageFacts): string | undefined {
  const value = completed(facts.metadata)
  if (value === undefined) return undefined
  const { contentType, classifiers, isPrivate, minimumPython, native } = value
  const findings = checkMetadata(facts)
  // An ignored error passes, too.
  const isInvalid = findings.some(({ rule, severity }) => rule === 'metadata-invalid' && severity === 'error')
  const readme = contentType === null ? 'no README' : `README in ${README[contentType] ?? contentType}`
  const described = `${readme}, ${count(classifiers, 'classifier')}`
  return [
    isInvalid
      ? `invalid metadata (${described})`
      : isPrivate
        ? `metadata valid for a private index (${described})`
        : `metadata valid for PyPI (${described})`,
    describeMinimum(
      minimumPython,
      findings.some(({ rule }) => rule === 'requires-python-false'),
    ),
    ...(native === undefined ? [] : [describeNative(native)]),
  ].join('; ')
}

function describeMinimum(minimum: MinimumPython | undefined, isTooLow: boolean): string {
  if (minimum === undefined) return 'no Requires-Python'
  if (isTooLow) return `uses features newer than Python ${minimum.version}`
  return `compatible with Python ${minimum.version}${minimum.isConfirmed ? '' : ' (static analysis)'}`
}

function describeNative(native: NativeEvidence): string {
  if (native.kind === 'unavailable') return `extension modules not audited (${native.reason})`
  return native.policy === null
    ? 'extension modules audited'
    : `extension modules comply with ${native.policy}`
}

const README: Readonly<Record<string, string>> = {
  'text/markdown': 'Markdown',
  'text/x-rst': 'reStructuredText',
  'text/plain': 'plain text',
}
