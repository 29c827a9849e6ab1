import { isEmptyWheel } from '../../distribution/empty-wheel.ts'
import { strayTopLevels } from '../../distribution/top-level-names.ts'
import { type Member, pathInSitePackages } from '../../distribution/wheel.ts'
import { mapSources } from '../../project/source-map.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { memoized } from './memoized.ts'
import { wheelFromSourceTree } from './wheel-from-source-tree.ts'

/** A file that only the wheel built directly from the source tree has. */
export interface LostFile {
  /** Relative to site-packages, or path in the archive if it is installed elsewhere. */
  readonly installed: string
  /** Path in the checkout; undefined for a generated file. */
  readonly source: string | undefined
}

/** Returns the files of the wheel built directly from the source tree that the wheel built from the sdist lacks. */
export const filesLostBySdist = memoized((facts: PackageFacts): LostFile[] => {
  const contents = completed(facts.contents)
  const treeWheel = wheelFromSourceTree(facts)
  if (contents === undefined || treeWheel === undefined) return []
  const installed = new Set(contents.wheel.members.map(installedPath))
  // stray-top-level reports unrelated top-level modules.
  const strays = strayTopLevels(treeWheel)
  const lost = treeWheel.members.flatMap((member) => {
    const path = pathInSitePackages(member.name) ?? member.name
    return !isCompared(member) || installed.has(installedPath(member)) || isBelow(path, strays)
      ? []
      : [{ path, sha256: member.sha256 }]
  })
  const { sourceOf } = mapSources(lost, treeWheel.topLevels, contents.sources)
  return lost.map(({ path }) => ({
    installed: path,
    source: contents.unshipped.get(path) ?? sourceOf(path),
  }))
})

/** A file of the checkout that only the wheel built from the sdist has. */
export interface LostBySourceTree {
  /** Relative to site-packages. */
  readonly installed: string
  /** Path in the checkout. */
  readonly source: string
}

/**
 * Returns the files of the wheel built from the sdist that the wheel built directly from the source tree lacks. Files
 * that only an sdist has, such as generated ones, may be missing.
 */
export function filesLostBySourceTree(facts: PackageFacts): LostBySourceTree[] {
  const contents = completed(facts.contents)
  const treeWheel = wheelFromSourceTree(facts)
  // An empty wheel is reported as such.
  if (contents === undefined || treeWheel === undefined || isEmptyWheel(treeWheel)) return []
  const inTree = new Set(treeWheel.members.map(installedPath))
  const digests = new Map(contents.sources.map(({ path, sha256 }) => [path, sha256]))
  const strays = strayTopLevels(contents.wheel)
  return contents.wheel.members.flatMap((member): LostBySourceTree[] => {
    const installed = pathInSitePackages(member.name) ?? member.name
    if (inTree.has(installedPath(member)) || !isCompared(member)) return []
    if (isTestPath(installed) || isBelow(installed, strays)) return []
    const source = contents.sourceMap.sourceOf(installed)
    return source === undefined || digests.get(source) !== member.sha256 ? [] : [{ installed, source }]
  })
}

/** Whether a path is that of a top-level module, or in a top-level package. */
function isBelow(path: string, topLevels: readonly string[]): boolean {
  return topLevels.includes(path.split(/[/.]/)[0] ?? '')
}

/** Returns the path of a wheel member without the version in the names of the `.data` and `.dist-info` directories. */
export function installedPath({ name }: Member): string {
  return name.replace(/^[^/]+\.(data|dist-info)\//, '$1:')
}

/** Returns whether a wheel member is a file of the project: of the metadata, only the licenses are. */
export function isCompared({ name }: Member): boolean {
  return !name.endsWith('.pyc') && (!/^[^/]+\.dist-info\//.test(name) || /\.dist-info\/licenses\//.test(name))
}
