import { table } from '../../../../config/toml.ts'
import { valueAt } from '../../../../project/project.ts'
import { covers } from '../../../diagnosis/exclusion-reason.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { collapsedPaths } from '../collapsed-paths.ts'
import { append, deleteSetting, remove, type SettingPlace, set } from '../edits.ts'
import type { MissingFiles } from '../missing-files.ts'
import { inPyproject, joinPath, stringsAt } from '../project-paths.ts'
import type { BackendSettings, MissingData, TopLevel } from './backend.ts'

const BUILD = ['tool', 'hatch', 'build']
type Target = 'wheel' | 'sdist'
const tableOf = (target: Target) => [...BUILD, 'targets', target]

/** hatchling, whose settings of a target replace those of `[tool.hatch.build]`. */
export const hatchling: BackendSettings = {
  includeModules: includeFiles,
  includeData: (missing: MissingData, sources) => includeFiles(missing, sources),
  includePackages,
  includeInSdist,
  excludeTopLevel,
  excludeFromWheel: (unwanted, sources) => [
    ...removeForced(
      unwanted.map(({ installed, file }) => ({ name: installed, source: file })),
      sources,
    ),
    exclude(
      unwanted.map(({ file }) => file),
      ['wheel', 'sdist'],
      sources,
    ),
  ],
  excludeFromSdist: (files, sources) => [exclude(files, ['sdist'], sources)],
}

/** The table whose list applies to a target. */
function tableInForce(key: string, target: Target, sources: ProjectSources): readonly string[] | undefined {
  return [tableOf(target), BUILD].find((path) => valueAt(sources.project, [...path, key]) !== undefined)
}

/** The list that applies to a target; undefined if none is set. */
function listInForce(key: string, target: Target, sources: ProjectSources) {
  const path = tableInForce(key, target, sources)
  if (path === undefined) return undefined
  return { place: inPyproject(sources, ...path, key), items: stringsAt(sources, ...path, key) ?? [] }
}

/** Extends the lists that select the files of the wheel; otherwise includes the files regardless of exclusions. */
function includeFiles(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const paths = collapsedPaths(missing, sources)
  const { top, root, shipped } = missing
  const isBeside = !shipped.some(
    (path) => path === joinPath(root, top) || path === `${joinPath(root, top)}.py`,
  )
  const extended = extendSelection(paths, sources)
  const artifacts = places('artifacts', ['wheel', 'sdist'], sources).map((place) =>
    append(place, paths.map(anchored)),
  )
  const isSelected = ['packages', 'only-include', 'include'].some(
    (key) => tableInForce(key, 'wheel', sources) !== undefined,
  )
  return [
    ...leaveInPlace(missing, sources),
    ...(extended.length === 0 ? [] : [{ summary: 'Add the files to the wheel settings.', edits: extended }]),
    // Without a setting, hatchling includes only the package with the name of the project.
    ...(isBeside && !isSelected
      ? [
          {
            summary: 'List the wheel contents.',
            edits: [
              set(inPyproject(sources, ...tableOf('wheel'), 'packages'), [...shipped, ...paths].map(bare)),
            ],
          },
        ]
      : []),
    ...(isBeside
      ? []
      : [{ summary: 'Include the files even if .gitignore or exclude match them.', edits: artifacts }]),
  ]
}

/** Removes the items of `force-include` that install the files elsewhere. */
function leaveInPlace({ files }: MissingFiles, sources: ProjectSources): Candidate[] {
  const path = tableInForce('force-include', 'wheel', sources)
  const forced = path === undefined ? {} : table(valueAt(sources.project, [...path, 'force-include']))
  const moved = Object.keys(forced).filter((from) => files.includes(bare(from)))
  return path === undefined || moved.length === 0
    ? []
    : [
        {
          summary: 'Remove it from force-include.',
          edits: moved.map((from) => deleteSetting(inPyproject(sources, ...path, 'force-include', from))),
        },
      ]
}

/** The edits of `packages`, `only-include` and `include` without which a target does not select some paths. */
function extendSelection(paths: readonly string[], sources: ProjectSources): Edit[] {
  return (['packages', 'only-include', 'include'] as const).flatMap((key): Edit[] => {
    const list = listInForce(key, 'wheel', sources)
    if (list === undefined || list.items.length === 0) return []
    const lacking = paths.filter((path) => !list.items.some((item) => covers(item, bare(path))))
    if (lacking.length === 0) return []
    return [append(list.place, lacking.map(key === 'include' ? anchored : bare))]
  })
}

/** The lists to extend so that an item applies to targets: one for both, if neither replaces it. */
function places(key: string, targets: readonly Target[], sources: ProjectSources): SettingPlace[] {
  const own = targets.filter((target) => valueAt(sources.project, [...tableOf(target), key]) !== undefined)
  const shared = targets.length > 1 || valueAt(sources.project, [...BUILD, key]) !== undefined
  const others = targets.filter((target) => !own.includes(target))
  return [
    ...own.map((target) => inPyproject(sources, ...tableOf(target), key)),
    ...(others.length === 0
      ? []
      : [inPyproject(sources, ...(shared ? BUILD : tableOf(others[0] as Target)), key)]),
  ]
}

function includePackages(packages: readonly string[], sources: ProjectSources): Candidate[] {
  const summary = 'List the package directories.'
  const place = inPyproject(sources, ...tableOf('wheel'), 'packages')
  const isSame = stringsAt(sources, ...place.path)?.join() === packages.join()
  const selected = isSame ? [] : [set(place, packages)]
  const unmapped =
    valueAt(sources.project, [...BUILD, 'sources']) === undefined
      ? []
      : [deleteSetting(inPyproject(sources, ...BUILD, 'sources'))]
  const keeping = keepPathsInSdist(packages, sources)
  const others = ['only-include', 'include'].flatMap((key) =>
    valueAt(sources.project, [...tableOf('wheel'), key]) === undefined
      ? []
      : [deleteSetting(inPyproject(sources, ...tableOf('wheel'), key))],
  )
  const all = [
    [...selected, ...unmapped, ...keeping],
    [...selected, ...unmapped],
    selected,
    others.length === 0 ? [] : [...selected, ...others],
  ]
  const distinct = new Map(all.map((edits) => [JSON.stringify(edits), edits]))
  return [...distinct.values()].filter((edits) => edits.length > 0).map((edits) => ({ summary, edits }))
}

/** `packages` of the sdist removes the directory around the packages, so that the settings of the wheel do not match. */
function keepPathsInSdist(packages: readonly string[], sources: ProjectSources): Edit[] {
  const sdist = tableOf('sdist')
  const isElsewhere = packages.some((path) => path.includes('/'))
  if (!isElsewhere || valueAt(sources.project, [...sdist, 'packages']) === undefined) return []
  const include = listInForce('include', 'sdist', sources)
  return [
    deleteSetting(inPyproject(sources, ...sdist, 'packages')),
    ...(include === undefined ? [] : [append(include.place, packages.map(anchored))]),
  ]
}

function includeInSdist(paths: readonly string[], sources: ProjectSources): Candidate[] {
  const only = (['packages', 'only-include'] as const).flatMap((key): Edit[] => {
    const list = listInForce(key, 'sdist', sources)
    if (list === undefined || list.items.length === 0) return []
    const lacking = paths.filter((path) => !list.items.some((item) => covers(item, bare(path))))
    return lacking.length === 0 ? [] : [append(list.place, lacking.map(bare))]
  })
  const include = listInForce('include', 'sdist', sources)
  const artifacts = places('artifacts', ['sdist'], sources).map((place) => append(place, paths.map(anchored)))
  return [
    ...(include === undefined || only.length > 0
      ? []
      : [{ summary: 'Include it in the sdist.', edits: [append(include.place, paths.map(anchored))] }]),
    ...(only.length > 0 ? [{ summary: 'Include it in the sdist.', edits: only }] : []),
    {
      summary: 'Include it in the sdist even if .gitignore or exclude match it.',
      edits: [...only, ...artifacts],
    },
  ]
}

function excludeTopLevel(unwanted: TopLevel, sources: ProjectSources): Candidate[] {
  const { source, name } = unwanted
  const selected = (['packages', 'only-include', 'include'] as const).flatMap((key): Edit[] => {
    const list = listInForce(key, 'wheel', sources)
    const items = (list?.items ?? []).filter((item) => bare(item).replace(/\/\*\*$/, '') === source)
    return list === undefined || items.length === 0 || items.length === list.items.length
      ? []
      : [remove(list.place, items)]
  })
  return [
    ...(selected.length === 0 ? [] : [{ summary: `Remove ${name} from the wheel.`, edits: selected }]),
    ...removeForced([unwanted], sources),
    exclude([source], ['wheel'], sources),
  ]
}

/** Removes the items of `force-include` that put something into the wheel. */
function removeForced(unwanted: readonly TopLevel[], sources: ProjectSources): Candidate[] {
  const path = [tableOf('wheel'), BUILD].find(
    (one) => valueAt(sources.project, [...one, 'force-include']) !== undefined,
  )
  if (path === undefined) return []
  const forced = Object.entries(table(valueAt(sources.project, [...path, 'force-include'])))
  const edits = unwanted.flatMap(({ name, source }) =>
    forced.flatMap(([from, to]) =>
      bare(from) === source || bare(String(to)) === name || bare(String(to)) === `${name}.py`
        ? [deleteSetting(inPyproject(sources, ...path, 'force-include', from))]
        : [],
    ),
  )
  return edits.length < unwanted.length ? [] : [{ summary: 'Remove it from force-include.', edits }]
}

function exclude(files: readonly string[], targets: readonly Target[], sources: ProjectSources): Candidate {
  return {
    summary: `Exclude it from the ${targets.length > 1 ? 'distributions' : targets[0]}.`,
    edits: places('exclude', targets, sources).map((place) => append(place, files.map(anchored))),
  }
}

/** A pattern that matches one path only. */
function anchored(path: string): string {
  return `/${path}`
}

function bare(path: string): string {
  return path.replace(/^\.?\//, '').replace(/\/$/, '')
}
