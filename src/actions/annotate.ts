import * as core from '@actions/core'
import type { Annotation } from '../report/annotations.ts'

const BY_LEVEL = { error: core.error, warning: core.warning, notice: core.notice }

/** Creates annotations of the workflow run. */
export function annotate(annotations: readonly Annotation[]): void {
  for (const { level, message, ...location } of annotations) BY_LEVEL[level](message, location)
}

/** Adds Markdown to the job summary. */
export async function writeSummary(text: string): Promise<void> {
  try {
    await core.summary.addRaw(text).write()
  } catch (error) {
    core.warning(`The job summary could not be written: ${(error as Error).message}`)
  }
}
