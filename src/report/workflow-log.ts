import { randomUUID } from 'node:crypto'
import type { Log } from '../process/logs.ts'

/**
 * The output of other programs as a group in the runner's log. Workflow commands in it are not executed: they are
 * stopped for the group (GitHub documentation, "Stopping and starting workflow commands"), and each line has a prefix,
 * which also prevents matches of other actions' problem matchers.
 */
export function workflowLog({ title }: Pick<Log, 'title'>, text: string): string {
  if (text.trim() === '') return ''
  const token = randomUUID()
  const lines = text
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .map((line) => `│ ${line}`)
  return [
    `::group::${escapeCommands(title)}`,
    `::stop-commands::${token}`,
    ...lines,
    `::${token}::`,
    '::endgroup::',
    '',
  ].join('\n')
}

/**
 * Escapes text for the runner's log, so that no line is executed as a workflow command: `::name::` at the start of a
 * line, or `##[name]` anywhere.
 */
export function escapeCommands(text: string): string {
  return text.replace(/^([\s\u0085]*)::/gm, '$1: :').replaceAll('##[', '## [')
}
