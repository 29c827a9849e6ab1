import { readFile } from 'node:fs/promises'
import type { Log } from '../process/logs.ts'
import { lastLines } from '../program/sentence.ts'
import { BOLD, painter, type TextStyle } from '../terminal/style.ts'
import type { Report } from './report.ts'

/** The number of lines that are shown of each log. */
const LINES = 20

/** The beginnings of the names of the logs of a check, if they are not its own name. */
const LOGS_OF: Readonly<Record<string, readonly string[]>> = {
  tests: ['pytest', 'install-tests'],
  scripts: ['scripts', 'main-modules', 'smoke'],
  imports: [],
  contents: [],
  version: ['earlier'],
}

/** The ends of the logs of the checks that failed or are inconclusive; empty if there are none. */
export async function logTails(report: Report, logs: readonly Log[], style: TextStyle): Promise<string> {
  const paint = painter(style)
  const shown = logsOfFailures(report, logs)
  const texts = await Promise.all(
    shown.map(async ({ title, file }) => {
      const lines = lastLines(await readFile(file, 'utf8').catch(() => ''), LINES)
      if (lines.length === 0) return ''
      return `${paint(BOLD, `The end of the log of ${title}`)} (${file})\n${lines.map((line) => `  │ ${line}\n`).join('')}`
    }),
  )
  return texts
    .filter(Boolean)
    .map((text) => `${text}\n`)
    .join('')
}

/** The logs of the checks that failed or are inconclusive, of the packages that do not pass. */
export function logsOfFailures({ packages }: Pick<Report, 'packages'>, logs: readonly Log[]): Log[] {
  return packages.flatMap((one) =>
    one.checks
      .filter(({ status }) => status === 'fail' || status === 'error')
      .flatMap(({ check }) => LOGS_OF[check] ?? [check])
      .filter((prefix, at, all) => all.indexOf(prefix) === at)
      .flatMap((prefix) =>
        logs.filter(
          ({ name, file }) => file.startsWith(one.logs) && (name === prefix || name.startsWith(`${prefix}-`)),
        ),
      ),
  )
}
