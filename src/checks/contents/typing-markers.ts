import { isTestPath } from '../../project/test-paths.ts'
import {
  exclusionLocation,
  sdistExclusionReason,
  wheelExclusionReason,
} from '../diagnosis/exclusion-reason.ts'
import { filesLostBySdist } from '../diagnosis/lost-by-sdist.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import type { PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { Contents } from './facts.ts'
import { packageOf } from './missing-files.ts'

/** The marker file of typed packages (PEP 561). */
export const isTypingMarker = (path: string) => /\/py\.typed$/.test(path)

/**
 * Reports a py.typed that is missing from the wheel. PEP 561 has no marker for distributions of single modules and
 * needs none in stub-only packages, so their classifier is not an error.
 */
export function checkTypingMarkers(facts: PackageFacts, contents: Contents): Finding[] {
  const { wheel, sourceMap, unshipped } = contents
  const tracked = [...unshipped].filter(([path]) => isTypingMarker(path) && !isTestPath(path))
  const lost = new Set(filesLostBySdist(facts).map(({ installed }) => installed))
  const markers = tracked.map(([path, source]): Finding => {
    const cause = lost.has(path)
      ? sdistExclusionReason(facts, contents, source)
      : wheelExclusionReason(facts, contents, path, source)
    return {
      rule: 'typing-marker-missing',
      severity: 'warning',
      facts: {
        path,
        source,
        tracked: true,
        inTree: lost.has(path),
        package: packageOf(path, contents),
        cause,
        ...packagingOf(facts),
      },
      where: exclusionLocation(cause, source),
    }
  })
  const top = wheel.topLevels.find(({ kind, name }) => kind === 'package' && !isTestPath(`${name}/`))
  const hasNone = ![...wheel.files.map(({ path }) => path), ...unshipped.keys()].some(isTypingMarker)
  if (!wheel.metadata.classifiers.includes('Typing :: Typed') || !hasNone || top === undefined) return markers
  const path = `${top.name}/py.typed`
  return [
    {
      rule: 'typing-marker-missing',
      severity: 'warning',
      facts: {
        path,
        source: `${sourceMap.roots.get(top.name) ?? top.name}/py.typed`,
        tracked: false,
        inTree: false,
        package: top.name,
        cause: null,
        ...packagingOf(facts),
      },
    },
  ]
}
