import { count } from '../../program/sentence.ts'
import { completed, type PackageFacts } from '../facts.ts'

export function summarizeMetadata({ metadata }: PackageFacts): string | undefined {
  const value = completed(metadata)
  if (value === undefined) return undefined
  const { contentType, classifiers, isPrivate, floor } = value
  const readme = contentType === null ? 'no README' : `README (${README[contentType] ?? contentType})`
  const index = isPrivate ? 'for no public index' : 'as the index takes them'
  const pythons =
    floor === undefined
      ? 'Requires-Python is not declared'
      : `nothing that Python ${floor.version} lacks${floor.asked ? ', which compiles it all' : ' was seen'}`
  return `core metadata, ${readme} and ${count(classifiers, 'classifier')}, ${index}; ${pythons}`
}

const README: Readonly<Record<string, string>> = {
  'text/markdown': 'Markdown',
  'text/x-rst': 'reStructuredText',
  'text/plain': 'plain text',
}
