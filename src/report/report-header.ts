import { programVersion } from '../program/version.ts'
import type { Report } from './report.ts'

/** URL of the JSON Schema of the report. */
export const SCHEMA_URL =
  'https://raw.githubusercontent.com/as-installed/as-installed/main/docs/report.schema.json'

/** The program, as SARIF and the other formats name it too. */
export const TOOL_NAME = 'as-installed'
export const TOOL_URI = 'https://github.com/as-installed/as-installed'

/** The fields of a report that say what it is and what created it. */
export function reportHeader(now: Date): Pick<Report, '$schema' | 'schema' | 'tool' | 'createdAt'> {
  return {
    $schema: SCHEMA_URL,
    schema: 1,
    tool: { name: TOOL_NAME, version: programVersion(), uri: TOOL_URI },
    createdAt: now.toISOString(),
  }
}
