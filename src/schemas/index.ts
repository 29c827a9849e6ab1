import { reportSchema } from './report-schema.ts'
import { settingsSchema } from './settings-schema.ts'

/** The JSON Schemas that are generated from the code: the file, relative to the repository root, and its text. */
export const SCHEMAS: readonly { readonly file: string; readonly text: () => string }[] = [
  { file: 'docs/report.schema.json', text: () => `${JSON.stringify(reportSchema(), null, 2)}\n` },
  { file: 'docs/settings.schema.json', text: () => `${JSON.stringify(settingsSchema(), null, 2)}\n` },
]
