import { table } from '../../config/toml.ts'
import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { type Project, pyprojectOf } from '../../project/project.ts'
import { normalizeName, parseRequirement } from '../../python/requirement.ts'
import type { Finding } from '../rules.ts'

/** A version with `==` and without a wildcard; `===` is meant (PEP 440, arbitrary equality). */
const PIN = /(?:^|[^=!~<>])==\s*([^\s,;)*=]+)(?=$|[\s,;)])/

/**
 * The dependencies that a library allows one version of. A program may do so, as nobody has to install it beside
 * other things; whoever has a console script is taken for one.
 */
export function pinnedDependencies({ metadata, entryPoints }: Wheel, project: Project): Finding[] {
  if (entryPoints.some(({ group }) => SCRIPT_GROUPS.includes(group))) return []
  const pins = metadata.requirements.flatMap((text) => {
    const requirement = parseRequirement(text)
    const version = PIN.exec(text.split(';')[0] as string)?.[1]
    if (requirement === undefined || requirement.ofExtra !== undefined || version === undefined) return []
    // Parts of one whole are released together, and must be: demo-core of demo.
    const isSibling = version === metadata.version && firstWord(requirement.name) === firstWord(metadata.name)
    return isSibling ? [] : [{ name: requirement.name, version }]
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
