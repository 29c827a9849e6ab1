import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'

/** A pattern without a slash, except at its end, and without wildcards. */
const BARE_NAME = /^[^/*?[\]!#\\]+\/?$/

/**
 * Returns the candidate that anchors a pattern of .gitignore, so that it only matches beside that file: a backend that
 * reads it excludes a package of the same name too.
 *
 * @param cause of a missing file, which states the pattern with its position
 */
export function anchorIgnorePattern(cause: string | null, { textOf, files }: ProjectSources): Candidate[] {
  const [, pattern = '', file = '', line] =
    /"([^"]+)" \(((?:[^()]*\/)?\.gitignore):(\d+)\) matches it$/.exec(cause ?? '') ?? []
  const directory = file.slice(0, -'.gitignore'.length)
  const text = (textOf(file) ?? '').split('\n')[Number(line) - 1]
  const isTracked = files.some((one) => one.startsWith(`${directory}${pattern.replace(/\/$/, '')}/`))
  if (!BARE_NAME.test(pattern) || text?.trim() !== pattern || isTracked) return []
  return [
    {
      summary: `Anchor ${pattern} in ${file} so that it matches no file of the package.`,
      edits: [{ kind: 'replace', file, line: Number(line), text: pattern, by: `/${pattern}` }],
    },
  ]
}
