import type { Wheel } from '../../distribution/wheel.ts'
import { withoutLocalPath } from '../../python/requirement.ts'

/**
 * Returns the differences between two wheels that affect an installation: members, and fields of the core metadata.
 * Versions and descriptive fields (README, authors, URLs, classifiers) are ignored.
 */
export function wheelDifferences(before: Wheel, after: Wheel): string[] {
  const [old, current] = [contentsOf(before), contentsOf(after)]
  const members = [...new Set([...old.keys(), ...current.keys()])].filter(
    (name) => old.get(name) !== current.get(name),
  )
  const fields = Object.keys(METADATA).filter((field) => {
    const [oldValue, value] = [before, after].map((wheel) => JSON.stringify(METADATA[field]?.(wheel)))
    return oldValue !== value
  })
  return [...members.sort(), ...fields]
}

/** Member -> hash, without `.dist-info`. The name of the `.data` directory, which contains the version, is replaced. */
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
  'Requires-Dist': ({ metadata }) => metadata.requirements.map(withoutLocalPath).sort(),
  'Provides-Extra': ({ metadata }) => [...metadata.extras].sort(),
  'entry points': ({ entryPoints }) => entryPoints.map((entry) => JSON.stringify(entry)).sort(),
}
