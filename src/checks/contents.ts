import { normalizeName } from '../artifact/metadata.ts'
import { moduleOf, type TopLevel } from '../artifact/wheel.ts'
import type { Contents } from '../evidence/contents.ts'
import { isTestPath } from '../evidence/stage.ts'
import type { Finding } from '../rules.ts'
import { backendName, packagingOf } from './backend.ts'
import { type PackageFacts, seenValue } from './facts.ts'
import { modulesNeeded, needsOf } from './needs.ts'

/** What is in the wheel, and what is not: missing modules, missing data, names that are not its own. */
export function checkContents(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  if (contents === undefined) return []
  return [
    ...missingModules(facts, contents),
    ...missingData(facts, contents),
    ...strayTopLevels(facts, contents),
  ]
}

function missingModules(facts: PackageFacts, contents: Contents): Finding[] {
  /** What is missing, by its topmost folder or file: the module that stands for it, its source, and who needs it. */
  const missing = new Map<string, { module: string; source: string; neededBy: Set<string> }>()
  for (const [installed, source] of contents.unshipped) {
    const module = moduleOf(installed)
    if (module === undefined || isTestPath(installed)) continue
    const key = missingFolder(installed, contents) ?? installed
    // The package itself stands for what is missing with it.
    if (!missing.has(key) || source.endsWith('/__init__.py'))
      missing.set(key, { module, source, neededBy: new Set() })
  }
  for (const { module, who } of modulesNeeded(facts)) {
    const found = sourceOfModule(module, contents)
    if (found === undefined) continue
    const key = missingFolder(found.installed, contents) ?? found.installed
    const known = missing.get(key) ?? { module, source: found.source, neededBy: new Set() }
    missing.set(key, known)
    known.neededBy.add(who)
  }

  return [...missing.values()].map(({ module, source, neededBy }) => ({
    rule: 'module-missing',
    severity: neededBy.size > 0 ? 'error' : 'warning',
    facts: {
      module,
      source,
      neededBy: [...neededBy],
      cause: whyMissing(facts, contents, source),
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
  return [...contents.unshipped].flatMap(([path, source]): Finding[] => {
    if (moduleOf(path) !== undefined || isTestPath(path) || !isData(path)) return []
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
          cause: whyMissing(facts, contents, source),
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

/** Why the backend left a file out, where that can be seen. */
function whyMissing(facts: PackageFacts, contents: Contents, source: string): string | null {
  const pattern = contents.ignoredBy.get(source)
  if (pattern !== undefined && backendName(facts) === 'hatchling')
    return `hatchling leaves out what git would ignore, and ${pattern} matches it although it is tracked`
  return null
}

/** Names that say what a folder of a repository is for. They are a package only where they are all that ships. */
const NOT_A_PACKAGE = new Set(
  'test tests doc docs example examples benchmark benchmarks tool tools script scripts src build dist conftest setup noxfile'.split(
    ' ',
  ),
)

function strayTopLevels(facts: PackageFacts, { wheel, sourceMap }: Contents): Finding[] {
  const own = normalizeName(wheel.metadata.name)
  const isStray = ({ name }: TopLevel) => NOT_A_PACKAGE.has(name) && normalizeName(name) !== own
  if (wheel.topLevels.every(isStray)) return []
  return wheel.topLevels.filter(isStray).map(({ name }) => {
    const file = sourceMap.roots.get(name)
    return {
      rule: 'stray-top-level',
      severity: 'error',
      facts: { name, source: file ?? name, ...packagingOf(facts) },
      ...(file === undefined ? {} : { where: { file } }),
    }
  })
}
