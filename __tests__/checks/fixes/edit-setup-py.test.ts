/** Edits of setup.py by the probe; `__tests__/probes/test_edit_settings.py` has the table of cases. */
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { applyEdits } from '../../../src/checks/fixes/apply-edits.ts'
import type { Edit, SettingChange } from '../../../src/checks/fixes/edit.ts'
import { editSetupPy } from '../../../src/checks/fixes/edit-setup-py.ts'
import { findInterpreter } from '../../../src/python/interpreter.ts'
import { temporaryDirectory } from '../../support/project.ts'

const TEXT =
  "# ü\r\nfrom setuptools import setup\r\n\r\nsetup(\r\n    name='demo',\r\n    packages=['demo'],\r\n)\r\n"

const edit = (path: string[], change: SettingChange): Edit => ({
  kind: 'setting',
  file: 'lib/setup.py',
  path,
  change,
})

async function apply(edits: readonly Edit[], python?: string) {
  const { executable } = await findInterpreter(
    { python: undefined, requiresPython: undefined },
    process.env,
    process.cwd(),
  )
  const scratch = join(await temporaryDirectory(), 'new')
  const editor = { python: python ?? executable, scratch, caller: process.env }
  return applyEdits(
    edits,
    () => TEXT,
    (request) => editSetupPy(request, editor),
  )
}

test('changes several settings', async () => {
  const edits = [
    edit(['packages'], { kind: 'append', items: ['demo.sub'] }),
    edit(['package_data', 'demo'], { kind: 'append', items: ['*.txt'] }),
    edit(['zip_safe'], { kind: 'set', value: false }),
  ]
  const after = TEXT.replace("'demo']", "'demo', 'demo.sub']").replace(
    '\r\n)',
    "\r\n    package_data={'demo': ['*.txt']},\r\n    zip_safe=False,\r\n)",
  )
  const changes = new Map([['lib/setup.py', { before: TEXT, after }]])
  expect(await apply(edits)).toEqual({ kind: 'applied', changes })
})

test('refuses what the probe refuses', async () => {
  const applied = await apply([edit(['packages'], { kind: 'remove', items: ['x'] })])
  const problems = ['lib/setup.py cannot be edited: packages has no item "x".']
  expect(applied).toEqual({ kind: 'refused', problems })
})

test('refuses if the probe fails', async () => {
  const applied = await apply([edit(['a'], { kind: 'set', value: 1 })], 'false')
  const problems = ['lib/setup.py cannot be edited: the probe edit_settings failed (no message).']
  expect(applied).toEqual({ kind: 'refused', problems })
})
