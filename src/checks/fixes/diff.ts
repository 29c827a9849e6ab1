import { formatPatch, type StructuredPatch, structuredPatch } from 'diff'
import type { FileChange } from './apply-edits.ts'

/** Lines of a file that are replaced, for the report. */
export interface LineEdit {
  /** Relative to the repository root, with `/`. */
  readonly file: string
  /** The first replaced line of the old file, 1-based. */
  readonly startLine: number
  /** The last one; `startLine - 1` if the text is inserted before `startLine`. */
  readonly endLine: number
  /** Whole lines with their line endings. */
  readonly text: string
}

const CONTEXT_LINES = 3

/** A unified diff for `git apply` in the repository root. */
export function unifiedDiff(changes: ReadonlyMap<string, FileChange>): string {
  return sorted(changes)
    .map(([file, change]) => fileDiff(file, change))
    .join('')
}

function sorted<T>(changes: ReadonlyMap<string, T>): (readonly [string, T])[] {
  return [...changes].sort(([a], [b]) => (a < b ? -1 : 1))
}

function fileDiff(file: string, { before, after }: FileChange): string {
  const patch: StructuredPatch = {
    ...compare(before, after, CONTEXT_LINES),
    oldFileName: before === undefined ? '/dev/null' : `a/${file}`,
    newFileName: after === undefined ? '/dev/null' : `b/${file}`,
    isGit: true,
    ...(before === undefined && { isCreate: true }),
    ...(after === undefined && { isDelete: true }),
  }
  return formatPatch(patch)
}

function compare(before: string | undefined, after: string | undefined, context: number): StructuredPatch {
  return structuredPatch('', '', before ?? '', after ?? '', undefined, undefined, { context })
}

/** The changes as replaced lines. A new file is an insertion before line 1; in a deleted file, all lines are replaced. */
export function lineEdits(changes: ReadonlyMap<string, FileChange>): LineEdit[] {
  return sorted(changes).flatMap(([file, { before, after }]) => {
    const edits = compare(before, after, 0).hunks.map(({ oldStart, oldLines, lines }) => ({
      file,
      startLine: oldStart,
      endLine: oldStart + oldLines - 1,
      text: addedText(lines),
    }))
    return edits.length > 0 ? edits : [{ file, startLine: 1, endLine: 0, text: '' }]
  })
}

function addedText(lines: readonly string[]): string {
  return lines
    .map((line, i) => {
      if (!line.startsWith('+')) return ''
      return line.slice(1) + (lines[i + 1]?.startsWith('\\') ? '' : '\n')
    })
    .join('')
}
