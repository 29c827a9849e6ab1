import { randomUUID } from 'node:crypto'
import type { Log } from './logs.ts'

/**
 * The logs of other people's programs as lines for the runner's log, in one group each. What looks like a workflow
 * command in them is not obeyed: commands are stopped for the time, and each line has a prefix, which also keeps the
 * problem matchers of other actions from reading them (GitHub documentation, "Stopping and starting workflow commands").
 */
export function workflowLog(logs: readonly Log[]): string {
  return logs
    .filter(({ text }) => text.trim() !== '')
    .map(({ name, text }) => {
      const token = randomUUID()
      const lines = text
        .trimEnd()
        .split(/\r\n|\r|\n/)
        .map((line) => `│ ${line}`)
      return [
        `::group::${name}`,
        `::stop-commands::${token}`,
        ...lines,
        `::${token}::`,
        '::endgroup::',
        '',
      ].join('\n')
    })
    .join('')
}
