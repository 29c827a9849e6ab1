import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf } from './candidates-of.ts'

/** Deletes the line that changes sys.path. */
export const pathHack: CandidatesOf<'path-hack'> = ({ where }, sources) =>
  where?.line === undefined ? [] : deletePathChange(where.file, where.line, sources)

/** The same in the tests: no copy of the checkout can show that it helps, as the path leads into the checkout itself. */
export const testsImportCheckout: CandidatesOf<'tests-import-checkout'> = ({ facts: { by } }, sources) =>
  by === null || by.line === null
    ? []
    : deletePathChange(by.file, by.line, sources).map((candidate) => ({
        ...candidate,
        suggestion: 'unverifiable',
      }))

/** Deletes a line that changes sys.path, if it is a statement of its own. */
function deletePathChange(file: string, line: number, { textOf }: ProjectSources): Candidate[] {
  const text = textOf(file)?.split('\n')[line - 1] ?? ''
  // An indented line may be the only one of its block.
  if (!/^(?:sys\.)?path\.(?:insert|append|extend)\(.*\)\s*(?:#.*)?$/.test(text)) return []
  return [
    { summary: 'Delete the line that changes sys.path.', edits: [{ kind: 'lines', file, delete: [line] }] },
  ]
}
