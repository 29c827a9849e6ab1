import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { WORKFLOW_FILE } from '../../src/init/github-workflow.ts'
import { project } from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'
import { runAction } from './runner.ts'

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const PYTHON = execFileSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'])
  .toString()
  .trim()

test('as-installed init writes a workflow whose action passes, and does not overwrite it', async () => {
  const cwd = await project(samplePackage({ requiresPython: `==${PYTHON}.*` }))
  const init = () => spawnSync(process.execPath, [CLI, 'init'], { cwd, encoding: 'utf8' })
  const written = init()
  expect(written.status).toBe(0)
  expect(written.stdout).toContain(`Verifies sample with Python ${PYTHON} on pull requests`)

  const { jobs } = parse(readFileSync(join(cwd, WORKFLOW_FILE), 'utf8'))
  const steps: { readonly uses: string; readonly with?: Record<string, string> }[] =
    jobs['as-installed'].steps
  const [, python, verify] = steps
  expect(python?.with).toEqual({ 'python-version': PYTHON })
  expect(verify?.uses).toBe('as-installed/as-installed@v0')
  const step = await runAction({ cwd, inputs: verify?.with ?? {} })
  expect(step.outputs).toMatchObject({ verdict: 'pass', errors: '0', 'package-name': 'sample' })
  expect(readFileSync(step.outputs.summary ?? '', 'utf8')).toContain('sample')

  const again = init()
  expect(again.status).toBe(2)
  expect(again.stderr).toContain(`${WORKFLOW_FILE} exists already.`)
})
