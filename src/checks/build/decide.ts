import type { BuildFailure } from '../../distribution/backend.ts'
import { fileOf, pyprojectOf } from '../../project/project.ts'
import { declare } from '../diagnosis/declaring.ts'
import { distributionOf } from '../diagnosis/distribution-names.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { pythonsWith } from '../diagnosis/standard-library.ts'
import { type PackageFacts, seenValue } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** The sdist can be built, and the wheel from it. */
export function checkBuild(facts: PackageFacts): Finding[] {
  const value = seenValue(facts.build)
  if (value?.kind !== 'failed') return []
  return [buildFailed(facts, value.failure), ...undeclaredInBuild(facts, value.failure)]
}

/** The package was imported by its own build, and lacks there what users will lack too. */
function undeclaredInBuild({ project }: PackageFacts, { undeclared }: BuildFailure): Finding[] {
  if (undeclared === undefined) return []
  const { module, file, line } = undeclared
  const python = pythonsWith(module) ?? null
  return [
    {
      rule: 'dependency-undeclared',
      severity: 'error',
      facts: {
        module,
        ...distributionOf(module, { providers: {} }),
        sibling: null,
        declared: false,
        installed: null,
        python,
        extras: [],
        neededBy: [`${file}, which the build imports,`],
        others: [],
        ...declare(distributionOf(module, { providers: {} }).distribution, project, python ?? undefined),
      },
      where: { file: fileOf(project, file), line },
    },
  ]
}

/** What is said of a step that failed. */
export function buildFailed(facts: PackageFacts, { step, words, absent }: BuildFailure): Finding {
  const { project } = facts
  const line = project.lineOf(['build-system'])
  const treeBuilds = step === 'wheel from the sdist' && seenValue(facts.rebuilds)?.fromTree.kind === 'built'
  return {
    rule: 'build-failed',
    severity: 'error',
    facts: { step, words, absent: absent ?? null, treeBuilds, ...packagingOf(facts) },
    ...(line === undefined ? {} : { where: { file: pyprojectOf(project), line } }),
  }
}
