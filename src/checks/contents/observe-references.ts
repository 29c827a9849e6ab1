import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { basename } from 'node:path/posix'
import type { Wheel } from '../../distribution/wheel.ts'
import { inParallel } from '../../process/concurrency.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { escapeRegExp } from '../../program/regular-expressions.ts'
import type { SourceMap } from '../../project/source-map.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import { runProbe } from '../../python/probe.ts'
import type { FileString, PathReference, References, TextReference } from './data-readers.ts'

/** What finding references needs. */
export interface ReferencesRequest {
  readonly wheel: Wheel
  readonly sourceMap: SourceMap
  /** Absolute. */
  readonly root: string
  /** Sources of the data files that the wheel lacks. */
  readonly missing: readonly string[]
  /** The interpreter of the probe; undefined: only text files are searched. */
  readonly probe:
    | { readonly python: string; readonly scratch: string; readonly caller: NodeJS.ProcessEnv }
    | undefined
}

/** References in shipped files, and what shipped code imports. */
export interface ObservedReferences extends References {
  /** Top-level modules that shipped code imports. */
  readonly imports: ReadonlySet<string>
}

/** Code that locates files relative to a module. */
const LOCATES_FILES =
  /__file__|__path__|importlib[._]resources|importlib_resources|resource_(filename|stream|string|listdir)|get_data\(|PackageLoader|\bfiles\(|(template|static)_folder|getfile\(/

/** Text files in which other files are named. */
const TEXT_WITH_PATHS = /\.(css|x?html?|jinja2?|j2|djhtml|json|ya?ml|xml|qml|webmanifest|conf|toml)$/i
const MAX_TEXT_BYTES = 1_000_000
const MAX_MODULES = 600
/** Seconds. */
const TIMEOUT = 60

interface SourceText {
  readonly source: string
  readonly text: string
}

/** Finds the paths of data files in shipped code and text files. */
export async function observeReferences(request: ReferencesRequest): Promise<ObservedReferences> {
  const { wheel, sourceMap, missing } = request
  const names = new Set(missing.map((source) => basename(source)))
  const code = await readTexts(request, (path) => path.endsWith('.py') && !isTestPath(path))
  const imports = new Set(code.flatMap(({ text }) => importedNames(text)))
  const locating = new Set(code.flatMap(({ source, text }) => (LOCATES_FILES.test(text) ? [source] : [])))
  const texts =
    names.size === 0
      ? []
      : await readTexts(request, (path) => TEXT_WITH_PATHS.test(path) && !isTestPath(path))
  const found = await runReferencesProbe(request, relevantModules(code, locating, names), names)
  return {
    paths: found.references,
    strings: found.strings,
    texts: texts.flatMap(({ source, text }) => pathsInText(source, text, names)),
    programs: unusedPrograms(wheel, sourceMap, found, code),
    locating,
    imports,
  }
}

async function readTexts(
  { wheel, sourceMap, root }: ReferencesRequest,
  isWanted: (path: string) => boolean,
): Promise<SourceText[]> {
  const read = async (path: string): Promise<SourceText[]> => {
    const source = sourceMap.sourceOf(path)
    if (source === undefined) return []
    const text = await readFile(join(root, source), 'utf8').catch(() => '')
    return text.length > MAX_TEXT_BYTES ? [] : [{ source, text }]
  }
  const wanted = wheel.files.map(({ path }) => path).filter(isWanted)
  return (await inParallel(wanted, read)).flat()
}

/** The top-level modules of absolute imports. */
function importedNames(text: string): string[] {
  return [...text.matchAll(/^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import|import[ \t]+([\w., \t]+))/gm)].flatMap(
    ([, from, list = '']) =>
      (from === undefined ? list.split(',') : [from]).map((name) => name.trim().split(/[.\s]/)[0] ?? ''),
  )
}

/** The modules that locate files or name a missing one, and those that import from them. */
function relevantModules(
  code: readonly SourceText[],
  locating: ReadonlySet<string>,
  names: ReadonlySet<string>,
): SourceText[] {
  const direct = code.filter(
    ({ source, text }) => locating.has(source) || [...names].some((name) => text.includes(name)),
  )
  if (locating.size === 0) return direct.slice(0, MAX_MODULES)
  const stems = [...locating].map((source) =>
    source.endsWith('/__init__.py')
      ? basename(source.slice(0, -'/__init__.py'.length))
      : basename(source, '.py'),
  )
  const importsOne = new RegExp(
    `^[ \\t]*(?:from|import)\\b.*\\b(?:${[...new Set(stems)].map(escapeRegExp).join('|')})\\b`,
    'm',
  )
  const indirect = code.filter((one) => !direct.includes(one) && importsOne.test(one.text))
  return [...direct, ...indirect].slice(0, MAX_MODULES)
}

interface ProbeResult {
  readonly references: readonly PathReference[]
  readonly strings: readonly FileString[]
  readonly programs: readonly string[]
  readonly imports: Readonly<Record<string, readonly string[]>>
}

async function runReferencesProbe(
  { wheel, sourceMap, root, probe }: ReferencesRequest,
  modules: readonly SourceText[],
  names: ReadonlySet<string>,
): Promise<ProbeResult> {
  const none = { references: [], strings: [], programs: [], imports: {} }
  if (probe === undefined || modules.length === 0) return none
  const wanted = new Set(modules.map(({ source }) => source))
  const input = {
    modules: wheel.files.flatMap(({ path }) => {
      const source = path.endsWith('.py') ? sourceMap.sourceOf(path) : undefined
      const name = moduleOf(path)
      return source === undefined || name === undefined || !wanted.has(source)
        ? []
        : [{ name, path: source, file: join(root, source) }]
    }),
    roots: Object.fromEntries(sourceMap.roots),
    names: [...names],
  }
  const { text } = await runProbe('data_references', input, {
    python: probe.python,
    cwd: probe.scratch,
    variables: variablesForProject(probe.caller),
    timeout: TIMEOUT,
    scratch: probe.scratch,
  })
  // After a timeout, no readers are known, but missing files are still reported.
  return text === undefined ? none : JSON.parse(text)
}

/** Programs that no other module imports and no entry point names: only developers of the package run them. */
function unusedPrograms(
  wheel: Wheel,
  sourceMap: SourceMap,
  { programs }: ProbeResult,
  code: readonly SourceText[],
): Set<string> {
  const nameOf = new Map(
    wheel.files.flatMap(({ path }) => {
      const [source, name] = [sourceMap.sourceOf(path), moduleOf(path)]
      return source === undefined || name === undefined ? [] : [[source, name] as const]
    }),
  )
  return new Set(
    programs.filter((source) => {
      const name = nameOf.get(source) ?? ''
      const last = name.split('.').at(-1) ?? ''
      if (source.endsWith('/__main__.py') || wheel.entryPoints.some(({ module }) => module === name))
        return false
      const imports = new RegExp(`^[ \\t]*(?:from|import)\\b.*\\b${escapeRegExp(last)}\\b`, 'm')
      return !code.some((other) => other.source !== source && imports.test(other.text))
    }),
  )
}

/** Quoted or parenthesized paths in a text whose file name is one of the names. */
function pathsInText(source: string, text: string, names: ReadonlySet<string>): TextReference[] {
  if (![...names].some((name) => text.includes(name))) return []
  return [...text.matchAll(/["'(=:\s]([^"'()<>\s{}]*?[\w-]\.\w{1,12})(?=[?#"')\s,;>]|$)/gm)].flatMap(
    (match) => {
      const [, value = ''] = match
      if (!names.has(basename(value))) return []
      return [{ by: source, line: text.slice(0, match.index).split('\n').length, value }]
    },
  )
}
