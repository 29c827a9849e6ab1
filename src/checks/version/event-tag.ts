import type { TagMeaning } from '../../repository/package-tags.ts'
import { isNamed, isUnprefixed, seriesOf } from '../../repository/tags.ts'
import { completed, type PackageFacts } from '../facts.ts'

/** What the event's tag means for the package; judged only by its name if the tags of the repository were not read. */
export function eventTagMeaning(
  tag: string,
  { project, version: release }: Pick<PackageFacts, 'project' | 'version'>,
): TagMeaning {
  const known = completed(release)?.eventTag
  if (known !== undefined) return known
  const [series] = seriesOf([{ name: tag, commit: '' }], project)
  const version = series?.tags[0]?.version
  if (series === undefined || version === undefined) return { kind: 'none' }
  if (project.settings.version.tag !== undefined || isNamed(series, project))
    return { kind: 'release', version }
  const other = project.workspaceMembers.find(
    (member) => member.path !== project.path && isNamed(series, member),
  )
  if (other !== undefined) return { kind: 'other-package', name: other.name }
  return isUnprefixed(series) ? { kind: 'release', version } : { kind: 'none' }
}

/** The version of the package that the event's tag names; undefined if it names no version. */
export function eventTagVersion(
  tag: string,
  facts: Pick<PackageFacts, 'project' | 'version'>,
): string | undefined {
  const meaning = eventTagMeaning(tag, facts)
  return meaning.kind === 'release' ? meaning.version : undefined
}
