import { table } from '../../config/toml.ts'
import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { type Project, pyprojectOf } from '../../project/project.ts'
import { normalizeName, parseRequirement } from '../../python/requirement.ts'
import type { Finding } from '../rules.ts'

/** `==` without a wildcard. `===` is never an accident, so it does not match (PEP 440, "Arbitrary equality"). */
const PIN = /(?:^|[^=!~<>])==\s*([^\s,;)*=]+)(?=$|[\s,;)])/

/**
 * Reports the dependencies that a library pins to one version. A distribution with scripts counts as an application,
 * which may pin because it is usually installed into an environment of its own.
 */
export function pinnedDependencies({ metadata, entryPoints }: Wheel, project: Project): Finding[] {
  if (entryPoints.some(({ group }) => SCRIPT_GROUPS.includes(group))) return []
  const pins = metadata.requirements.flatMap((text) => {
    const requirement = parseRequirement(text)
    const version = PIN.exec(text.split(';')[0] as string)?.[1]
    if (requirement === undefined || requirement.ofExtra !== undefined || version === undefined) return []
    // Distributions of one project, such as demo and demo-core, are released together and pin each other.
    const isSameProject =
      version === metadata.version && firstWord(requirement.name) === firstWord(metadata.name)
    return isSameProject ? [] : [{ name: requirement.name, version }]
  })
  if (pins.length === 0) return []
  const line = project.lineOf(['project', 'dependencies'])
  const isDeclared = table(project.pyproject.project).dependencies !== undefined
  return [
    {
      rule: 'dependency-pinned',
      severity: 'note',
      facts: { pins: pins.map(({ name, version }) => `${name}==${version}`) },
      ...(isDeclared ? { where: { file: pyprojectOf(project), line } } : {}),
    },
  ]
}

function firstWord(name: string): string {
  return normalizeName(name).split('-')[0] as string
}
