import type { BuildFailure } from '../../distribution/backend.ts'
import { fileOf } from '../../project/project.ts'
import { distributionOf } from '../../python/distribution-names.ts'
import { buildFailedFinding } from '../diagnosis/build-failed.ts'
import { declarationFor } from '../diagnosis/dependency-declaration.ts'
import { pythonsWith } from '../diagnosis/standard-library.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { checkDeprecations } from './deprecations.ts'
import { checkIgnoredMetadata } from './ignored-metadata.ts'

/** Reports a failed build, undeclared dependencies of the build, ignored metadata and deprecated settings. */
export function checkBuild(facts: PackageFacts): Finding[] {
  const value = completed(facts.build)
  const failure = value?.kind === 'failed' ? value.failure : value?.sdistFailure
  return [
    ...(failure === undefined
      ? []
      : [buildFailedFinding(facts, failure), ...undeclaredInBuild(facts, failure)]),
    ...checkIgnoredMetadata(facts),
    ...checkDeprecations(facts),
  ]
}

/** A module that setup.py or the backend imports through the package itself, and that no dependency declares. */
function undeclaredInBuild({ project }: PackageFacts, { undeclaredImport }: BuildFailure): Finding[] {
  if (undeclaredImport === undefined) return []
  const { module, file, line } = undeclaredImport
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
        developerExtras: [],
        lazily: false,
        neededBy: [`${file}, which the build imports,`],
        others: [],
        ...declarationFor(
          distributionOf(module, { providers: {} }).distribution,
          project,
          python ?? undefined,
        ),
      },
      where: { file: fileOf(project, file), line },
    },
  ]
}
