import type { Format } from '../../config/formats.ts'
import type { Report } from '../report.ts'
import { summaryOf } from '../summary.ts'
import { ctrfOf } from './ctrf.ts'
import { gitlabOf } from './gitlab.ts'
import { withoutControlCharacters } from './plain-text.ts'
import { sarifOf } from './sarif.ts'

/** The formats that are written when the run has ended. */
type FinalFormat = Exclude<Format, 'jsonl'>

const WRITERS: Readonly<Record<FinalFormat, (report: Report) => string | Promise<string>>> = {
  sarif: sarifOf,
  // Most runs need no XML writer.
  junit: async (report) => (await import('./junit.ts')).junitOf(report),
  gitlab: gitlabOf,
  ctrf: ctrfOf,
  markdown: summaryOf,
}

/** Returns a report in a format of other programs, as text without control characters. */
export async function formatReport(format: FinalFormat, report: Report): Promise<string> {
  return WRITERS[format](withoutControlCharacters(report))
}
