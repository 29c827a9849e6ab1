import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import { sdistExclusionReason, wheelExclusionReason } from '../diagnosis/exclusion-reason.ts'
import { failuresWithCauses, neededUnshippedModules } from '../diagnosis/failures.ts'
import { filesLostBySdist } from '../diagnosis/lost-by-sdist.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { Contents } from './facts.ts'
import { checkJunk } from './junk.ts'
import { checkTopLevels } from './top-levels.ts'

/** Reports missing modules and data files, unrelated top-level modules and unwanted files. */
export function checkContents(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  return [
    ...missingModules(facts, contents),
    ...missingData(facts, contents),
    ...typingMarkers(facts, contents),
    ...checkTopLevels(facts, contents),
    ...checkJunk(facts, contents),
  ]
}

function missingModules(facts: PackageFacts, contents: Contents): Finding[] {
  /** One entry per missing directory or file: a module that represents it, its source, and what needs it. */
  const missing = new Map<
    string,
    { module: string; installed: string; source: string; neededBy: Set<string> }
  >()
  const lost = new Set(filesLostBySdist(facts).map(({ source }) => source))
  for (const [installed, source] of filesMissingFromWheel(facts, contents)) {
    const module = moduleOf(installed)
    if (module === undefined || isTestPath(installed)) continue
    const key = missingDirectory(installed, contents) ?? installed
    // A package represents the modules in its directory.
    if (!missing.has(key) || source.endsWith('/__init__.py'))
      missing.set(key, { module, installed, source, neededBy: new Set() })
  }
  for (const { module, neededBy } of neededUnshippedModules(facts)) {
    const found = sourceOfModule(module, contents)
    if (found === undefined || lost.has(found.source)) continue
    const key = missingDirectory(found.installed, contents) ?? found.installed
    const known = missing.get(key) ?? { module, ...found, neededBy: new Set() }
    missing.set(key, known)
    known.neededBy.add(neededBy)
  }

  return [...missing.values()].map(({ module, installed, source, neededBy }) => ({
    rule: 'module-missing',
    severity: neededBy.size > 0 ? 'error' : 'warning',
    facts: {
      module,
      source,
      neededBy: [...neededBy],
      cause: wheelExclusionReason(facts, contents, installed, source),
      ...packagingOf(facts),
    },
    where: { file: source },
  }))
}

/** The path at which a missing module would be installed, and its source. */
function sourceOfModule(
  module: string,
  { unshipped, unshippedModules }: Contents,
): { installed: string; source: string } | undefined {
  const name = unshippedModules.has(module)
    ? module
    : [...unshippedModules.keys()].find((candidate) => candidate.startsWith(`${module}.`))
  const source = name === undefined ? undefined : unshippedModules.get(name)
  if (source === undefined) return undefined
  const inside = [...unshipped].find(([, candidate]) => candidate === source)
  return { installed: inside?.[0] ?? source, source }
}

/** The outermost directory of a file that is entirely missing: reported once, not for each of its files. */
function missingDirectory(installed: string, { wheel }: Contents): string | undefined {
  const parts = installed.split('/')
  for (let length = 2; length < parts.length; length++) {
    const directory = `${parts.slice(0, length).join('/')}/`
    if (!wheel.files.some(({ path }) => path.startsWith(directory))) return directory
  }
  return undefined
}

function missingData(facts: PackageFacts, contents: Contents): Finding[] {
  const failures = failuresWithCauses(facts)
  return filesMissingFromWheel(facts, contents).flatMap(([path, source]): Finding[] => {
    if (moduleOf(path) !== undefined || isTestPath(path) || isTypingMarker(path) || !isData(path)) return []
    const failed = failures
      .filter(({ cause }) => cause.kind === 'data' && cause.path === path)
      .map(({ label }) => label)
    const neededBy = [...new Set([...failed, ...(contents.readers.get(path) ?? [])])]
    const siblings = contents.wheel.files.filter(
      (file) => globOfSimilarFiles(file.path) === globOfSimilarFiles(path),
    ).length
    if (neededBy.length === 0 && siblings === 0) return []
    return [
      {
        rule: 'data-missing',
        severity: neededBy.length > 0 ? 'error' : 'warning',
        facts: {
          path,
          source,
          neededBy,
          siblings,
          package: packageOf(path, contents),
          cause: wheelExclusionReason(facts, contents, path, source),
          ...packagingOf(facts),
        },
        where: { file: source },
      },
    ]
  })
}

/** Sources of compiled code, documentation for developers and tool settings do not count as data. */
function isData(path: string): boolean {
  const name = path.split('/').at(-1) as string
  return (
    !/\.(py|pyi|pyx|pxd|pxi|c|cc|cpp|h|hpp|rs|toml\.in|in|orig|rej|bak)$/i.test(name) &&
    !/^(\.|README|Makefile|meson\.build|CMakeLists)/i.test(name)
  )
}

/** `demo/data/*.json` */
function globOfSimilarFiles(path: string): string {
  const directory = path.slice(0, path.lastIndexOf('/') + 1)
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? ''
  return `${directory}*${extension}`
}

/** The marker file of typed packages (PEP 561). */
const isTypingMarker = (path: string) => /\/py\.typed$/.test(path)

/**
 * Reports a py.typed that is missing from the wheel. PEP 561 has no marker for distributions of single modules and
 * needs none in stub-only packages, so their classifier is not an error.
 */
function typingMarkers(facts: PackageFacts, contents: Contents): Finding[] {
  const { wheel, sourceMap, unshipped } = contents
  const tracked = [...unshipped].filter(([path]) => isTypingMarker(path) && !isTestPath(path))
  const lost = new Set(filesLostBySdist(facts).map(({ installed }) => installed))
  const markers: Finding[] = tracked.map(([path, source]) => ({
    rule: 'typing-marker-missing',
    severity: 'warning',
    facts: {
      path,
      source,
      tracked: true,
      inTree: lost.has(path),
      package: packageOf(path, contents),
      cause: lost.has(path)
        ? sdistExclusionReason(facts, contents, source)
        : wheelExclusionReason(facts, contents, path, source),
      ...packagingOf(facts),
    },
    where: { file: source },
  }))
  const top = wheel.topLevels.find(({ kind, name }) => kind === 'package' && !isTestPath(`${name}/`))
  const hasNone = ![...wheel.files.map(({ path }) => path), ...unshipped.keys()].some(isTypingMarker)
  if (!wheel.metadata.classifiers.includes('Typing :: Typed') || !hasNone || top === undefined) return markers
  const path = `${top.name}/py.typed`
  return [
    {
      rule: 'typing-marker-missing',
      severity: 'warning',
      facts: {
        path,
        source: `${sourceMap.roots.get(top.name) ?? top.name}/py.typed`,
        tracked: false,
        inTree: false,
        package: top.name,
        cause: null,
        ...packagingOf(facts),
      },
    },
  ]
}

/** Files of a shipped package that the wheel lacks, except those that the sdist lacks: they have their own rule. */
function filesMissingFromWheel(
  facts: PackageFacts,
  { unshipped }: Contents,
): [path: string, source: string][] {
  const lost = new Set(filesLostBySdist(facts).map(({ installed }) => installed))
  return [...unshipped].filter(([path]) => !lost.has(path))
}

/** The directory of the package to which setuptools assigns a data file: the innermost one with a module in the wheel. */
function packageOf(path: string, { wheel }: Contents): string {
  const parts = path.split('/').slice(0, -1)
  for (let length = parts.length; length > 1; length--) {
    const directory = parts.slice(0, length).join('/')
    const isPackage = wheel.files.some(
      (file) =>
        moduleOf(file.path) !== undefined && file.path.slice(0, file.path.lastIndexOf('/')) === directory,
    )
    if (isPackage) return directory
  }
  return parts[0] ?? ''
}
