import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { directoryOf, inProject } from './project-paths.ts'

/** Candidates for a wheel without modules and data. */
export const wheelEmpty: CandidatesOf<'wheel-empty'> = ({ facts }, sources) => {
  const { builtFrom, filesInOtherWheel, unimportable, declaration } = facts
  const packages = facts.packages.map((path) => inProject(sources, path))
  const [first] = packages
  // A module with an invalid name has to be renamed, with the imports of it.
  if (first === undefined || unimportable !== null) return []
  const settings = backendOf(sources)
  const inSdist =
    builtFrom === 'sdist' && filesInOtherWheel > 0
      ? settings.includeInSdist(
          packages.map((path) => (path.endsWith('.py') ? path : `${path}/`)),
          sources,
        )
      : []
  const beside = packages.filter((path) => directoryOf(path) === directoryOf(first))
  const included = settings.includePackages(beside, sources)
  // Without packages the distribution may be meant to have dependencies only.
  return [...inSdist, ...included].map((candidate) =>
    declaration === null ? candidate : { ...candidate, suggestion: 'decision' },
  )
}
