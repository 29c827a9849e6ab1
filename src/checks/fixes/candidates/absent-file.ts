import { fileOf } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { FindingOf } from './candidates-of.ts'
import { directoryOf, projectFiles } from './project-paths.ts'
import { includeMissingFromSdist } from './sdist-incomplete.ts'

/** Returns the candidates for a build that needs a file or package which the sdist lacks. */
export function includeAbsentFile(
  { facts }: FindingOf<'build-failed'>,
  sources: ProjectSources,
): Candidate[] {
  const { absent, treeBuilds, words } = facts
  if (absent !== null) return includeMissingFromSdist([fileOf(sources.project, absent)], sources)
  const headers = treeBuilds ? missingHeaders(words.join('\n'), sources) : []
  if (headers.length > 0) return includeMissingFromSdist(headers, sources)
  const message = MESSAGES[backendName(sources)]
  if (!treeBuilds || message === undefined) return []
  const files = new Set(projectFiles(sources))
  const paths = words.flatMap((line) => {
    const [, matched] = message.exec(line) ?? []
    const name = matched?.replace(/^\.?\//, '').replace(/\/$/, '')
    if (name === undefined) return []
    const module = `${name.replaceAll('.', '/')}.py`
    const path = [name, module].find((one) => files.has(one)) ?? `${name}/`
    return [...files].some((file) => file.startsWith(path)) ? [fileOf(sources.project, path)] : []
  })
  return includeMissingFromSdist(paths, sources)
}

/** All headers of the package with the one that a compiler does not find, as it reports only the first. */
function missingHeaders(message: string, sources: ProjectSources): string[] {
  const [, name] = /fatal error: '?([^\s':]+)'?(?:: No such file| file not found)/.exec(message) ?? []
  const files = projectFiles(sources)
  const header = files.find((file) => name !== undefined && `/${file}`.endsWith(`/${name}`))
  if (header === undefined) return []
  const [top = ''] = directoryOf(header).split('/')
  return files
    .filter((file) => (top === '' || file.startsWith(`${top}/`)) && /\.(h|hh|hpp|hxx|inc)$/.test(file))
    .map((file) => fileOf(sources.project, file))
}

/** What build backends say of a directory, file or module that the sdist lacks. */
const MESSAGES: Readonly<Record<string, RegExp>> = {
  'poetry-core': /(\S+) does not contain any element/,
  hatchling: /Forced include not found: (.+)$/,
  setuptools: /ModuleNotFoundError: (?:No module named ')?([\w.]+)'?$/,
}
