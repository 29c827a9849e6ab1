import { randomUUID } from 'node:crypto'
import type { Log } from '../process/logs.ts'

/**
 * A log of other people's programs as lines for the runner's log, in a group of its own. What looks like a workflow
 * command in them is not obeyed: commands are stopped for the time, and each line has a prefix, which also keeps the
 * problem matchers of other actions from reading them (GitHub documentation, "Stopping and starting workflow commands").
 */
export function workflowLog({ title }: Pick<Log, 'title'>, text: string): string {
  if (text.trim() === '') return ''
  const token = randomUUID()
  const lines = text
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .map((line) => `│ ${line}`)
  return [
    `::group::${inert(title)}`,
    `::stop-commands::${token}`,
    ...lines,
    `::${token}::`,
    '::endgroup::',
    '',
  ].join('\n')
}

/**
 * Text of ours with other people's words in it, for the runner's log: no line of it reads as a workflow command, which
 * `::name::` is at the start of a line and `##[name]` anywhere.
 */
export function inert(text: string): string {
  return text.replace(/^([\s\u0085]*)::/gm, '$1: :').replaceAll('##[', '## [')
}
