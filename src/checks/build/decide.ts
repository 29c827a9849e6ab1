import type { BuildFailure } from '../../distribution/backend.ts'
import { fileOf } from '../../project/project.ts'
import { distributionOf } from '../../python/distribution-names.ts'
import { buildFailed } from '../diagnosis/build-failed.ts'
import { declare } from '../diagnosis/declaring.ts'
import { pythonsWith } from '../diagnosis/standard-library.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** The sdist can be built, and the wheel from it. */
export function checkBuild(facts: PackageFacts): Finding[] {
  const value = completed(facts.build)
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
