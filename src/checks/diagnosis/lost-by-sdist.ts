import { strayNames } from '../../distribution/top-level-names.ts'
import type { Member } from '../../distribution/wheel.ts'
import { mapSources } from '../../project/source-map.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { wheelFromTree } from './wheel-from-tree.ts'

/** A file that the wheel from the tree has. */
export interface Lost {
  /** Below site-packages, or in the archive where it lands elsewhere. */
  readonly installed: string
  /** In the checkout; undefined for what the build made. */
  readonly source: string | undefined
}

/** What the wheel from the tree has and the wheel from the sdist lacks. */
export function lostBySdist(facts: PackageFacts): Lost[] {
  const contents = completed(facts.contents)
  const tree = wheelFromTree(facts)
  if (contents === undefined || tree === undefined) return []
  const there = new Set(contents.wheel.members.map(placeOf))
  // Names that are not the project's own are told as such.
  const strays = strayNames(tree)
  const lost = tree.members.filter(
    (member) =>
      isCompared(member) &&
      !there.has(placeOf(member)) &&
      !strays.includes(member.name.replace(IN_DATA, '').split(/[/.]/)[0] ?? ''),
  )
  const files = lost.map(({ name, sha256 }) => ({ path: name.replace(IN_DATA, ''), sha256 }))
  const { sourceOf } = mapSources(files, tree.topLevels, contents.sources)
  return files.map(({ path }) => ({
    installed: path,
    source: contents.unshipped.get(path) ?? sourceOf(path),
  }))
}

export const IN_DATA = /^[^/]+\.data\/(?:purelib|platlib)\//

/** Where a member goes, whatever the version in the names of the wheel's own folders. */
export function placeOf({ name }: Member): string {
  return name.replace(/^[^/]+\.(data|dist-info)\//, '$1:')
}

/** Of the wheel's own metadata only the licences are files of the project. */
export function isCompared({ name }: Member): boolean {
  return !name.endsWith('.pyc') && (!/^[^/]+\.dist-info\//.test(name) || /\.dist-info\/licenses\//.test(name))
}
