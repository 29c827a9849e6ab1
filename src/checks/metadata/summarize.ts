import { count } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { NativeEvidence } from './facts.ts'

/** Returns what the metadata has, and which minimum Python it was checked for. */
export function summarizeMetadata({ metadata }: PackageFacts): string | undefined {
  const value = completed(metadata)
  if (value === undefined) return undefined
  const { contentType, classifiers, isPrivate, minimumPython, native } = value
  const readme = contentType === null ? 'no README' : `README (${README[contentType] ?? contentType})`
  const index = isPrivate ? 'for no public index' : 'as the index takes them'
  const pythons =
    minimumPython === undefined
      ? 'Requires-Python is not declared'
      : `nothing that Python ${minimumPython.version} lacks${minimumPython.isConfirmed ? ', which compiles it all' : ' was seen'}`
  return `core metadata, ${readme} and ${count(classifiers, 'classifier')}, ${index}; ${pythons}${native === undefined ? '' : `; ${describeNative(native)}`}`
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
