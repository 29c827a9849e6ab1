import { parseTomlLeniently } from '../../../config/toml.ts'
import { valueAt } from '../../../project/project.ts'
import { isKnownDistribution } from '../../../python/distribution-names.ts'
import type { Edit, SettingValue } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { append, set } from './edits.ts'
import { inPyproject } from './project-paths.ts'

/** Declares a test dependency that is missing, where the project declares the others. */
export const testsFailed: CandidatesOf<'tests-failed'> = ({ facts }, sources) => {
  const { cause, declaration } = facts
  if (cause.kind !== 'dependency' || declaration === null) return []
  const [, list, table] = /^(?:"([^"]+)" of )?\[([^\]]+)\] in pyproject\.toml$/.exec(declaration.place) ?? []
  if (table === undefined) return []
  const path = [...table.split('.'), ...(list === undefined ? [] : [list])]
  // A distribution that was only guessed from the name of a module or plugin may not exist or be unrelated.
  const { distribution } = cause
  if (distribution === null || !isKnownDistribution(distribution)) return []
  return declare(path, list !== undefined, declaration.line, sources).map((edits) => ({
    summary: `Add ${distribution} to the test dependencies.`,
    edits,
  }))
}

function declare(path: readonly string[], isList: boolean, line: string, sources: ProjectSources): Edit[][] {
  if (isList) return [[append(inPyproject(sources, ...path), [line.replaceAll('"', '')])]]
  // A key with its value.
  const [[key, value] = []] = Object.entries(parseTomlLeniently(line))
  if (key === undefined || valueAt(sources.project, [...path, key]) !== undefined) return []
  return [[set(inPyproject(sources, ...path, key), value as SettingValue)]]
}
