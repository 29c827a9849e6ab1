/**
 * Applies the candidates for failed builds in their order, and builds with the real backends, until one gives the wheel of
 * the project without the defect. A sample of the backends; all with `FIXES=all`.
 */
import { expect, test } from '@jest/globals'
import { applyEdits } from '../../../../src/checks/fixes/apply-edits.ts'
import { candidatesFor } from '../../../../src/checks/fixes/candidates/index.ts'
import { editSetupPy } from '../../../../src/checks/fixes/edit-setup-py.ts'
import type { Environment } from '../../../../src/python/virtual-environment.ts'
import { DEFECTS } from '../../../seeded/defects.ts'
import { BACKENDS, filesOf, greeter, LAYOUTS } from '../../../seeded/greeter.ts'
import { temporaryDirectory } from '../../../support/project.ts'
import { limit } from '../../limit.ts'
import { buildChanged, buildPackage, createBackends } from './built-package.ts'
import { PURE_BACKENDS } from './projects.ts'

const [seeded] = DEFECTS.filter(
  ({ rule, how }) => rule === 'build-failed' && how === 'setting of the backend',
)
const SAMPLE = ['setuptools', 'poetry-core']
const atMost = limit(2)

let created: Promise<Environment> | undefined
const backends = () => {
  created ??= createBackends(PURE_BACKENDS)
  return created
}

test.concurrent.each(
  BACKENDS.flatMap((backend) => LAYOUTS.map((layout) => ({ backend, layout }))).filter(
    ({ backend, layout }) =>
      process.env.FIXES === 'all' ||
      ((backend === 'setuptools') === (layout === 'src') && SAMPLE.includes(backend)),
  ),
)('$backend, $layout', ({ backend, layout }) =>
  atMost(async () => {
    const healthy = greeter(backend, layout)
    const project = seeded?.seed(healthy)
    if (project === undefined) throw new Error('no defect')
    const options = { environment: await backends(), compares: false }
    const right = await buildPackage(filesOf(healthy), options)
    const before = await buildPackage(filesOf(project), options)
    const finding = before.findings.find(({ rule }) => rule === 'build-failed')
    if (finding === undefined) throw new Error(`Found only ${JSON.stringify(before.findings)}`)
    const scratch = await temporaryDirectory()
    const rejected: unknown[] = []
    for (const { edits, summary } of candidatesFor(finding, before.sources)) {
      const applied = await applyEdits(edits, before.sources.textOf, (request) =>
        editSetupPy(request, { python: options.environment.python, scratch, caller: process.env }),
      )
      if (applied.kind === 'refused') {
        rejected.push(applied.problems)
        continue
      }
      const after = await buildChanged(before, applied.changes, options)
      if (after.findings.every(({ severity }) => severity !== 'error')) {
        expect([...after.members].sort()).toEqual([...right.members].sort())
        return
      }
      rejected.push([
        summary,
        edits,
        after.findings.map(({ rule, facts }) => [rule, JSON.stringify(facts).slice(0, 300)]),
      ])
    }
    throw new Error(`No candidate builds: ${JSON.stringify([finding.facts, rejected], null, 1)}`)
  }),
)
