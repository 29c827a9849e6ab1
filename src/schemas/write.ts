import { writeFileSync } from 'node:fs'
import { SCHEMAS } from './index.ts'

// Writes the JSON Schemas that are generated from the code. A test compares the committed files with them.
for (const { file, text } of SCHEMAS) writeFileSync(new URL(`../../${file}`, import.meta.url), text())
