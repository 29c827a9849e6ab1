import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { isStringArray, parseTomlLeniently, type TomlTable, table } from '../config/toml.ts'
import { inParallel } from '../process/concurrency.ts'
import { ConfigurationError } from '../program/errors.ts'
import { fileOf, type Project, pyprojectOf } from './project.ts'
import type { SourceTree } from './source-tree.ts'

/** The changelog of a package, and the changes that are not in it yet. */
export interface Changelog {
  /** The configured file, or those with the usual names; then the files that they include. Paths are those of the checkout. */
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly fragments: ChangelogFragments | undefined
}

/** The fragments from which a tool builds the next changelog entry. */
export interface ChangelogFragments {
  readonly tool: 'towncrier' | 'scriv'
  readonly files: readonly string[]
}

const USUAL_NAMES = /^(docs?\/)?(changelog|changes|history|news)(\.(md|rst|txt))?$/i

/**
 * Reads the changelog if the settings of the package require one.
 *
 * @throws ConfigurationError if there is no such file
 */
export async function readChangelog(
  project: Project,
  { root, files }: SourceTree,
): Promise<Changelog | undefined> {
  const setting = project.settings.version.changelog
  if (setting === undefined || setting === false) return undefined
  const paths =
    setting === true ? usualFiles(project, files) : filesOf(posix.normalize(fileOf(project, setting)), files)
  if (paths.length === 0) {
    const line = project.lineOf(['tool', 'as-installed', 'version', 'changelog'])
    const message =
      setting === true
        ? 'tool.as-installed.version.changelog is true, but git tracks no CHANGELOG, CHANGES, HISTORY or NEWS (.md, .rst, .txt or without a suffix) in the package directory or its docs. Set the path of the file.'
        : `tool.as-installed.version.changelog is "${setting}", but git tracks no such file. The path is relative to the package directory.`
    throw new ConfigurationError([
      { message, file: pyprojectOf(project), ...(line === undefined ? {} : { line }) },
    ])
  }
  const read = async (path: string) => ({
    path,
    text: await readFile(join(root, path), 'utf8').catch(() => ''),
  })
  const found = await inParallel(paths, read)
  const included = found.flatMap(({ path, text }) => includedFiles(path, text, files))
  const others = [...new Set(included)].filter((path) => !paths.includes(path))
  return {
    files: [...found, ...(await inParallel(others, read))],
    fragments: await findFragments(project, root, files),
  }
}

function usualFiles(project: Project, files: readonly string[]): string[] {
  const prefix = fileOf(project, '')
  return files
    .filter((file) => file.startsWith(prefix) && USUAL_NAMES.test(file.slice(prefix.length)))
    .sort((a, b) => a.split('/').length - b.split('/').length)
}

/** The file of a path, or the texts in a directory that has one for each release. */
function filesOf(path: string, files: readonly string[]): string[] {
  if (files.includes(path)) return [path]
  return files.filter(
    (file) => file.startsWith(`${path.replace(/\/$/, '')}/`) && /\.(md|rst|txt)$/i.test(file),
  )
}

/** The files that a text includes by a directive of reStructuredText, MyST or pymdown. */
function includedFiles(from: string, text: string, files: readonly string[]): string[] {
  const directives = /(?:^\.\. include::|\{include\}|--8<--\s*["'])\s*([^\s"'`]+)/gm
  return [...text.matchAll(directives)]
    .flatMap(([, path = '']) => [posix.join(posix.dirname(from), path), posix.normalize(path)])
    .filter((path) => files.includes(path))
}

async function findFragments(
  project: Project,
  root: string,
  files: readonly string[],
): Promise<ChangelogFragments | undefined> {
  const inDirectory = (directory: string) => {
    const prefix = `${posix.normalize(fileOf(project, directory)).replace(/\/$/, '')}/`
    return files.filter((file) => file.startsWith(prefix))
  }
  const towncrier = await towncrierSettings(project, root, files)
  if (towncrier !== undefined) {
    const types = fragmentTypes(towncrier)
    const isFragment = (file: string) =>
      posix
        .basename(file)
        .split('.')
        .slice(1)
        .some((part) => types.has(part))
    return { tool: 'towncrier', files: inDirectory(towncrierDirectory(towncrier)).filter(isFragment) }
  }
  const scriv = scrivDirectory(project)
  if (scriv === undefined) return undefined
  const isFragment = (file: string) => /\.(md|rst)$/.test(file) && !/^README\./i.test(posix.basename(file))
  return { tool: 'scriv', files: inDirectory(scriv).filter(isFragment) }
}

/** The settings of towncrier; undefined if the package does not use it. */
async function towncrierSettings(
  project: Project,
  root: string,
  files: readonly string[],
): Promise<TomlTable | undefined> {
  const inPyproject = table(project.pyproject.tool).towncrier
  if (inPyproject !== undefined) return table(inPyproject)
  const file = fileOf(project, 'towncrier.toml')
  if (!files.includes(file)) return undefined
  const content = await readFile(join(root, file), 'utf8').catch(() => '')
  const { towncrier } = table(parseTomlLeniently(content).tool)
  return towncrier === undefined ? undefined : table(towncrier)
}

/** The directory in which scriv searches for fragments; undefined if the package does not use it. */
function scrivDirectory({ pyproject, setupCfg }: Project): string | undefined {
  const { scriv } = table(pyproject.tool)
  const section = setupCfg.get('tool:scriv') ?? setupCfg.get('scriv')
  if (scriv === undefined && section === undefined) return undefined
  const directory = table(scriv).fragment_directory ?? section?.get('fragment_directory')
  return typeof directory === 'string' ? directory : 'changelog.d'
}

/** The directories in which towncrier searches for fragments (towncrier documentation, "Configuration reference"). */
function towncrierDirectory(settings: TomlTable): string {
  const { directory, package: name, package_dir: parent } = settings
  if (typeof directory === 'string') return directory
  if (typeof name !== 'string') return 'newsfragments'
  return posix.join(typeof parent === 'string' ? parent : '.', name.replaceAll('.', '/'), 'newsfragments')
}

const DEFAULT_TYPES = ['feature', 'bugfix', 'doc', 'removal', 'misc']

function fragmentTypes({ type, fragment }: TomlTable): ReadonlySet<string> {
  const listed = (Array.isArray(type) ? type : []).map((one) => {
    const { directory, name } = table(one)
    return directory ?? (typeof name === 'string' ? name.toLowerCase() : undefined)
  })
  const names = [...listed, ...Object.keys(table(fragment))]
  return new Set(names.length > 0 && isStringArray(names) ? names : DEFAULT_TYPES)
}
