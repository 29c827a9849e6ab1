import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import { lostBySdist } from '../diagnosis/lost-by-sdist.ts'
import { modulesNeeded, needsOf } from '../diagnosis/needs.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { whyMissing, whyNotInSdist } from '../diagnosis/why-missing.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { Contents } from './facts.ts'
import { checkJunk } from './junk.ts'
import { checkTopLevels } from './top-levels.ts'

/** What is in the wheel, and what is not: missing modules and data, names that are not its own, junk. */
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
  /** What is missing, by its topmost folder or file: the module that stands for it, its source, and who needs it. */
  const missing = new Map<
    string,
    { module: string; installed: string; source: string; neededBy: Set<string> }
  >()
  const lost = new Set(lostBySdist(facts).map(({ source }) => source))
  for (const [installed, source] of leftBehind(facts, contents)) {
    const module = moduleOf(installed)
    if (module === undefined || isTestPath(installed)) continue
    const key = missingFolder(installed, contents) ?? installed
    // The package itself stands for what is missing with it.
    if (!missing.has(key) || source.endsWith('/__init__.py'))
      missing.set(key, { module, installed, source, neededBy: new Set() })
  }
  for (const { module, who } of modulesNeeded(facts)) {
    const found = sourceOfModule(module, contents)
    if (found === undefined || lost.has(found.source)) continue
    const key = missingFolder(found.installed, contents) ?? found.installed
    const known = missing.get(key) ?? { module, ...found, neededBy: new Set() }
    missing.set(key, known)
    known.neededBy.add(who)
  }

  return [...missing.values()].map(({ module, installed, source, neededBy }) => ({
    rule: 'module-missing',
    severity: neededBy.size > 0 ? 'error' : 'warning',
    facts: {
      module,
      source,
      neededBy: [...neededBy],
      cause: whyMissing(facts, contents, installed, source),
      ...packagingOf(facts),
    },
    where: { file: source },
  }))
}

/** Where a missing module would be installed, and its source. */
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

/** The topmost folder around a file of which nothing at all is shipped: one thing is missing, not each of its files. */
function missingFolder(installed: string, { wheel }: Contents): string | undefined {
  const parts = installed.split('/')
  for (let length = 2; length < parts.length; length++) {
    const folder = `${parts.slice(0, length).join('/')}/`
    if (!wheel.files.some(({ path }) => path.startsWith(folder))) return folder
  }
  return undefined
}

function missingData(facts: PackageFacts, contents: Contents): Finding[] {
  const needs = needsOf(facts)
  return leftBehind(facts, contents).flatMap(([path, source]): Finding[] => {
    if (moduleOf(path) !== undefined || isTestPath(path) || isTypingMarker(path) || !isData(path)) return []
    const failures = needs
      .filter(({ cause }) => cause.kind === 'data' && cause.path === path)
      .map(({ who }) => who)
    const neededBy = [...new Set([...failures, ...(contents.readers.get(path) ?? [])])]
    const siblings = contents.wheel.files.filter(
      (file) => folderAndKind(file.path) === folderAndKind(path),
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
          package: packageAround(path, contents),
          cause: whyMissing(facts, contents, path, source),
          ...packagingOf(facts),
        },
        where: { file: source },
      },
    ]
  })
}

/** Sources of compiled code, notes for developers and settings of tools are not data. */
function isData(path: string): boolean {
  const name = path.split('/').at(-1) as string
  return (
    !/\.(py|pyi|pyx|pxd|pxi|c|cc|cpp|h|hpp|rs|toml\.in|in|orig|rej|bak)$/i.test(name) &&
    !/^(\.|README|Makefile|meson\.build|CMakeLists)/i.test(name)
  )
}

function folderAndKind(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? ''
  return `${folder}*${extension}`
}

/** Files that tell type checkers that a package is typed (PEP 561). */
const isTypingMarker = (path: string) => /\/py\.typed$/.test(path)

/**
 * A package that says that it is typed, and is not for those who install it. A distribution of single modules cannot
 * have the marker (PEP 561), so that its classifier is not held against it; nor can one of stubs alone need it.
 */
function typingMarkers(facts: PackageFacts, contents: Contents): Finding[] {
  const { wheel, sourceMap, unshipped } = contents
  const tracked = [...unshipped].filter(([path]) => isTypingMarker(path) && !isTestPath(path))
  const lost = new Set(lostBySdist(facts).map(({ installed }) => installed))
  const markers: Finding[] = tracked.map(([path, source]) => ({
    rule: 'typing-marker-missing',
    severity: 'warning',
    facts: {
      path,
      source,
      tracked: true,
      inTree: lost.has(path),
      package: packageAround(path, contents),
      cause: lost.has(path)
        ? whyNotInSdist(facts, contents, source)
        : whyMissing(facts, contents, path, source),
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

/** Files of a shipped package that the wheel lacks, but for those that it lacks because the sdist lacks them. */
function leftBehind(facts: PackageFacts, { unshipped }: Contents): [path: string, source: string][] {
  const lost = new Set(lostBySdist(facts).map(({ installed }) => installed))
  return [...unshipped].filter(([path]) => !lost.has(path))
}

/** The innermost folder around a file that has a module of the wheel in it: the package that setuptools knows. */
function packageAround(path: string, { wheel }: Contents): string {
  const folders = path.split('/').slice(0, -1)
  for (let length = folders.length; length > 1; length--) {
    const folder = folders.slice(0, length).join('/')
    const isPackage = wheel.files.some(
      (file) =>
        moduleOf(file.path) !== undefined && file.path.slice(0, file.path.lastIndexOf('/')) === folder,
    )
    if (isPackage) return folder
  }
  return folders[0] ?? ''
}
