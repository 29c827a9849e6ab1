import { fileOf } from '../../../../project/project.ts'
import type { Candidate, Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { appendLines } from '../edits.ts'
import type { MissingFiles } from '../missing-files.ts'
import { directoryOf, joinPath, nameOf, projectFiles } from '../project-paths.ts'
import type { BackendSettings } from './backend.ts'

/** meson-python, which includes the files that meson.build installs. Its sdist has the committed files. */
export const mesonPython: BackendSettings = {
  includeModules: includeFiles,
  includeData: includeFiles,
  includePackages: () => [],
  includeInSdist: () => [],
  excludeTopLevel: () => [],
  excludeFromWheel: () => [],
  excludeFromSdist: () => [],
}

function includeFiles({ files, root }: MissingFiles, sources: ProjectSources): Candidate[] {
  const listed = extendLists(files, sources)
  const installed = installSources(files, root, sources)
  return [
    ...(listed.length === 0 ? [] : [{ summary: 'List the files in meson.build.', edits: listed }]),
    ...(installed.length === 0 ? [] : [{ summary: 'Install the files with meson.', edits: installed }]),
  ]
}

/** The directory of the closest meson.build, relative to the project's directory. */
function mesonDirectory(directory: string, sources: ProjectSources): string | undefined {
  const files = new Set(projectFiles(sources))
  for (let one = directory; ; one = directoryOf(one)) {
    if (files.has(joinPath(one, 'meson.build'))) return one
    if (one === '') return undefined
  }
}

/** The edits that add files to the lists with others of the same directory and kind; empty if there are none. */
function extendLists(files: readonly string[], sources: ProjectSources): Edit[] {
  const byPlace = new Map<string, { place: ListItem; added: string[] }>()
  for (const file of files) {
    const place = listedSibling(file, sources)
    if (place === undefined) return []
    const key = `${place.file}:${place.line}`
    const known = byPlace.get(key) ?? { place, added: [] }
    known.added.push(file.slice(place.start))
    byPlace.set(key, known)
  }
  return [...byPlace.values()].map(({ place: { file, line, text, before }, added }) => ({
    kind: 'replace',
    file,
    line,
    text,
    by: [text, ...added.map((one) => `'${one}'`)].join(before.trim() === '' ? `,\n${before}` : ', '),
  }))
}

/** A string in a list of meson.build. */
interface ListItem {
  readonly file: string
  readonly line: number
  /** With its quotation marks. */
  readonly text: string
  /** What precedes it on its line. */
  readonly before: string
  /** Length of the directory that the paths in the list are relative to. */
  readonly start: number
}

/** The last string that names a tracked file in the directory of a file, with its extension. */
function listedSibling(file: string, sources: ProjectSources): ListItem | undefined {
  const directory = mesonDirectory(directoryOf(file), sources)
  if (directory === undefined) return undefined
  const start = directory === '' ? 0 : directory.length + 1
  const extension = (path: string) => nameOf(path).replace(/^.*(?=\.)/, '')
  const tracked = new Set(projectFiles(sources))
  const meson = fileOf(sources.project, joinPath(directory, 'meson.build'))
  const items = (sources.textOf(meson) ?? '').split('\n').flatMap((line, index) =>
    [...line.matchAll(/'([^']+)'/g)].flatMap((match): ListItem[] => {
      const [text, path = ''] = match
      const sibling = joinPath(directory, path)
      const isSibling =
        tracked.has(sibling) &&
        directoryOf(sibling) === directoryOf(file) &&
        extension(sibling) === extension(file) &&
        line.split(text).length === 2
      const before = line.slice(0, match.index)
      return isSibling ? [{ file: meson, line: index + 1, text, before, start }] : []
    }),
  )
  return items.at(-1)
}

/** The edits that install the files at the end of the closest meson.build. */
function installSources(files: readonly string[], root: string, sources: ProjectSources): Edit[] {
  const text = sources.textOf(fileOf(sources.project, 'meson.build')) ?? ''
  const [, installation] =
    /^\s*(\w+)\s*=\s*import\(\s*'python'\s*\)\.find_installation\(/m.exec(text) ??
    /^\s*(\w+)\s*=\s*\w+\.find_installation\(/m.exec(text) ??
    []
  if (installation === undefined) return []
  const isPure = files.every((one) => /\.(py|pyi|typed|json|txt|html|css|js|svg)$/.test(one))
  const start = root === '' ? 0 : root.length + 1
  const directories = new Map<string, string[]>()
  for (const one of files) {
    const directory = directoryOf(one.slice(start))
    directories.set(directory, [...(directories.get(directory) ?? []), one])
  }
  return [...directories].map(([directory, paths]) => {
    const own = mesonDirectory(directoryOf(paths[0] ?? ''), sources) ?? ''
    const list = paths.map((path) => `'${path.slice(own === '' ? 0 : own.length + 1)}'`).join(', ')
    const options = [
      ...(directory === '' ? [] : [`subdir: '${directory}'`]),
      // Pure files in a wheel with extension modules belong beside these.
      ...(isPure && /extension_module\(/.test(text) ? ['pure: false'] : []),
    ]
    const call = `${installation}.install_sources([${list}]${options.map((option) => `, ${option}`).join('')})`
    return appendLines(fileOf(sources.project, joinPath(own, 'meson.build')), [call])
  })
}
