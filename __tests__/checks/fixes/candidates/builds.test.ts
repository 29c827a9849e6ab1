/**
 * Applies the candidates for defects of small projects in their order, and builds with the real backends, until one is
 * accepted as a fix: the finding is gone, nothing else came, and the wheel has everything that it had. A sample of the
 * projects; all with `FIXES=all`, which needs compilers.
 */
import { expect, test } from '@jest/globals'
import { judgeFix, type RunResult } from '../../../../src/checks/fixes/acceptance.ts'
import { type AppliedEdits, applyEdits } from '../../../../src/checks/fixes/apply-edits.ts'
import { candidatesFor } from '../../../../src/checks/fixes/candidates/index.ts'
import type { Candidate } from '../../../../src/checks/fixes/edit.ts'
import { editSetupPy } from '../../../../src/checks/fixes/edit-setup-py.ts'
import { unwantedFiles } from '../../../../src/checks/fixes/unwanted-files.ts'
import { type Finding, RULES } from '../../../../src/checks/rules.ts'
import type { Environment } from '../../../../src/python/virtual-environment.ts'
import { temporaryDirectory } from '../../../support/project.ts'
import { limit } from '../../limit.ts'
import { type BuiltPackage, buildChanged, buildPackage, createBackends } from './built-package.ts'
import { COMPILING_BACKENDS, type DefectiveProject, PROJECTS, PURE_BACKENDS } from './projects.ts'

const ALL = process.env.FIXES === 'all'
const atMost = limit(2)

let created: Promise<Environment> | undefined
const backends = () => {
  created ??= createBackends(ALL ? [...PURE_BACKENDS, ...COMPILING_BACKENDS] : PURE_BACKENDS)
  return created
}

test.concurrent.each(PROJECTS.filter(({ isBuilt }) => ALL || isBuilt === true))(
  '$rule: $name',
  ({ rule, files, path, accepted }: DefectiveProject) =>
    atMost(async () => {
      const environment = await backends()
      const compares = rule === 'sdist-incomplete'
      const before = await buildPackage(files, { environment, path, compares })
      const finding = before.findings.find((one) => one.rule === rule)
      if (finding === undefined) throw new Error(`Found only ${JSON.stringify(before.findings)}`)
      const target = resultOf(before).findings[before.findings.indexOf(finding)]
      const rejected: string[] = []
      for (const candidate of candidatesFor(finding, before.sources)) {
        const applied = await apply(candidate, before, environment)
        if (applied.kind === 'refused') throw new Error(applied.problems.join('\n'))
        const after = await buildChanged(before, applied.changes, { environment, path, compares })
        const judgement = judgeFix(
          resultOf(before),
          resultOf(after),
          target === undefined ? [] : [target],
          unwantedFiles([finding]),
        )
        if (judgement.kind === 'accepted') {
          if (accepted === undefined) expect(rejected).toEqual([])
          else expect(candidate.summary).toBe(accepted)
          return
        }
        const reason = judgement.kind === 'rejected' ? judgement.reason : judgement.errors[0]?.message
        rejected.push(`${candidate.summary} ${reason}`)
      }
      throw new Error(`No candidate is accepted: ${JSON.stringify(rejected)}`)
    }),
)

async function apply(
  { edits }: Candidate,
  { sources }: BuiltPackage,
  { python }: Environment,
): Promise<AppliedEdits> {
  const scratch = await temporaryDirectory()
  return applyEdits(edits, sources.textOf, (request) =>
    editSetupPy(request, { python, scratch, caller: process.env }),
  )
}

function resultOf({ findings, members }: BuiltPackage): RunResult {
  return {
    findings: findings.map((finding) => ({ ...finding, message: messageOf(finding) })),
    wheel: members,
  }
}

function messageOf({ rule, facts }: Finding): string {
  const message = RULES[rule].message as (facts: unknown) => string
  return message(facts)
}
