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
    /** Whether the source also had this version at other releases. */
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
    /** Whether the source also had the wheel's version at other releases. */
    isPlaceholder: boolean
    /** The tool that computes the version from tags; null for a static version. */
    tool: string | null
    /** The tag that it used; null if unknown. */
    taken: TagTaken | null
    /** A tag for the wheel's version; null if that tag exists. */
    unusedTag: string | null
    /** The tag of the last release. */
    lastTag: string | null
  }
  'tag-off-branch': { tag: string; branch: string; branches: readonly string[] }
  'changelog-missing': {
    version: string
    /** The changelog. */
    file: string
    /** The heading of the unreleased changes. */
    unreleased: string | null
    /** The tool that builds the entry from fragments. */
    tool: 'towncrier' | 'scriv' | null
    /** The fragments that have not been added to the changelog. */
    fragments: readonly string[]
  }
  /** Used by a tag on another commit or by the base branch; if both are null, by a release on the package index. */
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
    : ` Overridden by the trailer ${override.name} in commit ${override.commit.slice(0, 10)}: ${override.reason}.`
}

export const VERSION_RULES: RuleTexts<VersionRuleFacts> = {
  'version-invalid': {
    title: 'Invalid release version',
    why: 'PyPI rejects invalid and local versions, and pip prefers earlier releases to a development version or 0.0.0.',
    message: ({ version, reason }) => `Version ${version} ${reason}.`,
    fix: ({ add }) =>
      add === null
        ? 'Set a version such as 1.4.0, 1.4.0rc1 or 1.4.0.post1 (PEP 440).'
        : `Add to pyproject.toml:\n${add}`,
  },
  'version-disagrees': {
    title: 'Conflicting versions',
    why: 'Users, bug reports and programs that compare versions get the wrong one.',
    message: ({ distribution, version, by, claimed, place }) =>
      place === 'name'
        ? `${by} raises PackageNotFoundError: the distribution is named ${distribution}.`
        : `${place === 'file-name' ? 'The ' : ''}${by} ${reportedVersion(place, claimed ?? '')}, but the wheel has version ${version}.`,
    fix: ({ distribution, version, by, place }) => {
      switch (place) {
        case 'name':
          return `Use importlib.metadata.version("${distribution}").`
        case 'attribute':
          return `Set ${by.split('.').at(-1)} = "${version}", or read it from the metadata:\nfrom importlib.metadata import version\n\n__version__ = version("${distribution}")`
        case 'script':
          return `Print the version from the metadata: importlib.metadata.version("${distribution}").`
        case 'lock':
          return 'Update the lock file:\nuv lock'
        case 'declared':
          return `Set the version in ${by} to ${version}. If the build computes the version, delete it there and add "version" to dynamic.`
        case 'file':
          return `Set the version in ${by} to ${version}, and update it with each release.`
        default:
          return 'Make the build compute the same version from the checkout and from the sdist, which has no git history. pip rejects an sdist whose wheel has another version.'
      }
    },
  },
  'version-not-bumped': {
    title: 'Version not bumped',
    why: 'Two different distributions with the same version cannot be told apart, and PyPI rejects the second.',
    message: describeMissingBump,
    fix: ({ version, previous, next, isPlaceholder, isComputed, free = [], nextTag }) => {
      if (isPlaceholder) return placeholderSetting(version)
      if (isComputed)
        return `Tag a pre-release higher than ${previous} on this branch, from which the next versions are computed.`
      if (next === null) return setHigherVersion(previous, free, nextTag)
      const { least, breaking, added } = next
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition)
      const lowest = free.find((one) => compare(one, least) >= 0) ?? least
      return `Set the version to ${lowest} or later${changes.length > 0 ? `, because ${listSome(changes, 3)}` : ''}.`
    },
  },
  'bump-too-small': {
    title: 'Version bump too small',
    why: 'Users who allow updates up to the next major version get this release, and their code breaks.',
    message: ({ version, previous, step, needed, breaking, added, waiver }) => {
      const size = step === 'post-release' ? step : `${step} release`
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition)
      return `${version} is a ${size} after ${previous}, but ${listSome(changes, 3)}, which requires a ${needed} release.${describeOverride(waiver)}`
    },
    fix: ({ least, breaking, free = [], nextTag }) => {
      const removed = breaking.filter(({ deprecated }) => !deprecated).length
      const keep =
        removed === 0
          ? ''
          : `, or keep the old ${removed === 1 ? 'behavior' : 'behaviors'} with a DeprecationWarning`
      return nextTag === undefined
        ? `Set the version to ${free[0] ?? least} or later${keep}.`
        : `Tag the release as ${nextTag} or later${keep}.`
    },
  },
  'version-bumped': {
    title: 'Version bumped outside a release',
    why: 'Release tools such as release-please bump the version themselves, and skip or fail on one that was bumped before.',
    message: ({ version, previous, branch, waiver }) =>
      `The version changed from ${previous} on ${branch || 'the base branch'} to ${version}, but the policy "never" reserves bumps for the release pull request.${describeOverride(waiver)}`,
    fix: ({ previous }) => `Set the version back to ${previous}.`,
  },
  'tag-mismatch': {
    title: 'Tag does not match version',
    why: 'The tag announces one version, but another one is published.',
    message: (facts) => {
      const { tag, version, tagVersion, tool, taken } = facts
      if (taken !== null && taken.name === tag && !taken.isOwn)
        return `${tool} computed version ${version} from tag ${tag}, which is not a release tag of this package.`
      const reason = tagMismatchReason(facts)
      const mismatch =
        tagVersion === null
          ? `Tag ${tag} names no version of this package; the wheel has version ${version}.`
          : `Tag ${tag} does not match the wheel's version ${version}.`
      return reason === undefined ? mismatch : `${mismatch} ${reason}`
    },
    fix: tagMismatchFix,
  },
  'tag-off-branch': {
    title: 'Tag not on default branch',
    why: 'The released commit was never merged, so the next release from the default branch lacks it.',
    message: ({ tag, branch, branches }) =>
      `Tag ${tag} is on a commit that is not on ${branch}${branches.length > 0 ? `, only on ${listSome(branches, 3)}` : ''}.`,
    fix: ({ tag, branch }) =>
      `For an older release series, tag on a branch named after it, such as 1.2.x. Otherwise merge the commit into ${branch} and move the tag:\ngit tag --force ${tag} origin/${branch}`,
  },
  'version-taken': {
    title: 'Version already in use',
    why: 'A version can be published only once: PyPI rejects another distribution with the same version.',
    message: ({ version, tag, commit, branch }) => {
      if (tag !== null)
        return `Version ${version} is already tagged: ${tag} is on commit ${commit?.slice(0, 10)}.`
      return branch === null
        ? `Version ${version} is already on the package index.`
        : `Version ${version} is already on ${branch || 'the base branch'}, which was bumped but not released yet: both changes would be released under it.`
    },
    fix: ({ version, free = [], nextTag }) => setHigherVersion(version, free, nextTag),
  },
  'changelog-missing': {
    title: 'Missing changelog entry',
    why: 'Users read the changelog before they upgrade to see what changes for them.',
    message: ({ version, file, unreleased, fragments }) =>
      fragments.length > 0
        ? `${count(fragments.length, 'changelog fragment')} ${fragments.length > 1 ? 'are' : 'is'} not in ${file}: ${listSome(fragments, 3)}.`
        : `${file} has no entry for version ${version}${unreleased === null ? '' : `, only "${unreleased}"`}.`,
    fix: ({ version, file, unreleased, tool, fragments }) => {
      if (fragments.length > 0 && tool !== null)
        return `Run this and commit the result before you create the tag:\n${tool === 'towncrier' ? 'towncrier build --yes --version' : 'scriv collect --version'} ${version}`
      return unreleased === null
        ? `Add an entry for ${version} to ${file}.`
        : `Rename the heading "${unreleased}" in ${file} to ${version}, with the release date.`
    },
  },
}

/** The version of a version source, as a predicate: `prints "1.0"`. */
function reportedVersion(place: VersionSource | 'name', version: string): string {
  switch (place) {
    case 'attribute':
      return `is "${version}"`
    case 'script':
      return `prints "${version}"`
    case 'installed':
      return `returns "${version}"`
    case 'declared':
      return `declares version ${version}`
    default:
      return `has version ${version}`
  }
}

function describeMissingBump(facts: VersionRuleFacts['version-not-bumped']): string {
  const { version, previous, tag, branch, changed, lower, policy, isPlaceholder, isComputed, waiver } = facts
  if (isPlaceholder)
    return `Version ${version} looks like a placeholder: the source also had it at the last releases, up to ${tag}.`
  const changes = changed.length > 0 ? `${listSome(changed, 3)} changed since` : undefined
  const override = describeOverride(waiver)
  if (!lower)
    return `The version is still ${version}, the last release (tag ${tag}), but ${changes ?? `the policy "${policy}" requires a bump`}.${override}`
  const origin =
    tag === null
      ? `${previous} on ${branch || 'the base branch'}`
      : `the last release ${previous} (tag ${tag})`
  const source = isComputed ? ', computed from a tag,' : ''
  return `Version ${version}${source} is lower than ${origin}${changes === undefined ? '' : `, and ${changes}`}.${override}`
}

function placeholderSetting(version: string): string {
  return `If the release workflow sets the version, add to pyproject.toml:\n[tool.as-installed.version]\nplaceholder = "${version}"`
}

/** A sentence about the origin of the version; undefined if it is unknown. */
function tagMismatchReason(facts: VersionRuleFacts['tag-mismatch']): string | undefined {
  const { tag, version, writer, isPlaceholder, tool, taken } = facts
  if (isPlaceholder) return `${version} looks like a placeholder: the source also had it at earlier releases.`
  if (writer !== null)
    return `The workflow line ${writer.file}:${writer.line} seems to set the version (${writer.text}), but has not done so here.`
  if (tool === null || taken === null) return undefined
  return taken.name === tag
    ? `${tool} computed it from this tag, but tracked files had changed before or during the build.`
    : `${tool} computed it from tag ${taken.name}${taken.isOnCommit ? ', which is on the same commit' : ''}.`
}

/** Names the lowest unused version or its tag, if known. */
function setHigherVersion(above: string, [lowest]: readonly string[], nextTag: string | undefined): string {
  if (nextTag !== undefined) return `Tag the commit as ${nextTag} or later.`
  return lowest === undefined
    ? `Set a version higher than ${above}.`
    : `Set the version to ${lowest} or later.`
}

function tagMismatchFix(facts: VersionRuleFacts['tag-mismatch']): string {
  const { tag, version, tagVersion, writer, isPlaceholder, tool, taken, unusedTag, lastTag } = facts
  if (isPlaceholder) return placeholderSetting(version)
  if (writer !== null)
    return `Run as-installed after the step that sets the version. If ${version} is only a placeholder, add to pyproject.toml:\n[tool.as-installed.version]\nplaceholder = "${version}"`
  if (tool !== null && taken !== null && !taken.isOwn)
    return `Restrict ${tool} to release tags in pyproject.toml:\n${tagSetting(tool, prefixOf(tagVersion === null ? (lastTag ?? 'v0') : tag))}`
  if (tagVersion === null)
    return unusedTag === null || tool !== null
      ? 'Run as-installed for release tags only.'
      : `Tag the commit as ${unusedTag}, or run as-installed for release tags only.`
  if (tool === null)
    return `Set the version to ${tagVersion} and move the tag${unusedTag === null ? '' : `, or tag the commit as ${unusedTag} instead`}.`
  if (taken?.name === tag)
    return `Build ${tag} from a clean checkout, and remove generated files, such as the version file of ${tool}, from git.`
  if (taken?.isOnCommit === true) {
    const variable = PRETEND_VARIABLES[tool]
    const pretend = variable === undefined ? '' : ` Or build the release with ${variable}=${tagVersion}.`
    return `Move ${tag} to a commit of its own, or delete ${taken.name} if it is not a release: ${tool} uses one tag per commit.${pretend}`
  }
  return `Build ${tag} from a clean checkout with all tags (fetch-depth: 0), so that ${tool} finds it.`
}

/** The environment variables that override the computed version. */
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
