import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { checkEmptyWheel } from './empty-wheel.ts'
import { checkJunk } from './junk.ts'
import { checkMissingData } from './missing-data.ts'
import { checkMissingModules } from './missing-modules.ts'
import { checkTopLevels } from './top-levels.ts'
import { checkTypingMarkers } from './typing-markers.ts'

/** Reports an empty wheel, missing modules and data files, unrelated top-level modules and unwanted files. */
export function checkContents(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  return [
    ...checkEmptyWheel(facts, contents),
    ...checkMissingModules(facts, contents),
    ...checkMissingData(facts, contents),
    ...checkTypingMarkers(facts, contents),
    ...checkTopLevels(facts, contents),
    ...checkJunk(facts, contents),
  ]
}
