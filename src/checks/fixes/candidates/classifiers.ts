import { isStringArray } from '../../../config/toml.ts'
import { fileOf, valueAt } from '../../../project/project.ts'
import type { Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { remove, replaceItem, type SettingPlace } from './edits.ts'
import { inPyproject, inSetupCfg } from './project-paths.ts'

/** Returns the classifiers that the project declares, as far as they are written in lists. */
export function declaredClassifiers(sources: ProjectSources): string[] {
  return listsOf(sources).flatMap(({ items }) => items)
}

/** Returns the edit that deletes classifiers, or replaces one; undefined if they are not found. */
export function changeClassifiers(
  classifiers: readonly string[],
  by: string | undefined,
  sources: ProjectSources,
): Edit[] | undefined {
  const [first] = classifiers
  for (const { place, items } of listsOf(sources)) {
    const found = classifiers.filter((one) => items.includes(one))
    if (found.length === 0) continue
    const isKnown = by === undefined || items.includes(by)
    return isKnown ? [remove(place, found)] : [replaceItem(place, first as string, by)]
  }
  return inSetupPy(classifiers, by, sources)
}

function listsOf(sources: ProjectSources): { place: SettingPlace; items: readonly string[] }[] {
  const { project } = sources
  const places = [
    inPyproject(sources, 'project', 'classifiers'),
    inPyproject(sources, 'tool', 'poetry', 'classifiers'),
  ]
  const inCfg =
    project.setupCfg.get('metadata')?.get('classifiers') ??
    project.setupCfg.get('metadata')?.get('classifier')
  const lines = inCfg?.split('\n').flatMap((line) => line.trim() || []) ?? []
  const option = project.setupCfg.get('metadata')?.has('classifiers') ? 'classifiers' : 'classifier'
  return [
    ...places.flatMap((place) => {
      const items = valueAt(project, place.path)
      return isStringArray(items) ? [{ place, items }] : []
    }),
    ...(lines.length > 0 ? [{ place: inSetupCfg(sources, 'metadata', option), items: lines }] : []),
  ]
}

/** In setup.py, the lines that consist of one classifier. */
function inSetupPy(
  classifiers: readonly string[],
  by: string | undefined,
  { project, textOf }: ProjectSources,
): Edit[] | undefined {
  const file = fileOf(project, 'setup.py')
  const lines = (textOf(file) ?? '').split('\n')
  const found = lines.flatMap((line, index) => {
    const [, text = ''] = /^\s*["']([^"']+)["'],?\s*$/.exec(line) ?? []
    return classifiers.includes(text) ? [{ line: index + 1, text }] : []
  })
  const [first] = found
  if (first === undefined) return undefined
  return by === undefined
    ? [{ kind: 'lines', file, delete: found.map(({ line }) => line) }]
    : [{ kind: 'replace', file, line: first.line, text: first.text, by }]
}
