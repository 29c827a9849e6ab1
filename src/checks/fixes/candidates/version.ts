import { compare, explain, valid } from '@renovatebot/pep440'
import { parseTomlLeniently, table } from '../../../config/toml.ts'
import { pyprojectOf } from '../../../project/project.ts'
import { tagSetting } from '../../../project/version-tool.ts'
import type { SourceLocation } from '../../rules.ts'
import type { Candidate, Edit, SettingValue } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { sourceOfModule } from './module-sources.ts'
import { replaceVersion, replaceVersionInCode } from './stated-versions.ts'
import { fetchAllTags } from './workflow.ts'

/** Bumps the version to the lowest unused one that the API changes require, in all files that contain it; a computed version needs a tag. */
export const versionNotBumped: CandidatesOf<'version-not-bumped'> = ({ facts }, sources) => {
  const { version, next, isPlaceholder, isComputed, free = [] } = facts
  if (isPlaceholder) return [declarePlaceholder(version, sources)]
  if (isComputed) return []
  const least = next?.least
  const versions = least === undefined ? free : free.filter((one) => compare(one, least) >= 0)
  return setVersion(version, versions, sources)
}

/** Bumps the version as far as its API changes require. */
export const bumpTooSmall: CandidatesOf<'bump-too-small'> = ({ facts }, sources) =>
  setVersion(facts.version, facts.free ?? [], sources)

/** Bumps the version above one that exists: as a patch release, if its API changes do not require more. */
export const versionTaken: CandidatesOf<'version-taken'> = ({ facts }, sources) =>
  setVersion(facts.version, facts.free ?? [], sources)

/** Reverts the bump. */
export const versionBumped: CandidatesOf<'version-bumped'> = ({ facts }, sources) =>
  setVersion(facts.version, [facts.previous], sources)

function setVersion(version: string, versions: readonly string[], sources: ProjectSources): Candidate[] {
  return versions.flatMap((by) => {
    const edits = replaceVersion(version, by, sources)
    return edits.length === 0 ? [] : [{ summary: `Set the version to ${by}.`, edits }]
  })
}

/** Sets the version that disagrees to the wheel's. */
export const versionDisagrees: CandidatesOf<'version-disagrees'> = ({ facts, where }, sources) => {
  const { distribution, version, by, claimed, place } = facts
  const summary = `Set the version to ${version}.`
  switch (place) {
    case 'name':
      return where === undefined ? [] : queriedName(distribution, by, where, sources)
    case 'attribute': {
      const file = sourceOfModule(by.slice(0, by.lastIndexOf('.')), sources)
      const edits =
        claimed === null || file === undefined ? [] : assigned(file, by, claimed, version, sources)
      return candidate(edits, summary)
    }
    case 'script':
      return claimed === null ? [] : candidate(replaceVersionInCode(claimed, version, sources), summary)
    case 'lock':
    case 'declared':
    case 'file': {
      const { lockedVersion } = sources.project
      const at = where ?? (place === 'lock' ? lockedVersion : undefined)
      return claimed === null || at === undefined
        ? []
        : candidate(replaceOnLine(at, claimed, version, sources), summary)
    }
    default:
      return []
  }
}

function candidate(edits: readonly Edit[], summary: string): Candidate[] {
  return edits.length === 0 ? [] : [{ summary, edits }]
}

/** `__version__ = "0.9"`: the line that assigns the attribute. */
function assigned(
  file: string,
  by: string,
  claimed: string,
  version: string,
  { textOf }: ProjectSources,
): Edit[] {
  const name = by.split('.').at(-1)
  const lines = (textOf(file) ?? '').split('\n')
  const assignment = new RegExp(`^${name}\\b[^=]*=`)
  const line = lines.findIndex((one) => assignment.test(one) && one.split(claimed).length === 2)
  return line < 0 ? [] : [{ kind: 'replace', file, line: line + 1, text: claimed, by: version }]
}

function replaceOnLine(
  { file, line }: SourceLocation,
  text: string,
  by: string,
  { textOf }: ProjectSources,
): Edit[] {
  const current = line === undefined ? undefined : textOf(file)?.split('\n')[line - 1]
  return line !== undefined && current?.split(text).length === 2
    ? [{ kind: 'replace', file, line, text, by }]
    : []
}

/** Queries the version by the name of the distribution, where a call has that of the import package. */
function queriedName(
  distribution: string,
  by: string,
  where: SourceLocation,
  sources: ProjectSources,
): Candidate[] {
  const [, name = ''] = /"([^"]+)"/.exec(by) ?? []
  const argument = JSON.stringify(distribution)
  const line = sources.textOf(where.file)?.split('\n')[(where.line ?? 0) - 1] ?? ''
  const texts = [`"${name}"`, `'${name}'`, '__name__', '__package__']
  const text = texts.find((one) => line.split(one).length === 2)
  if (text !== undefined)
    return candidate(replaceOnLine(where, text, argument, sources), `Query the version of ${distribution}.`)
  // click takes the name of the package by default.
  const call = /version_option\(\)/.exec(line)?.[0]
  return call === undefined
    ? []
    : candidate(
        replaceOnLine(where, call, `version_option(package_name=${argument})`, sources),
        `Query the version of ${distribution}.`,
      )
}

/** Enables the tool that computes the version, or sets the final version of a development version. */
export const versionInvalid: CandidatesOf<'version-invalid'> = ({ facts }, sources) => {
  const { version, add, reason } = facts
  if (add !== null)
    return [{ summary: 'Enable the tool that computes the version.', edits: settingsIn(add, sources) }]
  const parts = valid(version) === null ? null : explain(version)
  if (parts === null || !reason.includes('development')) return []
  const epoch = parts.epoch > 0 ? `${parts.epoch}!` : ''
  return setVersion(version, [`${epoch}${parts.release.join('.')}`], sources)
}

/** Sets the version to the tag's, or makes the tool use the tag. */
export const tagMismatch: CandidatesOf<'tag-mismatch'> = ({ facts }, sources) => {
  const { tag, version, tagVersion, writer, isPlaceholder, tool, taken, lastTag } = facts
  if (isPlaceholder || writer !== null) return [declarePlaceholder(version, sources)]
  if (tool !== null && taken !== null && !taken.isOwn) {
    const prefix = (tagVersion === null ? (lastTag ?? 'v0') : tag).replace(/\d.*$/s, '')
    return [
      {
        summary: `Restrict ${tool} to release tags.`,
        edits: settingsIn(tagSetting(tool, prefix), sources),
      },
    ]
  }
  // A development version cannot be released.
  const isRelease = tagVersion !== null && explain(tagVersion)?.is_devrelease === false
  if (tool === null) return isRelease ? setVersion(version, [tagVersion], sources) : []
  return taken?.isOnCommit === true ? [] : fetchAllTags(sources)
}

/** The version that a release workflow replaces. */
function declarePlaceholder(version: string, { project }: ProjectSources): Candidate {
  return {
    summary: 'Declare the version as a placeholder if the release workflow sets it.',
    edits: [
      {
        kind: 'setting',
        file: pyprojectOf(project),
        path: ['tool', 'as-installed', 'version', 'placeholder'],
        change: { kind: 'set', value: version },
      },
    ],
    suggestion: 'decision',
  }
}

/** The edits that set all keys of a fragment of pyproject.toml. */
function settingsIn(toml: string, { project }: ProjectSources): Edit[] {
  const file = pyprojectOf(project)
  const edits = (value: unknown, path: readonly string[]): Edit[] => {
    const entries = Object.entries(table(value))
    return value !== null && typeof value === 'object' && !Array.isArray(value) && entries.length > 0
      ? entries.flatMap(([key, inner]) => edits(inner, [...path, key]))
      : [{ kind: 'setting', file, path, change: { kind: 'set', value: value as SettingValue } }]
  }
  return edits(parseTomlLeniently(toml), [])
}

/** Renames the heading of the unreleased changes. */
export const changelogMissing: CandidatesOf<'changelog-missing'> = ({ facts }, sources) => {
  const { version, file, unreleased, fragments } = facts
  if (unreleased === null || fragments.length > 0) return []
  const lines = (sources.textOf(file) ?? '').split('\n')
  const index = lines.findIndex((line) => line.includes(unreleased))
  const [word] = /unreleased|next|upcoming|develop(?:ment)?|head|main|master/i.exec(unreleased) ?? []
  if (index < 0 || word === undefined || lines[index]?.split(word).length !== 2) return []
  return [
    {
      summary: `Change the heading to ${version}, and add the release date.`,
      edits: [{ kind: 'replace', file, line: index + 1, text: word, by: version }],
      suggestion: 'decision',
    },
  ]
}
