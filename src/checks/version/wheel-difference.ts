import type { Wheel } from '../../distribution/wheel.ts'
import { withoutFolder } from '../../python/requirement.ts'

/**
 * What differs between two wheels for those who install them, as members of the archives and fields of the core
 * metadata. The version itself and what only describes (README, authors, links, classifiers) does not count.
 */
export function differences(before: Wheel, after: Wheel): string[] {
  const [old, now] = [contentsOf(before), contentsOf(after)]
  const members = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => old.get(name) !== now.get(name),
  )
  const fields = Object.keys(METADATA).filter((field) => {
    const [was, is] = [before, after].map((wheel) => JSON.stringify(METADATA[field]?.(wheel)))
    return was !== is
  })
  return [...members.sort(), ...fields]
}

/** Member -> digest, but for the wheel's own metadata. The version is in the names of folders. */
function contentsOf({ members }: Wheel): Map<string, string> {
  return new Map(
    members.flatMap(({ name, sha256 }) =>
      /^[^/]+\.dist-info\//.test(name) ? [] : [[name.replace(/^[^/]+\.data\//, '.data/'), sha256]],
    ),
  )
}

const METADATA: Readonly<Record<string, (wheel: Wheel) => unknown>> = {
  Name: ({ metadata }) => metadata.name,
  'Requires-Python': ({ metadata }) => metadata.requiresPython ?? null,
  'Requires-Dist': ({ metadata }) => metadata.requirements.map(withoutFolder).sort(),
  'Provides-Extra': ({ metadata }) => [...metadata.extras].sort(),
  'entry points': ({ entryPoints }) => entryPoints.map((entry) => JSON.stringify(entry)).sort(),
}
