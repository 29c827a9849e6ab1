import { mkdir } from 'node:fs/promises'
import { variablesForProject } from '../../process/environment-variables.ts'
import { lastLines } from '../../program/sentence.ts'
import { runProbe } from '../../python/probe.ts'
import type { EditSettingsRequest, EditSettingsResult } from './apply-edits.ts'

export interface SetupPyEditor {
  /** The executable. A setup.py in the syntax of a later Python is refused. */
  readonly python: string
  /** A directory for temporary files, which is created. */
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}

/** Seconds. */
const TIMEOUT = 60

/** Changes settings of setup.py by its syntax tree, without executing it. */
export async function editSetupPy(
  request: EditSettingsRequest,
  { python, scratch, caller }: SetupPyEditor,
): Promise<EditSettingsResult> {
  await mkdir(scratch, { recursive: true })
  const { text, child } = await runProbe('edit_settings', request, {
    python,
    cwd: scratch,
    variables: variablesForProject(caller),
    timeout: TIMEOUT,
    scratch,
  })
  if (text !== undefined) return JSON.parse(text)
  const message = `the probe edit_settings failed (${lastLines(child.stderr, 1).join('') || 'no message'})`
  return { files: {}, errors: request.edits.map((_, index) => ({ index, message })) }
}
