import { join } from 'node:path/posix'
import type { ReportedFinding } from './report.ts'

/** A place in the repository. */
export interface Place {
  readonly file?: string
  /** 1-based. */
  readonly line?: number
}

/**
 * The line that has to be edited: that of the finding; without a line, the first one that the fix edits; else the file
 * that configures the packages, as the file of the finding may only be missing from the wheel.
 */
export function placeToEdit({ file, line, patch, facts }: ReportedFinding): Place {
  if (file !== undefined && line !== undefined) return { file, line }
  // An edit that begins at the top may create its file, which has no lines to annotate.
  const edit = patch?.edits.find(({ startLine }) => startLine > 1)
  // Lines that are inserted follow a line that is there.
  if (edit !== undefined) return { file: edit.file, line: Math.min(edit.startLine, edit.endLine) }
  const { configuration, folder } = facts as { configuration?: unknown; folder?: unknown }
  if (file !== undefined && typeof configuration === 'string' && typeof folder === 'string')
    return { file: join(folder, configuration) }
  return file === undefined ? {} : { file }
}
