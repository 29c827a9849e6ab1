import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'

/** Makes workflows fetch all history and tags, which version tools need; this cannot be tried in a copy. */
export function fetchAllTags({ files, textOf }: Pick<ProjectSources, 'files' | 'textOf'>): Candidate[] {
  const edits = files
    .filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file))
    .flatMap((file) => editsOf(file, (textOf(file) ?? '').split('\n')))
  return edits.length === 0
    ? []
    : [{ summary: 'Fetch all history and tags (fetch-depth: 0).', edits, suggestion: 'unverifiable' }]
}

function editsOf(file: string, lines: readonly string[]): Edit[] {
  return lines.flatMap((line, index): Edit[] => {
    const [text, indent = '', dash = ''] =
      /^(\s*)(-\s+)?(?:name:.*)?uses:\s*['"]?actions\/checkout@\S+/.exec(line) ?? []
    if (text === undefined) return []
    const inner = ' '.repeat(indent.length + dash.length)
    const end = lines.findIndex(
      (one, i) => i > index && /\S/.test(one) && !one.startsWith(`${inner} `) && !one.startsWith(`${inner}w`),
    )
    const step = lines.slice(index, end < 0 ? lines.length : end)
    const depth = step.findIndex((one) => /^\s*fetch-depth:/.test(one))
    if (depth >= 0) {
      const [, value = ''] = /fetch-depth:\s*(\S+)/.exec(step[depth] as string) ?? []
      return value === '0' || value === ''
        ? []
        : [
            {
              kind: 'replace',
              file,
              line: index + depth + 1,
              text: `fetch-depth: ${value}`,
              by: 'fetch-depth: 0',
            },
          ]
    }
    const block = step.findIndex((one) => one.trimEnd() === `${inner}with:`)
    const at = Math.max(block, 0)
    const added = `${block < 0 ? `\n${inner}with:` : ''}\n${inner}  fetch-depth: 0`
    const last = (step[at] as string).trimEnd()
    return [{ kind: 'replace', file, line: index + at + 1, text: last, by: last + added }]
  })
}
