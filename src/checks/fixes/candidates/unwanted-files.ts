import picomatch from 'picomatch'
import { fileOf } from '../../../project/project.ts'
import { moduleOf } from '../../../python/module-names.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { UnwantedFile } from './backends/backend.ts'
import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { includeInWheel } from './include-in-wheel.ts'
import { missingData } from './missing-data.ts'
import { shippedTopLevels } from './missing-files.ts'
import { directoryOf, joinPath, nameOf, projectFiles } from './project-paths.ts'
import { includeMissingFromSdist } from './sdist-incomplete.ts'
import { addTypingMarker } from './typing-marker-missing.ts'
import { sourceOf } from './wheel-paths.ts'

/** Kinds of files that do not belong in a repository. */
const LEFTOVERS = [
  'compiled bytecode',
  'tool caches',
  'tool environments',
  'git data',
  'editor backups and system files',
  'merge leftovers',
]

/** Kinds of files for developers. */
const DEVELOPER_SETTINGS = ['git and GitHub settings', 'editor settings', 'coding assistant settings']

/** Candidates for unwanted and secret files in a distribution. */
export const junkShipped: CandidatesOf<'junk-shipped'> = ({ facts }, sources) => {
  const { artifact, what, paths, secret, example } = facts
  // The code that contains a credential has to be changed, and it may be an example.
  if (example || paths.some((path) => moduleOf(path) !== undefined && secret)) return []
  const files = artifact === 'wheel' ? paths.map((path) => sourceOf(path, sources) ?? path) : paths
  const tracked = new Set(projectFiles(sources))
  const isLeftover = LEFTOVERS.includes(what)
  const excluded = exclude(artifact === 'wheel' ? 'wheel' : 'sdist', paths, sources)
  if (!files.every((file) => tracked.has(file))) return excluded
  const deleted: Candidate = {
    summary: 'Delete it from the repository.',
    edits: files.map((file) => ({ kind: 'delete', file: fileOf(sources.project, file) })),
  }
  if (isLeftover) return [deleted, ...excluded]
  // The diff of a deletion would print the credentials.
  if (secret || !DEVELOPER_SETTINGS.includes(what)) return excluded
  // Files for developers may be needed where they are.
  return [...excluded, { ...deleted, suggestion: 'decision' }]
}

/** Candidates for contents that the policy of the project does not allow. */
export const contentsPolicy: CandidatesOf<'contents-policy'> = ({ facts }, sources) => {
  const { artifact, way, pattern, paths } = facts
  switch (way) {
    case 'forbidden':
      return exclude(artifact, paths, sources)
    case 'lost':
      return includeMissingFromSdist(outermost(paths), sources)
    case 'missing':
      return includeMatching(artifact, pattern, sources)
  }
}

/** Excludes files of a distribution; files excluded from the wheel are also excluded from the sdist. */
function exclude(
  artifact: 'wheel' | 'sdist',
  paths: readonly string[],
  sources: ProjectSources,
): readonly Candidate[] {
  const settings = backendOf(sources)
  if (artifact === 'sdist') return settings.excludeFromSdist(paths, sources)
  const unwanted = paths.map(
    (installed): UnwantedFile => ({
      installed,
      file: sourceOf(installed, sources) ?? installed,
    }),
  )
  return settings.excludeFromWheel(unwanted, sources)
}

/** Includes the tracked files that a required pattern matches. */
function includeMatching(
  artifact: 'wheel' | 'sdist',
  pattern: string,
  sources: ProjectSources,
): readonly Candidate[] {
  const matches = picomatch(pattern.endsWith('/') ? `${pattern}**` : pattern, { dot: true })
  const files = projectFiles(sources)
  if (artifact === 'sdist') {
    const paths = files.filter((file) => matches(file)).map((file) => fileOf(sources.project, file))
    return includeMissingFromSdist(outermost(paths), sources)
  }
  const roots = [
    ...new Set(shippedTopLevels(sources).map((path) => path.slice(0, path.lastIndexOf('/') + 1))),
  ]
  const found = roots.flatMap((root) =>
    files.flatMap((file) => {
      const installed = file.slice(root.length)
      return file.startsWith(root) && matches(installed) ? [{ file, installed }] : []
    }),
  )
  return found.length === 0 ? addMarker(pattern, sources) : includeInWheel(found, sources)
}

/** Adds a py.typed that is required; no other file has known contents. */
function addMarker(path: string, sources: ProjectSources): readonly Candidate[] {
  const directory = directoryOf(path)
  const init = sourceOf(`${directory}/__init__.py`, sources)
  if (nameOf(path) !== 'py.typed' || init === undefined) return []
  const files = [fileOf(sources.project, joinPath(directoryOf(init), 'py.typed'))]
  const missing = missingData({ sources, files, installed: [path], package: directory })
  return missing === undefined ? [] : addTypingMarker(missing, sources)
}

/** The outermost directories of many files, with a trailing `/`. */
function outermost(paths: readonly string[]): string[] {
  if (paths.length <= 5) return [...paths]
  return [...new Set(paths.map((path) => (path.includes('/') ? `${path.split('/')[0]}/` : path)))]
}
