import { fileOf, valueAt } from '../../../project/project.ts'
import { packageDataOf } from '../../diagnosis/package-data.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import { patternOfItem } from '../../diagnosis/setting-items.ts'
import type { FactsOf } from '../../rules.ts'
import type { Candidate, Edit, SettingValue } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { MissingData } from './backends/backend.ts'
import { backendOf } from './backends/index.ts'
import { setupPyOf, tableSetting } from './backends/setuptools-configuration.ts'
import { append, remove, replaceItem, type SettingPlace } from './edits.ts'
import { inProject, inPyproject, joinPath, nameOf } from './project-paths.ts'

type DataFacts = FactsOf['data-missing']

/** Returns the correction of a setting that names data files in a way without effect. */
export function correctDeclaration(
  facts: DataFacts,
  missing: MissingData,
  sources: ProjectSources,
): Candidate[] {
  const { declaredBy, declarationFix } = facts
  if (declaredBy === null || declarationFix === null) return []
  switch (backendName(sources)) {
    case 'setuptools':
      return correctPackageData(declaredBy.pattern, missing, sources)
    case 'hatchling':
      return correctHatch(declaredBy.setting, declaredBy.pattern, missing, sources)
    case 'poetry-core':
      return correctPoetry(declaredBy.pattern, missing, sources)
    default:
      return correctPath(declaredBy.setting, declaredBy.pattern, missing, sources)
  }
}

/** Makes a pattern of package-data relative to the package that contains the files. */
function correctPackageData(pattern: string, missing: MissingData, sources: ProjectSources): Candidate[] {
  const { package: directory } = missing
  const wrong = packageDataOf(sources.project, setupPyOf(sources)).filter((one) => one.pattern === pattern)
  const [first] = wrong
  if (first === undefined) return []
  const target = directory.replaceAll('/', '.')
  const from = tableSetting(sources, 'package-data', first.package)
  const bare = pattern.replace(/^\.?\//, '')
  const declaredIn = first.package.replaceAll('.', '/')
  const at = bare.indexOf(`${directory}/`)
  const right =
    first.package === target
      ? at < 0
        ? undefined
        : bare.slice(at + directory.length + 1)
      : declaredIn.startsWith(`${directory}/`)
        ? joinPath(declaredIn.slice(directory.length + 1), bare)
        : undefined
  if (right === undefined) return []
  const edits: Edit[] =
    first.package === target
      ? [replaceItem(from, pattern, right)]
      : // Before the removal, which otherwise deletes a table in the middle of the file.
        [append(tableSetting(sources, 'package-data', target), [right]), remove(from, [pattern])]
  return [{ summary: 'Make the pattern of package-data relative to the package.', edits }]
}

/** `artifacts of [tool.hatch.build.targets.sdist]` */
function placeOf(setting: string, sources: ProjectSources): SettingPlace | undefined {
  const [, key, path] = /^([\w-]+) of \[([\w.-]+)\]$/.exec(setting) ?? []
  return key === undefined || path === undefined ? undefined : inPyproject(sources, ...path.split('.'), key)
}

function correctHatch(
  setting: string,
  pattern: string,
  missing: MissingData,
  sources: ProjectSources,
): Candidate[] {
  const place = placeOf(setting, sources)
  if (place === undefined || place.path.at(-1) !== 'artifacts')
    return correctPath(setting, pattern, missing, sources)
  const build = ['tool', 'hatch', 'build']
  const wheel = [...build, 'targets', 'wheel', 'artifacts']
  const isReplaced = valueAt(sources.project, wheel) !== undefined
  if (isReplaced)
    return [
      {
        summary: 'Also include the files in the wheel.',
        edits: [append(inPyproject(sources, ...wheel), [pattern])],
      },
    ]
  return [
    {
      summary: 'Include the files in both distributions.',
      edits: [remove(place, [pattern]), append(inPyproject(sources, ...build, 'artifacts'), [pattern])],
    },
  ]
}

/** Replaces an item of `include` by the package that contains the files. */
function correctPoetry(pattern: string, missing: MissingData, sources: ProjectSources): Candidate[] {
  const include = inPyproject(sources, 'tool', 'poetry', 'include')
  const item = itemsAt(include, sources).find((one) => patternOfItem(one) === pattern)
  if (item === undefined) return []
  return backendOf(sources)
    .includeData(missing, sources)
    .map(({ summary, edits }) => ({ summary, edits: [remove(include, [item]), ...edits] }))
}

/** Makes a path relative to the project's directory. */
function correctPath(
  setting: string,
  pattern: string,
  { root }: MissingData,
  sources: ProjectSources,
): Candidate[] {
  const place = placeOf(setting, sources)
  if (place === undefined || root === '') return []
  const item = itemsAt(place, sources).find((one) => patternOfItem(one) === pattern)
  if (typeof item !== 'string' || item.startsWith(`${root}/`)) return []
  return [
    {
      summary: 'Make the path relative to the directory of pyproject.toml.',
      edits: [replaceItem(place, item, joinPath(root, item.replace(/^\.?\//, '')))],
    },
  ]
}

function itemsAt({ path }: SettingPlace, { project }: ProjectSources): SettingValue[] {
  const value = valueAt(project, path)
  return Array.isArray(value) ? (value as SettingValue[]) : []
}

/** Moves a module of py-modules to the directory in which setuptools looks for it. */
export function moveDeclaredModule(
  { declaredBy, declarationFix, source, module }: FactsOf['module-missing'],
  sources: ProjectSources,
): Candidate[] {
  if (declarationFix === null || declaredBy?.setting !== 'py-modules of [tool.setuptools]') return []
  const root = valueAt(sources.project, ['tool', 'setuptools', 'package-dir', ''])
  const to = fileOf(
    sources.project,
    joinPath(typeof root === 'string' ? root.replace(/\/$/, '') : '', `${module.replaceAll('.', '/')}.py`),
  )
  const text = sources.textOf(source)
  if (text === undefined || to === source || sources.files.includes(to)) return []
  return [
    {
      summary: `Move ${nameOf(inProject(sources, source))} to the directory that setuptools searches.`,
      edits: [
        { kind: 'create', file: to, text },
        { kind: 'delete', file: source },
      ],
    },
  ]
}
