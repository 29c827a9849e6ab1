import type { Format } from '../../config/formats.ts'
import type { Report } from '../report.ts'
import { summaryOf } from '../summary.ts'
import { sarifOf } from './sarif.ts'

/** Returns a report in a format of other programs, as text. */
export const FORMATS: Readonly<Record<Format, (report: Report) => string>> = {
  sarif: sarifOf,
  markdown: summaryOf,
}
