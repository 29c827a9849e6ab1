import { valid } from '@renovatebot/pep440'
import { escapeRegExp } from '../../../program/regular-expressions.ts'
import { fileOf, prefixOf, pyprojectOf, valueAt } from '../../../project/project.ts'
import { versionPlaces } from '../../../project/version-in-source.ts'
import { isSameVersion } from '../../../python/versions.ts'
import { VERSION_FILES, versionInFile } from '../../diagnosis/version-files.ts'
import type { ReplaceEdit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { shippedTopLevels } from './missing-files.ts'
import { nameOf } from './project-paths.ts'

/** A line with the version of the package. */
interface StatedVersion {
  /** Relative to the checkout's root. */
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** As written. */
  readonly version: string
}

/**
 * Returns the edits of all lines with the version of the package: those that the build backend reads, and those in the lock
 * file, settings of release tools and files that are not part of the distribution.
 *
 * @returns empty if the build backend does not read the version from a file, as it is computed
 */
export function replaceVersion(version: string, by: string, sources: ProjectSources): ReplaceEdit[] {
  const read = readByBackend(sources).filter((one) => isSameVersion(one.version, version))
  if (read.length === 0) return []
  const others = besides(sources).filter((one) => isSameVersion(one.version, version))
  const edits = [...read, ...others].flatMap((one) => editOf(one, by, sources))
  return [...new Map(edits.map((edit) => [`${edit.file}:${edit.line}`, edit])).values()]
}

/** Returns the edit of one line; empty if the version is not on it exactly once. */
function editOf(
  { file, line, version }: StatedVersion,
  by: string,
  { textOf }: ProjectSources,
): ReplaceEdit[] {
  const text = textOf(file)?.split('\n')[line - 1]
  return text?.split(version).length === 2 ? [{ kind: 'replace', file, line, text: version, by }] : []
}

/** The lines that the build backend reads. */
function readByBackend(sources: ProjectSources): StatedVersion[] {
  const { project, textOf } = sources
  const setupPy = textOf(fileOf(project, 'setup.py')) ?? ''
  const declared = [
    ...inPyproject(sources, [['project', 'version']]),
    ...inPyproject(sources, [['tool', 'poetry', 'version']]),
    ...find(sources, 'setup.cfg', /^version\s*[=:]\s*(\S+)\s*$/),
    ...find(sources, 'setup.py', /\bversion\s*=\s*["']([^"']+)["']/),
    ...(project.buildSystem.backend.startsWith('maturin')
      ? find(sources, 'Cargo.toml', /^version\s*=\s*"([^"]+)"/)
      : []),
    ...(project.buildSystem.backend === 'mesonpy'
      ? find(sources, 'meson.build', /^\s*version\s*:\s*'([^']+)'/)
      : []),
  ]
  // In setup.py, the name of the distribution may be computed.
  const packages = shippedTopLevels(sources).map((path) => nameOf(path).replace(/\.py$/, ''))
  const places = [project.name, ...packages].flatMap((name) => versionPlaces(project, name, setupPy))
  const inFiles = [...new Set(places)].flatMap((file) =>
    find(
      sources,
      file,
      file.endsWith('.py') ? ASSIGNED : file.endsWith('.toml') ? NOTHING : /^\s*(v?\d[\w.!+-]*)\s*$/,
    ),
  )
  return [...declared, ...inFiles]
}

/** `__version__ = "1.0"`, as `version-in-source` reads it. */
const ASSIGNED =
  /^(?:__version__|__VERSION__|VERSION|version|_version)\b(?:\s*:[^=]+)?\s*=\s*["']([^"']+)["']/
const NOTHING = /(?!)(.)/

/** The lines in other files. */
function besides(sources: ProjectSources): StatedVersion[] {
  const { project, textOf } = sources
  const locked = project.lockedVersion
  const files = VERSION_FILES.flatMap((file): StatedVersion[] => {
    const path = fileOf(project, file)
    const found = versionInFile(file, textOf(path) ?? '', project.name)
    return found?.line === undefined ? [] : [{ file: path, line: found.line, version: found.version }]
  })
  return [
    ...(locked?.version == null ? [] : [{ file: locked.file, line: locked.line, version: locked.version }]),
    ...files,
    ...inPyproject(sources, RELEASE_TOOLS),
    ...find(sources, '.bumpversion.cfg', /^current_version\s*=\s*(\S+)/),
    ...find(sources, '.bumpversion.toml', /^current_version\s*=\s*"([^"]+)"/),
    ...find(sources, 'setup.cfg', /^current_version\s*=\s*(\S+)/),
    ...find(sources, '.cz.toml', /^version\s*=\s*"([^"]+)"/),
    ...find(sources, 'tbump.toml', /^current\s*=\s*"([^"]+)"/),
  ]
}

/** Settings in which release tools keep the version. */
const RELEASE_TOOLS = [
  ['tool', 'bumpversion', 'current_version'],
  ['tool', 'bumpver', 'current_version'],
  ['tool', 'commitizen', 'version'],
  ['tool', 'tbump', 'version', 'current'],
]

function inPyproject({ project }: ProjectSources, paths: readonly (readonly string[])[]): StatedVersion[] {
  return paths.flatMap((path) => {
    const version = valueAt(project, path)
    const line = project.lineOf(path)
    return typeof version === 'string' && line !== undefined
      ? [{ file: pyprojectOf(project), line, version }]
      : []
  })
}

/** The first line of a file, relative to the project, that matches, with the version as the first group. */
function find({ project, textOf }: ProjectSources, path: string, pattern: RegExp): StatedVersion[] {
  const file = fileOf(project, path)
  const lines = (textOf(file) ?? '').split('\n')
  const index = lines.findIndex((line) => pattern.test(line.trimEnd()))
  const [, version = ''] = pattern.exec(lines[index]?.trimEnd() ?? '') ?? []
  return valid(version) === null ? [] : [{ file, line: index + 1, version }]
}

/** Returns the edits of the only line with a string that contains a version, in the modules of the project. */
export function replaceVersionInCode(version: string, by: string, sources: ProjectSources): ReplaceEdit[] {
  const { project, files, textOf } = sources
  const isStated = new RegExp(`["'][^"']*(?<![\\w.])${escapeRegExp(version)}(?![\\w.])`)
  const found = files
    .filter(
      (file) =>
        file.startsWith(prefixOf(project)) && file.endsWith('.py') && !/(^|\/)(tests?|docs?)\//.test(file),
    )
    .flatMap((file) =>
      (textOf(file) ?? '')
        .split('\n')
        .flatMap((line, index) => (isStated.test(line) ? [{ file, line: index + 1, version }] : [])),
    )
  const [first, ...others] = found
  return first === undefined || others.length > 0 ? [] : editOf(first, by, sources)
}
