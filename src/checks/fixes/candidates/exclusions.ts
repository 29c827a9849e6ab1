import { isStringArray, table } from '../../../config/toml.ts'
import { fileOf, pyprojectOf, valueAt } from '../../../project/project.ts'
import { moduleOf } from '../../../python/module-names.ts'
import { covers, excludingLists, matchesPackage } from '../../diagnosis/exclusion-reason.ts'
import { glob } from '../../diagnosis/glob.ts'
import { type ManifestCommand, manifestCommands } from '../../diagnosis/manifest.ts'
import { memoized } from '../../diagnosis/memoized.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import { patternOfItem } from '../../diagnosis/setting-items.ts'
import { staysBehind } from '../../diagnosis/stay-behind.ts'
import type { Candidate, Edit, SettingValue } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { itemsOf, listIn, packageSelection, setupPyOf } from './backends/setuptools-configuration.ts'
import { remove, type SettingPlace } from './edits.ts'
import { directoryOf, inSetupCfg, inSetupPy, projectFiles } from './project-paths.ts'

/** A file that a distribution lacks. */
export interface ExcludedFile {
  /** Relative to the project's directory. */
  readonly file: string
  /** Path at which it would be installed; undefined if only the sdist lacks it. */
  readonly installed: string | undefined
}

/**
 * Returns the ways to include files, and the removal of all patterns that exclude them: last, if the patterns also
 * exclude tests and files for developers.
 */
export function withoutExclusions(
  files: readonly ExcludedFile[],
  included: readonly Candidate[],
  sources: ProjectSources,
): Candidate[] {
  const edits = [...manifestEdits(files, sources), ...settingEdits(files, sources)]
  if (edits.length === 0) return [...included]
  const removed: Candidate = { summary: 'Remove the patterns that exclude it.', edits }
  if (excludesOthers(files, sources)) return [...included, removed]
  // setuptools includes data files only by a setting.
  const isData = files.every(({ installed }) => installed !== undefined && moduleOf(installed) === undefined)
  const both = isData && backendName(sources) === 'setuptools' ? included.slice(0, 1) : []
  return [
    removed,
    ...both.map((one) => ({
      summary: `Remove the patterns that exclude it. ${one.summary}`,
      edits: [...edits, ...one.edits],
    })),
    ...included,
  ]
}

/** Whether the patterns also exclude files that should be excluded. */
function excludesOthers(files: readonly ExcludedFile[], sources: ProjectSources): boolean {
  const [first] = files
  const root = first?.installed === undefined ? '' : first.file.slice(0, -first.installed.length)
  const own = new Set(files.map(({ file }) => file))
  const excluding = new Set(files.flatMap((file) => keysOfExclusions(file, sources)))
  return projectFiles(sources).some((file) => {
    if (own.has(file) || !file.startsWith(root) || !staysBehind(file)) return false
    const installed = first?.installed === undefined ? undefined : file.slice(root.length)
    return keysOfExclusions({ file, installed }, sources).some((key) => excluding.has(key))
  })
}

function keysOfExclusions(file: ExcludedFile, sources: ProjectSources): string[] {
  return [
    ...excludingItems(file, sources).map((item) => JSON.stringify(item)),
    ...excludingCommands(file, sources).map(({ line }) => `MANIFEST.in:${line}`),
  ]
}

function settingEdits(files: readonly ExcludedFile[], sources: ProjectSources): Edit[] {
  const found = new Map<string, { place: SettingPlace; items: Set<SettingValue> }>()
  for (const { place, item } of files.flatMap((file) => excludingItems(file, sources))) {
    const key = JSON.stringify(place)
    const known = found.get(key) ?? { place, items: new Set() }
    found.set(key, known)
    known.items.add(item)
  }
  return [...found.values()].map(({ place, items }) => remove(place, [...items]))
}

interface ExcludingItem {
  readonly place: SettingPlace
  readonly item: SettingValue
}

function excludingItems(excluded: ExcludedFile, sources: ProjectSources): ExcludingItem[] {
  return backendName(sources) === 'setuptools'
    ? [...inPackageSearch(excluded, sources), ...inPackageData(excluded, sources)]
    : inLists(excluded, sources)
}

/** The settings of backends for which no cause of a missing file is reported. */
const OTHER_LISTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  maturin: [['tool', 'maturin', 'exclude']],
  'scikit_build_core.build': [
    ['tool', 'scikit-build', 'sdist', 'exclude'],
    ['tool', 'scikit-build', 'wheel', 'exclude'],
  ],
}

function inLists({ file, installed }: ExcludedFile, sources: ProjectSources): ExcludingItem[] {
  const { project } = sources
  const backend = backendName(sources)
  const lists = OTHER_LISTS[backend] ?? (excludingLists(backend) as readonly (readonly string[])[])
  return lists.flatMap((path) => {
    const isOfWheel = path.includes('wheel') || path.at(-1)?.startsWith('wheel-') === true
    if (isOfWheel && installed === undefined) return []
    const value = valueAt(project, path)
    const items = Array.isArray(value) ? (value as SettingValue[]) : []
    // scikit-build-core's patterns for the wheel are relative to site-packages.
    const names = path.includes('scikit-build') && isOfWheel ? [installed ?? file] : [file]
    return items
      .filter((item) => names.some((name) => covers(patternOfItem(item) ?? '', name)))
      .map((item) => ({ place: { file: pyprojectOf(project), path }, item }))
  })
}

/** `exclude` of the search for packages. */
function inPackageSearch({ installed }: ExcludedFile, sources: ProjectSources): ExcludingItem[] {
  const selection = packageSelection(sources)
  if (installed === undefined || selection.kind !== 'find') return []
  const name = directoryOf(installed).replaceAll('/', '.')
  return selection.exclude
    .filter((pattern) => name !== '' && matchesPackage(pattern, name))
    .map((item) => ({ place: selection.place('exclude'), item }))
}

/** `exclude-package-data`. */
function inPackageData({ installed }: ExcludedFile, sources: ProjectSources): ExcludingItem[] {
  if (installed === undefined) return []
  return excludedPackageData(sources).flatMap(({ name, patterns, place }) => {
    const directory = `${name.replaceAll('.', '/')}/`
    const isAny = name === '*' || name === ''
    if (!isAny && !installed.startsWith(directory)) return []
    const parts = installed.split('/')
    const relative = isAny
      ? parts.slice(1).map((_, i) => parts.slice(i + 1).join('/'))
      : [installed.slice(directory.length)]
    return patterns
      .filter((pattern) => relative.some((path) => covers(pattern, path)))
      .map((item) => ({ place, item }))
  })
}

function excludedPackageData(sources: ProjectSources) {
  const { project } = sources
  const at = ['tool', 'setuptools', 'exclude-package-data']
  const inToml = Object.entries(table(valueAt(project, at))).flatMap(([name, patterns]) =>
    isStringArray(patterns)
      ? [{ name, patterns, place: { file: pyprojectOf(project), path: [...at, name] } }]
      : [],
  )
  const inCfg = [...(project.setupCfg.get('options.exclude_package_data') ?? [])].map(([name, value]) => ({
    name,
    patterns: itemsOf(value),
    place: inSetupCfg(sources, 'options.exclude_package_data', name),
  }))
  const [, dictionary = ''] = /\bexclude_package_data\s*=\s*\{([^{}]*)\}/.exec(setupPyOf(sources)) ?? []
  const inPython = [...dictionary.matchAll(/["']([\w.*-]*)["']\s*:\s*(\[[^\]]*\])/g)].map(
    ([, name = '', list = '']) => ({
      name,
      patterns: listIn(`patterns = ${list}`, 'patterns') ?? [],
      place: inSetupPy(sources, 'exclude_package_data', name),
    }),
  )
  return [...inToml, ...inCfg, ...inPython]
}

/** The commands of MANIFEST.in that exclude a file, below the last one that includes it. */
function excludingCommands({ file }: ExcludedFile, sources: ProjectSources): readonly ManifestCommand[] {
  if (backendName(sources) !== 'setuptools') return []
  const commands = manifestCommands(manifestOf(sources))
  const last = commands.findLastIndex(({ effect, matches }) => effect === 'keeps' && matches(file))
  return commands.filter(({ effect, matches }, i) => i > last && effect === 'drops' && matches(file))
}

const manifestOf = memoized(({ project, textOf }: ProjectSources) => ({
  manifest: textOf(fileOf(project, 'MANIFEST.in')),
}))

function manifestEdits(files: readonly ExcludedFile[], sources: ProjectSources): Edit[] {
  const file = fileOf(sources.project, 'MANIFEST.in')
  const excluding = new Set(files.flatMap((excluded) => excludingCommands(excluded, sources)))
  const narrowed: Edit[] = []
  const deleted: number[] = []
  for (const command of excluding) {
    const word = onlyExcludingWord(command, files)
    if (word === undefined) deleted.push(command.line)
    else narrowed.push({ kind: 'replace', file, line: command.line, text: ` ${word}`, by: '' })
  }
  return [...narrowed, ...(deleted.length === 0 ? [] : [{ kind: 'lines', file, delete: deleted } as const])]
}

/** The pattern of a command that excludes the files, if it has others that do not. */
function onlyExcludingWord(
  { patterns, text }: ManifestCommand,
  files: readonly ExcludedFile[],
): string | undefined {
  const excluding = patterns.map((pattern) => files.some(({ file }) => glob(pattern)(file)))
  const isOneOfSeveral = excluding.filter(Boolean).length === 1 && excluding.length > 1
  // The patterns are the last words of the command.
  const word = text.split(/\s+/).slice(-patterns.length)[excluding.indexOf(true)]
  return isOneOfSeveral && word !== undefined && text.split(` ${word}`).length === 2 ? word : undefined
}
