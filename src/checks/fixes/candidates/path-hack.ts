import type { CandidatesOf } from './candidates-of.ts'

/** Deletes the line that changes sys.path, if it is a statement of its own. */
export const pathHack: CandidatesOf<'path-hack'> = ({ where }, { textOf }) => {
  if (where?.line === undefined) return []
  const line = textOf(where.file)?.split('\n')[where.line - 1] ?? ''
  // An indented line may be the only one of its block.
  if (!/^(?:sys\.)?path\.(?:insert|append|extend)\(.*\)\s*(?:#.*)?$/.test(line)) return []
  return [
    {
      summary: 'Delete the line that changes sys.path.',
      edits: [{ kind: 'lines', file: where.file, delete: [where.line] }],
    },
  ]
}
