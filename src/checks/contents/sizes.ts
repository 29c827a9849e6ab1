import type { DistributionFile } from '../../distribution/wheel.ts'
import { pyprojectOf } from '../../project/project.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** Bytes. PyPI refuses larger files unless it raised the limit of the project (PyPI documentation, "Storage limits"). */
const INDEX_LIMIT = 100 * 1024 * 1024

/** Reports distributions that are larger than PyPI accepts, or than the project allows. */
export function checkSizes(facts: PackageFacts): Finding[] {
  const build = completed(facts.build)
  if (build?.kind !== 'built') return []
  return [build.wheel, build.sdist].flatMap((file) => checkSize(file, facts))
}

function checkSize({ file, bytes }: DistributionFile, { project }: PackageFacts): Finding[] {
  const allowed = project.settings['max-size']
  const limit = allowed === undefined ? INDEX_LIMIT : Math.min(allowed, INDEX_LIMIT)
  if (bytes <= limit) return []
  const isOwn = limit === allowed
  return [
    {
      rule: 'size-exceeded',
      severity: 'warning',
      facts: { file: file.split(/[\\/]/).at(-1) as string, bytes, limit, isOwn },
      ...(isOwn
        ? {
            where: { file: pyprojectOf(project), line: project.lineOf(['tool', 'as-installed', 'max-size']) },
          }
        : {}),
    },
  ]
}
