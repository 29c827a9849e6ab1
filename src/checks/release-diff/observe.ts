import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { prefixOf } from '../../project/project.ts'
import type { CommitTrees } from '../../repository/history.ts'
import type { OfferedValues, PackageContext } from '../context.ts'
import { addedLines, isChangelog } from '../diagnosis/announcements.ts'
import { lastBuiltWheel } from '../diagnosis/last-wheel.ts'
import { Skip } from '../stage.ts'
import type { ReleaseDiff } from './facts.ts'
import { lostFiles } from './lost-files.ts'

/** Compares the wheel with that of the last release, which the version check has built. */
export async function observeReleaseDiff(
  context: PackageContext,
  { contents, version }: Pick<OfferedValues, 'contents' | 'version'>,
): Promise<ReleaseDiff | Skip> {
  const last = lastBuiltWheel(version)
  if (last instanceof Skip) return last
  const { tag } = last
  const { checkout, project } = context
  const history = await context.history()
  const trees = await history.commitTrees([{ ref: `refs/tags/${tag.name}`, commit: tag.commit }])
  const changed = await trees.changedSince(tag.commit)
  const { wheel, sourceMap } = contents
  const repository = {
    tracked: checkout.files,
    changed,
    prefix: prefixOf(project),
    roots: sourceMap.roots,
  }
  return {
    tag,
    previous: last.wheel,
    lost: lostFiles(last.wheel, wheel, repository),
    announcements: await readAnnouncements(context, trees, changed, tag.commit),
  }
}

async function readAnnouncements(
  { checkout, project }: PackageContext,
  trees: CommitTrees,
  changed: readonly string[],
  since: string,
): Promise<string[]> {
  const prefix = prefixOf(project)
  // The changelog of a package of a repository can be in the root.
  const isOwn = (file: string) => file.startsWith(prefix) || !file.includes('/')
  const files = changed.filter((file) => isChangelog(file) && isOwn(file))
  const lines = await Promise.all(
    files.map(async (file) => {
      const after = await readFile(join(checkout.root, file), 'utf8').catch(() => '')
      return addedLines((await trees.read(since, file)) ?? '', after)
    }),
  )
  return lines.flat()
}
