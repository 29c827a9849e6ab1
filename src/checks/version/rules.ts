import { compare } from '@renovatebot/pep440'
import type { BumpSize } from '../../config/bump-policy.ts'
import { count, list, listSome } from '../../program/sentence.ts'
import { tagSetting } from '../../project/version-tool.ts'
import type { RuleTexts } from '../rule.ts'
import type {
  Addition,
  BreakingChange,
  BumpOverride,
  NextVersion,
  TagTaken,
  VersionStep,
  VersionWriter,
} from './facts.ts'

/** The kinds of version sources. */
export type VersionSource =
  | 'metadata'
  | 'file-name'
  | 'sdist'
  | 'installed'
  | 'attribute'
  | 'script'
  | 'declared'
  | 'lock'
  | 'file'
  | 'tag'
  | 'release'

/** The facts of the rules about versions and release tags. */
export interface VersionRuleFacts {
  'version-invalid': {
    version: string
    reason: string
    /** The lines to add to pyproject.toml, if a tool that computes the version is not enabled. */
    add: string | null
  }
  'version-disagrees': {
    distribution: string
    version: string
    /** The version source that disagrees, as an expression or command. */
    by: string
    /** Its version; null if it looks up a distribution that is not installed. */
    claimed: string | null
    /** The kind of version source; `name` if the package looks itself up under another name. */
    place: VersionSource | 'name'
  }
  'version-not-bumped': {
    version: string
    previous: string
    /** The tag of the last release; null if the version is compared with that of the base branch. */
    tag: string | null
    branch: string | null
    changed: readonly string[]
    lower: boolean
    policy: string
    /** The version that the API changes require; null if the APIs were not compared. */
    next: NextVersion | null
    /** Whether the source had this version at other releases too. */
    isPlaceholder: boolean
    /** Whether a tool computed it as a development version. */
    isComputed: boolean
    waiver: BumpOverride | null
    /** The lowest patch, minor and major releases that do not exist yet. */
    free?: readonly string[]
    /** The tag of the lowest of them, if a tool computes the version from tags. */
    nextTag?: string
  }
  'bump-too-small': {
    version: string
    /** The last final release. */
    previous: string
    step: VersionStep
    /** The bump that the API changes require. */
    needed: BumpSize
    /** The lowest version with that bump. */
    least: string
    /** With files of the checkout; empty if only additions require the bump. */
    breaking: readonly BreakingChange[]
    added: readonly Addition[]
    /** The modules that could not be compared. */
    unread: readonly string[]
    waiver: BumpOverride | null
    /** The lowest release with that bump that does not exist yet. */
    free?: readonly string[]
    /** The tag of the lowest of them, if a tool computes the version from tags. */
    nextTag?: string
  }
  'version-bumped': { version: string; previous: string; branch: string; waiver: BumpOverride | null }
  'tag-mismatch': {
    tag: string
    version: string
    /** Null if the tag names no version of the package. */
    tagVersion: string | null
    writer: VersionWriter | null
    /** Whether the source had the version of the wheel at other releases too. */
    isPlaceholder: boolean
    /** The tool that computes the version from tags; null for a static version. */
    tool: string | null
    /** The tag that it took; null if it is not known. */
    taken: TagTaken | null
    /** A tag for the version of the wheel; null if it exists. */
    unusedTag: string | null
    /** The tag of the last release. */
    lastTag: string | null
  }
  'tag-off-branch': { tag: string; branch: string; branches: readonly string[] }
  'changelog-missing': {
    version: string
    /** The changelog. */
    file: string
    /** The heading of the changes that are not released. */
    unreleased: string | null
    /** The tool that makes the entry of fragments. */
    tool: 'towncrier' | 'scriv' | null
    /** The fragments that are not in the changelog. */
    fragments: readonly string[]
  }
  /** Taken by a tag on another commit, or by the base branch; if both are null, by a release on the package index. */
  'version-taken': {
    version: string
    tag: string | null
    commit: string | null
    branch: string | null
    /** The lowest patch, minor and major releases that do not exist yet. */
    free?: readonly string[]
    /** The tag of the lowest of them, if a tool computes the version from tags. */
    nextTag?: string
  }
}

function describeOverride(override: BumpOverride | null): string {
  if (override === null) return ''
  return override.by === 'label'
    ? ` Overridden by the label "${override.name}".`
    : ` Overridden by ${override.name} in commit ${override.commit.slice(0, 10)}: ${override.reason}.`
}

export const VERSION_RULES: RuleTexts<VersionRuleFacts> = {
  'version-invalid': {
    title: 'Version cannot be released',
    why: 'pip and PyPI order versions by PEP 440, and a release must not have a development or local version.',
    message: ({ version, reason }) => `The version ${version} ${reason}.`,
    fix: ({ add }) =>
      add === null
        ? 'Use a version such as 1.4.0, 1.4.0rc1 or 1.4.0.post1 (PEP 440).'
        : `Add to pyproject.toml:\n${add}`,
  },
  'version-disagrees': {
    title: 'Conflicting versions',
    why: 'Users, bug reports and programs that compare versions get the wrong one.',
    message: ({ distribution, version, by, claimed, place }) =>
      place === 'name'
        ? `The package gets its version with ${by}, but the distribution is named ${distribution} (${version}): PackageNotFoundError.`
        : `The wheel has version ${version}, but ${by} ${place === 'attribute' ? 'is' : 'has'} "${claimed}".`,
    fix: ({ distribution, version, by, place }) => {
      switch (place) {
        case 'name':
          return `Use importlib.metadata.version("${distribution}").`
        case 'attribute':
          return `Set ${by.split('.').at(-1)} = "${version}", or read it from the metadata:\nfrom importlib.metadata import version\n\n__version__ = version("${distribution}")`
        case 'script':
          return `Print the version of the metadata: importlib.metadata.version("${distribution}").`
        case 'lock':
          return 'uv lock'
        case 'declared':
          return `Set it to "${version}"; or if the build computes the version, remove it and add "version" to dynamic.`
        case 'file':
          return `Set it to "${version}", and update it with every release.`
        default:
          return 'Make the build compute the same version in the checkout and in the sdist, which has no git history. pip rejects an sdist whose wheel has another version.'
      }
    },
  },
  'version-not-bumped': {
    title: 'Version not bumped',
    why: 'Two different packages with the same version cannot be told apart, and PyPI rejects the second.',
    message: ({ version, previous, tag, branch, changed, lower, isPlaceholder, isComputed, waiver }) => {
      if (isPlaceholder)
        return `The version ${version} looks like a placeholder: the source had it at the last releases too, up to ${tag}.`
      const relation =
        tag === null
          ? `${previous}, the version on ${branch || 'the base branch'}`
          : `${previous}, which was tagged as ${tag}`
      const standing = lower
        ? `The version ${version}${isComputed ? ', computed from a tag,' : ''} is lower than ${relation}`
        : `The version is still ${version}, as at the last tag ${tag}`
      return `${standing}${changed.length > 0 ? `, but ${listSome(changed, 3)} changed since` : ''}.${describeOverride(waiver)}`
    },
    fix: ({ version, previous, next, isPlaceholder, isComputed, free = [], nextTag }) => {
      if (isPlaceholder) return placeholderSetting(version)
      if (isComputed)
        return `Tag a pre-release above ${previous} on this branch; the next versions are computed from it.`
      if (next === null) return raiseVersion(previous, free, nextTag)
      const { least, breaking, added } = next
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition)
      const lowest = free.find((one) => compare(one, least) >= 0) ?? least
      return `Raise the version to ${lowest} or later${changes.length > 0 ? `: ${listSome(changes, 3)}` : ''}.`
    },
  },
  'bump-too-small': {
    title: 'Version bump too small',
    why: 'Users who allow updates up to the next major version get this release, and their code breaks.',
    message: ({ version, previous, step, needed, breaking, added, waiver }) => {
      const size = step === 'post-release' ? step : `${step} release`
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition)
      return `From ${previous} to ${version} is a ${size}, but ${listSome(changes, 3)}: this requires a ${needed} release.${describeOverride(waiver)}`
    },
    fix: ({ least, breaking, free = [], nextTag }) => {
      const removed = breaking.filter(({ deprecated }) => !deprecated).length
      const keep =
        removed === 0
          ? ''
          : `, or keep the old ${removed === 1 ? 'behavior' : 'behaviors'} with a DeprecationWarning`
      const tag = nextTag === undefined ? '' : ` (tag ${nextTag})`
      return `Release it as ${free[0] ?? least} or later${tag}${keep}.`
    },
  },
  'version-bumped': {
    title: 'Version bumped outside a release',
    why: 'The tool that prepares releases bumps the version itself, and skips or fails on one that was bumped before.',
    message: ({ version, previous, branch, waiver }) =>
      `The version is ${version}, but ${branch || 'the base branch'} has ${previous}, and by the version policy only the release bumps it.${describeOverride(waiver)}`,
    fix: ({ previous }) => `Set the version back to ${previous}.`,
  },
  'tag-mismatch': {
    title: 'Tag and version differ',
    why: 'The tag announces one version, and another one is published.',
    message: (facts) => {
      const { tag, version, tagVersion, tool, taken } = facts
      if (taken !== null && taken.name === tag && !taken.isOwn)
        return `${tool} computed the version ${version} from the tag ${tag}, which is not a release tag of this package.`
      const reason = tagMismatchReason(facts)
      return `The tag is ${tag}${tagVersion === null ? ', which names no version of this package' : ''}, but the wheel that was built has version ${version}.${reason === undefined ? '' : ` ${reason}`}`
    },
    fix: tagMismatchFix,
  },
  'tag-off-branch': {
    title: 'Tag not on default branch',
    why: 'The released commit was never merged: the next release from the default branch lacks it.',
    message: ({ tag, branch, branches }) =>
      `The tag ${tag} is at a commit that is not on ${branch}${branches.length > 0 ? `, but on ${listSome(branches, 3)}` : ''}.`,
    fix: ({ tag, branch }) =>
      `Merge the commit into ${branch} and tag the merge, or name the branch after the release series, such as 1.2.x. To move the tag:\ngit tag --force ${tag} origin/${branch}`,
  },
  'version-taken': {
    title: 'Version already released',
    why: 'A version can be published once only: PyPI rejects another package with the same version.',
    message: ({ version, tag, commit, branch }) =>
      tag === null
        ? branch === null
          ? `The package index already has version ${version}.`
          : `${branch || 'The base branch'} has raised the version to ${version} already since the last release: this change would ship under the same version.`
        : `The version ${version} was tagged already: ${tag} is at ${commit?.slice(0, 10)}, another commit.`,
    fix: ({ version, free = [], nextTag }) => raiseVersion(version, free, nextTag),
  },
  'changelog-missing': {
    title: 'Version missing in changelog',
    why: 'Users read the changelog to find out what a release changes for them, before they update.',
    message: ({ version, file, unreleased, fragments }) =>
      fragments.length > 0
        ? `${count(fragments.length, 'changelog fragment')} ${fragments.length > 1 ? 'are' : 'is'} not in ${file}: ${listSome(fragments, 3)}.`
        : `${file} has no entry for version ${version}${unreleased === null ? '' : `, only "${unreleased}"`}.`,
    fix: ({ version, file, unreleased, tool, fragments }) => {
      if (fragments.length > 0 && tool !== null)
        return `Before the tag, run and commit:\n${tool === 'towncrier' ? 'towncrier build --yes --version' : 'scriv collect --version'} ${version}`
      return unreleased === null
        ? `Add an entry for ${version} to ${file}.`
        : `Rename the heading "${unreleased}" to ${version}, with the date of the release.`
    },
  },
}

function placeholderSetting(version: string): string {
  return `If the release workflow replaces it, add to pyproject.toml:\n[tool.as-installed.version]\nplaceholder = "${version}"`
}

/** A sentence about where the version comes from; undefined if that is not known. */
function tagMismatchReason(facts: VersionRuleFacts['tag-mismatch']): string | undefined {
  const { tag, version, writer, isPlaceholder, tool, taken } = facts
  if (isPlaceholder) return `${version} looks like a placeholder: the source had it at earlier releases too.`
  if (writer !== null)
    return `A workflow seems to write the version (${writer.file}, line ${writer.line}: ${writer.text}), and has not done so here.`
  if (tool === null || taken === null) return undefined
  return taken.name === tag
    ? `${tool} computed it from this tag, as files of the commit had changed before the build or during it.`
    : `${tool} computed it from the tag ${taken.name}${taken.isOnCommit ? ', which is on the same commit' : ''}.`
}

/** Names the lowest version that no release has, if it is known. */
function raiseVersion(above: string, [lowest]: readonly string[], nextTag: string | undefined): string {
  if (nextTag !== undefined) return `Tag the commit as ${nextTag} or later.`
  return lowest === undefined
    ? `Raise the version above ${above}.`
    : `Raise the version to ${lowest} or later.`
}

function tagMismatchFix(facts: VersionRuleFacts['tag-mismatch']): string {
  const { tag, version, tagVersion, writer, isPlaceholder, tool, taken, unusedTag, lastTag } = facts
  if (isPlaceholder) return placeholderSetting(version)
  if (writer !== null)
    return `Run as-installed after the step that writes the version, or if ${version} is only a placeholder, add to pyproject.toml:\n[tool.as-installed.version]\nplaceholder = "${version}"`
  if (tool !== null && taken !== null && !taken.isOwn)
    return `Restrict ${tool} to release tags, in pyproject.toml:\n${tagSetting(tool, prefixOf(tagVersion === null ? (lastTag ?? 'v0') : tag))}`
  if (tagVersion === null)
    return unusedTag === null || tool !== null
      ? 'Run as-installed for release tags only.'
      : `Tag the commit as ${unusedTag}, or run as-installed for release tags only.`
  if (tool === null)
    return `Set the version to ${tagVersion} and tag again${unusedTag === null ? '' : `, or tag ${unusedTag} instead of ${tag}`}.`
  if (taken?.name === tag)
    return `Build ${tag} in a checkout without changes. Remove files that the build writes, such as the version file of ${tool}, from git.`
  if (taken?.isOnCommit === true) {
    const variable = PRETEND_VARIABLES[tool]
    const pretend = variable === undefined ? '' : ` Or build the release with ${variable}=${tagVersion}.`
    return `Move ${tag} to a commit of its own, or delete ${taken.name} if it is not a release: ${tool} takes one tag of a commit.${pretend}`
  }
  return `Build the commit of ${tag} in a clean checkout that has the tag (fetch-depth: 0), so that ${tool} finds it.`
}

/** The environment variables with which tools take a given version. */
const PRETEND_VARIABLES: Readonly<Record<string, string>> = {
  'setuptools-scm': 'SETUPTOOLS_SCM_PRETEND_VERSION',
  'hatch-vcs': 'SETUPTOOLS_SCM_PRETEND_VERSION',
  'flit-scm': 'SETUPTOOLS_SCM_PRETEND_VERSION',
  'pdm-backend': 'PDM_BUILD_SCM_VERSION',
  'poetry-dynamic-versioning': 'POETRY_DYNAMIC_VERSIONING_BYPASS',
  'uv-dynamic-versioning': 'UV_DYNAMIC_VERSIONING_BYPASS',
  pbr: 'PBR_VERSION',
}

/** The text before the version in a tag. */
function prefixOf(tag: string): string {
  return /^(.*?)\d+(?:[._!]\d+)*\D*\d*$/.exec(tag)?.[1] ?? ''
}

/** Describes a breaking change as a clause. */
function describeBreakingChange(change: BreakingChange): string {
  const { parameters, old, to } = change
  const path = callPath(change)
  const names = list(parameters)
  const [parameter, is] = parameters.length === 1 ? ['parameter', 'is'] : ['parameters', 'are']
  const words: Record<BreakingChange['kind'], string> = {
    removed: `${path} was removed`,
    moved: `${path} was moved to ${to}`,
    kind: `${path} changed from a ${old} to a ${change.new}`,
    'base-removed': `${path} no longer inherits from ${old}`,
    'parameter-removed': `${path} no longer has the ${parameter} ${names}`,
    'parameter-moved': `${path}: the ${parameter} ${names} moved from position ${old} to ${change.new}`,
    'parameter-named': `${path}: ${names} ${is} now keyword-only`,
    'parameter-placed': `${path}: ${names} ${is} now positional-only`,
    'parameter-required': `${path}: ${names} ${is} now required`,
    'parameter-added': `${path} has the new required ${parameter} ${names}`,
  }
  return `${words[change.kind]}${change.deprecated ? ' (deprecated before)' : ''}`
}

function describeAddition(addition: Addition): string {
  const { parameters } = addition
  return parameters.length === 0
    ? `${addition.path} is new`
    : `${callPath(addition)} has the new optional ${parameters.length === 1 ? 'parameter' : 'parameters'} ${list(parameters)}`
}

/** The path that code calls: the class itself for its constructor. */
function callPath({ path, parameters }: BreakingChange | Addition): string {
  return parameters.length === 0 ? path : path.replace(/\.__(?:init|new)__$/, '')
}
