import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FormatOutput } from '../config/formats.ts'
import { joinedSummary } from '../matrix/joined-summary.ts'
import { formatReport } from '../report/formats/index.ts'
import type { Report } from '../report/report.ts'

/**
 * Writes a report in other formats to their files, and returns the text of the one for standard output, if any.
 * `jsonl` is written while the run goes on.
 */
export async function writeFormats(
  report: Report,
  outputs: readonly FormatOutput[],
): Promise<string | undefined> {
  let printed: string | undefined
  for (const { format, file } of outputs) {
    if (format === 'jsonl') continue
    const isJoined = format === 'markdown' && report.gate !== undefined
    const text = isJoined ? joinedSummary(report) : await formatReport(format, report)
    if (file === undefined) printed = text
    else {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
  }
  return printed
}
