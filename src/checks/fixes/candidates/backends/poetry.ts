import { table } from '../../../../config/toml.ts'
import { valueAt } from '../../../../project/project.ts'
import { covers } from '../../../diagnosis/exclusion-reason.ts'
import { patternOfItem } from '../../../diagnosis/setting-items.ts'
import type { Candidate, Edit, SettingTable, SettingValue } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { append, remove, replaceItem, set } from '../edits.ts'
import type { MissingFiles } from '../missing-files.ts'
import { directoryOf, inPyproject, joinPath, nameOf } from '../project-paths.ts'
import type { BackendSettings, TopLevel } from './backend.ts'

const POETRY = ['tool', 'poetry']

/** poetry-core, which includes `packages` with all files, and `include` with the paths in the project. */
export const poetry: BackendSettings = {
  includeModules,
  includeData: includeModules,
  includePackages: (packages, sources) => [
    {
      summary: 'List the packages.',
      edits: [set(inPyproject(sources, ...POETRY, 'packages'), packages.map(packageItem))],
    },
  ],
  includeInSdist,
  excludeTopLevel,
  excludeFromWheel: (unwanted, sources) => {
    const files = unwanted.map(({ file }) => file)
    return [...removeIncluded(files, sources), exclude(files, sources)]
  },
  excludeFromSdist: (files, sources) => [...removeIncluded(files, sources), exclude(files, sources)],
}

/** An item of `packages`: `{ include = "demo", from = "src" }`. */
function packageItem(path: string): SettingTable {
  const from = directoryOf(path)
  return { include: nameOf(path), ...(from === '' ? {} : { from }) }
}

/** The items of a list of tables. */
function itemsOf(key: string, { project }: ProjectSources): SettingValue[] {
  const value = valueAt(project, [...POETRY, key])
  return Array.isArray(value) ? (value as SettingValue[]) : []
}

/** Includes the whole package: otherwise the list excludes all files that its patterns do not match. */
function includeModules(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const { files, root, top, shipped } = missing
  const module = joinPath(root, `${top}.py`)
  const path = files.includes(module) ? module : joinPath(root, top)
  const items = itemsOf('packages', sources)
  const place = inPyproject(sources, ...POETRY, 'packages')
  if (items.some((item) => patternOfItem(item) === path)) return []
  // Items without a directory between them are parts of the same package.
  const parts = items.filter((item) => patternOfItem(item)?.startsWith(`${path}/`))
  const [first] = parts
  return [
    ...(items.length === 0
      ? [
          {
            summary: 'List the packages.',
            edits: [set(place, [...new Set([...shipped, path])].map(packageItem))],
          },
        ]
      : []),
    ...(parts.length > 1
      ? [
          {
            summary: 'Include the whole package.',
            edits: [remove(place, parts), append(place, [packageItem(path)])],
          },
        ]
      : []),
    ...(parts.length === 1 && first !== undefined
      ? [{ summary: 'Include the whole package.', edits: [replaceItem(place, first, packageItem(path))] }]
      : []),
    ...(items.length > 0
      ? [{ summary: 'Include the whole package.', edits: [append(place, [packageItem(path)])] }]
      : []),
  ]
}

/** Extends items for the wheel only to both distributions; else includes the files in the sdist. */
function includeInSdist(paths: readonly string[], sources: ProjectSources): Candidate[] {
  const extended = (['packages', 'include'] as const).flatMap((key): Edit[] => {
    const ofWheel = itemsOf(key, sources).filter((item) => {
      const pattern = patternOfItem(item) ?? ''
      const { format } = asTable(item)
      const isOfWheel = format === 'wheel' || (Array.isArray(format) && format.join() === 'wheel')
      return isOfWheel && paths.some((path) => covers(pattern, path.replace(/\/$/, '')))
    })
    const place = inPyproject(sources, ...POETRY, key)
    return ofWheel.map((item) => replaceItem(place, item, { ...asTable(item), format: ['sdist', 'wheel'] }))
  })
  const items = paths.map((path) => ({ path: path.replace(/\/$/, '/**/*'), format: 'sdist' }))
  const included = append(inPyproject(sources, ...POETRY, 'include'), items)
  return [
    ...(extended.length === 0 ? [] : [{ summary: 'Include it in both distributions.', edits: extended }]),
    { summary: 'Include it in the sdist.', edits: [included] },
  ]
}

/** Removes the files from `include` of both distributions. */
function removeIncluded(files: readonly string[], sources: ProjectSources): Candidate[] {
  const included = itemsOf('include', sources).filter((item) => files.includes(patternOfItem(item) ?? ''))
  return included.length === 0
    ? []
    : [
        {
          summary: 'Remove it from include.',
          edits: [remove(inPyproject(sources, ...POETRY, 'include'), included)],
        },
      ]
}

function exclude(files: readonly string[], sources: ProjectSources): Candidate {
  return {
    summary: 'Exclude it from the distributions.',
    edits: [append(inPyproject(sources, ...POETRY, 'exclude'), files)],
  }
}

function excludeTopLevel({ name, source }: TopLevel, sources: ProjectSources): Candidate[] {
  const packages = itemsOf('packages', sources).filter((item) => patternOfItem(item) === source)
  const included = itemsOf('include', sources).filter((item) => patternOfItem(item) === source)
  const place = inPyproject(sources, ...POETRY, 'packages')
  const inInclude = inPyproject(sources, ...POETRY, 'include')
  const inSdistOnly = included.map((item) => replaceItem(inInclude, item, { path: source, format: 'sdist' }))
  return [
    ...(packages.length === 0
      ? []
      : [
          {
            summary: `Include ${name} in the sdist only.`,
            edits: packages.map((item) => replaceItem(place, item, { ...asTable(item), format: 'sdist' })),
          },
          { summary: `Remove ${name} from the packages.`, edits: [remove(place, packages)] },
        ]),
    ...(inSdistOnly.length === 0
      ? []
      : [{ summary: `Include ${name} in the sdist only.`, edits: inSdistOnly }]),
    ...(packages.length + included.length > 0 ? [] : [exclude([source], sources)]),
  ]
}

function asTable(item: SettingValue): SettingTable {
  return table(item) as SettingTable
}
