import type { Finding } from '../rules.ts'
import { type PackageFacts, seenValue } from './facts.ts'

/** The sdist can be built, and the wheel from it. */
export function checkBuild({ build, project }: PackageFacts): Finding[] {
  const value = seenValue(build)
  if (value?.kind !== 'failed') return []
  const file = project.path === '.' ? 'pyproject.toml' : `${project.path}/pyproject.toml`
  const line = project.lineOf(['build-system'])
  return [
    {
      rule: 'build-failed',
      severity: 'error',
      facts: value.failure,
      ...(line === undefined ? {} : { where: { file, line } }),
    },
  ]
}
