import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dirname } from 'node:path/posix'
import { inParallel } from '../../process/concurrency.ts'
import { escapeRegExp } from '../../program/regular-expressions.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Contents } from '../contents/facts.ts'

/** The source of a module and its text. */
export interface SourceText {
  readonly source: string
  readonly text: string
}

/**
 * Returns the data files of a package that the wheel lacks and that only its own tests read: a test beside or above them
 * names them or their directory, and no other module of the package does. Installed path -> source.
 */
export function dataOfTests(
  { unshipped, readers, possibleReaders }: Pick<Contents, 'unshipped' | 'readers' | 'possibleReaders'>,
  tests: readonly SourceText[],
  code: readonly SourceText[],
): Map<string, string> {
  const isNamedIn = (texts: readonly SourceText[], name: string) => {
    const word = new RegExp(`(?<![\\w-])${escapeRegExp(name)}(?![\\w-])`)
    return texts.some(({ text }) => word.test(text))
  }
  const found = new Map<string, string>()
  const decided = new Map<string, boolean>()
  for (const [installed, source] of unshipped) {
    if (moduleOf(installed) !== undefined || isTestPath(installed)) continue
    if (readers.has(installed) || possibleReaders.has(installed)) continue
    for (const directory of new Set(tests.map((test) => dirname(test.source)))) {
      if (!source.startsWith(`${directory}/`)) continue
      const [name = ''] = source.slice(directory.length + 1).split('/')
      const beside = tests.filter((test) => dirname(test.source) === directory)
      const key = `${directory}/${name}`
      const isOfTests = decided.get(key) ?? (isNamedIn(beside, name) && !isNamedIn(code, name))
      decided.set(key, isOfTests)
      if (isOfTests) found.set(installed, source)
    }
  }
  return found
}

/** Finds the files of a package that the wheel lacks and that belong to its tests: installed path -> source. */
export async function unshippedTestFiles(
  contents: Contents,
  checkout: string,
): Promise<ReadonlyMap<string, string>> {
  const { wheel, sourceMap, unshipped } = contents
  const named = [...unshipped].filter(([installed]) => isTestPath(installed))
  const others = [...unshipped.keys()].filter((path) => moduleOf(path) === undefined && !isTestPath(path))
  const modules = [
    ...wheel.files.flatMap(({ path }) => sourceMap.sourceOf(path) ?? []),
    ...named.map(([, source]) => source),
  ].filter((source) => source.endsWith('.py'))
  if (others.length === 0 || !modules.some(isTestPath)) return new Map(named)
  const texts = await inParallel(modules, async (source) => ({
    source,
    text: await readFile(join(checkout, source), 'utf8').catch(() => ''),
  }))
  const isTest = ({ source }: SourceText) => isTestPath(source)
  return new Map([
    ...named,
    ...dataOfTests(
      contents,
      texts.filter(isTest),
      texts.filter((one) => !isTest(one)),
    ),
  ])
}
