import { isEmptyWheel } from '../../distribution/empty-wheel.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { checkEmptyWheel } from './empty-wheel.ts'
import { checkJunk } from './junk.ts'
import { checkLicenses } from './licenses.ts'
import { checkMissingData } from './missing-data.ts'
import { checkMissingModules } from './missing-modules.ts'
import { checkPolicy } from './policy.ts'
import { checkSizes } from './sizes.ts'
import { checkTopLevels } from './top-levels.ts'
import { checkTypingMarkers } from './typing-markers.ts'
import { checkUnmatchedPatterns } from './unmatched-patterns.ts'

/** Reports an empty wheel, missing modules and data files, unrelated top-level modules and unwanted files. */
export function checkContents(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const empty = checkEmptyWheel(facts, contents)
  return [
    ...empty,
    ...[...checkMissingModules(facts, contents), ...checkMissingData(facts, contents)].filter(
      (missing) => !empty.some((wheel) => isOfEmptyWheel(missing, wheel)),
    ),
    ...checkTypingMarkers(facts, contents),
    // The setting that makes a wheel empty is its cause.
    ...(isEmptyWheel(contents.wheel) ? [] : checkUnmatchedPatterns(facts, contents)),
    ...checkTopLevels(facts, contents),
    ...checkJunk(facts, contents),
    ...checkLicenses(facts, contents),
    ...checkSizes(facts),
    ...checkPolicy(facts, contents),
  ]
}

/** Whether a missing file has the same cause as the empty wheel. */
function isOfEmptyWheel(missing: Finding, wheel: Finding): boolean {
  return (
    (missing.rule === 'module-missing' || missing.rule === 'data-missing') &&
    wheel.rule === 'wheel-empty' &&
    wheel.severity === 'error' &&
    missing.facts.builtFrom === wheel.facts.builtFrom
  )
}
