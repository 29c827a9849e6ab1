import { escapeRegExp } from '../../../program/regular-expressions.ts'
import { fileOf } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import { staysBehind } from '../../diagnosis/stay-behind.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { backendOf } from './backends/index.ts'
import { missingData } from './missing-data.ts'
import { shippedTopLevels } from './missing-files.ts'
import { directoryOf, joinPath, nameOf } from './project-paths.ts'

/** A line of a file: `src/demo/core.py:12`. */
interface Position {
  readonly file: string
  readonly line: number
}

/**
 * Returns the move of data files beside the packages into the package that reads them, with the lines that locate them.
 *
 * @param files relative to the checkout's root
 * @param readers positions in modules of the package
 */
export function moveDataIntoPackage(
  files: readonly string[],
  readers: readonly string[],
  sources: ProjectSources,
): Candidate[] {
  const positions = readers.map(positionIn)
  const moves = positions.map((position) => position && moveFor(files, position, sources))
  const [first] = moves
  if (
    first === undefined ||
    moves.some((move) => move?.directory !== first.directory || move.from !== first.from)
  )
    return []
  const targets = files.map((file) =>
    joinPath(first.directory, file.slice(first.from.length).replace(/^\//, '')),
  )
  if (files.some((file) => staysBehind(file) || !file.startsWith(first.from))) return []
  const moved = files.flatMap((file, i): Edit[] => {
    const text = sources.textOf(file)
    const target = targets[i] as string
    // Not a text file.
    if (text?.includes('\ufffd') || text?.includes('\0')) return []
    if (text === undefined || sources.files.includes(target)) return []
    return [
      { kind: 'create', file: target, text },
      { kind: 'delete', file },
    ]
  })
  if (moved.length < 2 * files.length) return []
  const edits = [...moved, ...moves.flatMap((move) => move?.edit ?? []), ...included(first, targets, sources)]
  const candidate = { summary: 'Move it into the package, and read it from there.', edits }
  const readFrom = new Set(positions.flatMap((position) => position?.file ?? []))
  return [isNamedElsewhere(files, readFrom, sources) ? { ...candidate, suggestion: 'decision' } : candidate]
}

function positionIn(text: string): Position | undefined {
  const [, file, line] = /^(.+\.py):(\d+)$/.exec(text) ?? []
  return file === undefined ? undefined : { file, line: Number(line) }
}

/** The move of a directory to that of a package, and the change of the line that names it by `parents` of its module. */
interface Move {
  /** The directory that is named, empty for the root of the checkout. */
  readonly from: string
  /** The directory of the package. */
  readonly directory: string
  readonly edit: Edit
}

const PARENTS = /\.parents\[(\d+)\]|\.resolve\(\)((?:\.parent\b)+)|\(__file__\)((?:\.parent\b)+)/

function moveFor(
  files: readonly string[],
  { file, line }: Position,
  sources: ProjectSources,
): Move | undefined {
  const top = shippedTopLevels(sources)
    .map((path) => fileOf(sources.project, path))
    .find((path) => file.startsWith(`${path}/`))
  const code = (sources.textOf(file) ?? '').split('\n')[line - 1] ?? ''
  if (top === undefined) return undefined
  const [matched, index, resolved, direct] = PARENTS.exec(code) ?? []
  if (matched === undefined) return moveByDots({ file, line }, code, { files, top })
  const chain = resolved ?? direct
  const level = chain === undefined ? Number(index) : chain.length / '.parent'.length - 1
  const parents = file.split('/').length - 1
  const depth = parents - top.split('/').length
  if (level <= depth || level > parents) return undefined
  const from = file
    .split('/')
    .slice(0, parents - level)
    .join('/')
  if (!files.every((one) => one.startsWith(from === '' ? '' : `${from}/`))) return undefined
  const by =
    chain === undefined
      ? matched.replace(`[${index}]`, `[${depth}]`)
      : matched.replace(chain, '.parent'.repeat(depth + 1))
  return { from, directory: top, edit: { kind: 'replace', file, line, text: matched, by } }
}

/** `".." , ` as arguments of `os.path.join`, and `../` at the beginning of a path. */
const DOTS = /(?:(["'])\.\.\1\s*,\s*)+|(?<=["'])(?:\.\.\/)+/

/** The move for code that names the directory by `..`, relative to that of its module. */
function moveByDots(
  { file, line }: Position,
  code: string,
  { files, top }: { readonly files: readonly string[]; readonly top: string },
): Move | undefined {
  const [text = ''] = DOTS.exec(code) ?? []
  const units = text.match(/\.\.[^.]*/g) ?? []
  const directory = directoryOf(file).split('/')
  const depth = directory.length - top.split('/').length
  if (units.length <= depth || units.length > directory.length || code.split(text).length !== 2)
    return undefined
  const from = directory.slice(0, directory.length - units.length).join('/')
  if (!files.every((one) => one.startsWith(from === '' ? '' : `${from}/`))) return undefined
  const unit = text.slice(0, text.length / units.length)
  return { from, directory: top, edit: { kind: 'replace', file, line, text, by: unit.repeat(depth) } }
}

/** setuptools needs a setting for the files in their new place. */
function included({ directory }: Move, targets: readonly string[], sources: ProjectSources): readonly Edit[] {
  if (backendName(sources) !== 'setuptools') return []
  const parent = directoryOf(directory)
  const installed = targets.map((file) => file.slice(parent === '' ? 0 : parent.length + 1))
  const missing = missingData({ sources, files: targets, installed, package: nameOf(directory) })
  return missing === undefined ? [] : (backendOf(sources).includeData(missing, sources)[0]?.edits ?? [])
}

const TEXT = /\.(py|toml|cfg|ini|in|ya?ml|md|rst|txt|sh|json|js|ts)$|(^|\/)[^.]+$/
const MOST_FILES = 1000

/** Returns whether another file names one of the files, so that it may have to be changed too. */
export function isNamedElsewhere(
  files: readonly string[],
  readFrom: ReadonlySet<string>,
  { files: tracked, textOf }: ProjectSources,
): boolean {
  const names = new RegExp(files.map((file) => escapeRegExp(nameOf(file))).join('|'))
  const others = tracked.filter((file) => TEXT.test(file) && !readFrom.has(file) && !files.includes(file))
  return others.length > MOST_FILES || others.some((file) => names.test(textOf(file) ?? ''))
}

/** More files are a part of the project that has its place. */
const MOST_MOVED = 50

/**
 * Returns the edits that move a module or package beside the only package of the wheel into that one: what imports it has
 * to import it from there, which no check of the distributions shows.
 *
 * @param source a file or a directory, relative to the checkout's root
 */
export function moveIntoPackage(source: string, sources: ProjectSources): Edit[] {
  const packages = shippedTopLevels(sources)
    .map((path) => fileOf(sources.project, path))
    .filter((path) => !path.endsWith('.py') && path !== source)
  const [only] = packages
  if (only === undefined || packages.length > 1) return []
  const files = sources.files.filter((file) => file === source || file.startsWith(`${source}/`))
  if (files.length === 0 || files.length > MOST_MOVED) return []
  const edits = files.flatMap((file): Edit[] => {
    const text = sources.textOf(file)
    const target = joinPath(only, joinPath(nameOf(source), file.slice(source.length + 1)).replace(/\/$/, ''))
    if (text === undefined || sources.files.includes(target)) return []
    return [
      { kind: 'create', file: target, text },
      { kind: 'delete', file },
    ]
  })
  return edits.length < 2 * files.length ? [] : edits
}

/** Returns the deletion of a module or package from the repository. */
export function deleteSources(source: string, { files }: ProjectSources): Edit[] {
  const own = files.filter((file) => file === source || file.startsWith(`${source}/`))
  return own.length > MOST_MOVED ? [] : own.map((file) => ({ kind: 'delete', file }))
}
