import type { BumpSize } from '../../config/bump-policy.ts'
import { list, listSome } from '../../program/sentence.ts'
import type { RuleTexts } from '../rule.ts'
import type {
  Addition,
  BreakingChange,
  BumpOverride,
  NextVersion,
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
  | 'tag'
  | 'release'

/** The facts of the rules about versions and release tags. */
export interface VersionRuleFacts {
  'version-invalid': { version: string; reason: string }
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
    tag: string
    changed: readonly string[]
    lower: boolean
    policy: string
    /** The version that the API changes require; null if the APIs were not compared. */
    next: NextVersion | null
    waiver: BumpOverride | null
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
  }
  'version-bumped': { version: string; previous: string; branch: string; waiver: BumpOverride | null }
  'tag-mismatch': {
    tag: string
    version: string
    tagVersion: string | null
    writer: VersionWriter | null
  }
  'tag-off-branch': { tag: string; branch: string; branches: readonly string[] }
  /** Taken by a tag on another commit, or by the base branch; if both are null, by a release on the package index. */
  'version-taken': { version: string; tag: string | null; commit: string | null; branch: string | null }
}

function describeOverride(override: BumpOverride | null): string {
  if (override === null) return ''
  return override.by === 'label'
    ? ` The label "${override.name}" waives it.`
    : ` ${override.name} of commit ${override.commit.slice(0, 10)} waives it: ${override.reason}.`
}

export const VERSION_RULES: RuleTexts<VersionRuleFacts> = {
  'version-invalid': {
    title: 'The version is not one',
    why: 'Installers and indexes order versions by PEP 440; what is none cannot be released.',
    message: ({ version, reason }) => `The version ${version} ${reason}.`,
    fix: () => 'Use a version such as 1.4.0, 1.4.0rc1 or 1.4.0.post1 (PEP 440).',
  },
  'version-disagrees': {
    title: 'The package says another version of itself than its metadata',
    why: 'Users, bug reports and programs that compare versions are told what is not so.',
    message: ({ distribution, version, by, claimed, place }) =>
      place === 'name'
        ? `The package asks for its version by ${by}, but it is installed as ${distribution} (${version}), and nothing of that name is.`
        : `The wheel has version ${version}, but ${by} ${place === 'attribute' ? 'is' : 'says'} "${claimed}".`,
    fix: ({ distribution, version, by, place }) => {
      switch (place) {
        case 'name':
          return `Ask for importlib.metadata.version("${distribution}").`
        case 'attribute':
          return `Set ${by.split('.').at(-1)} = "${version}", or read it where it is written once:\nfrom importlib.metadata import version\n\n__version__ = version("${distribution}")`
        case 'script':
          return `Let the command read it where it is written once: importlib.metadata.version("${distribution}").`
        case 'lock':
          return 'uv lock'
        case 'declared':
          return `Set it to "${version}"; or, where the build finds the version, remove it and declare dynamic = ["version"].`
        default:
          return 'Let the build find one version, in the checkout as in the sdist, which has no git history. An installer refuses an sdist whose wheel has another one.'
      }
    },
  },
  'version-not-bumped': {
    title: 'What ships has changed and the version has not',
    why: 'Two different packages with one version cannot be told apart; an index refuses the second.',
    message: ({ version, previous, tag, changed, lower, waiver }) => {
      const standing = lower
        ? `The version ${version} is lower than ${previous}, which was tagged as ${tag}`
        : `The version is still ${version}, as at the last tag ${tag}`
      return `${standing}${changed.length > 0 ? `, but ${listSome(changed, 3)} changed since` : ''}.${describeOverride(waiver)}`
    },
    fix: ({ previous, next }) => {
      if (next === null) return `Raise the version above ${previous}.`
      const { least, breaking, added } = next
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition)
      return `Raise the version to ${least} or later${changes.length > 0 ? `: ${listSome(changes, 3)}` : ''}.`
    },
  },
  'bump-too-small': {
    title: 'The public API changed more than the version says',
    why: 'Who asks for releases up to the next major one gets this one, and what used to work does not.',
    message: ({ version, previous, step, needed, breaking, added, waiver }) => {
      const size = step === 'post-release' ? step : `${step} release`
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition)
      return `From ${previous} to ${version} is a ${size}, but ${listSome(changes, 3)}: that asks for a ${needed} release.${describeOverride(waiver)}`
    },
    fix: ({ least, breaking }) => {
      const going = breaking.filter(({ deprecated }) => !deprecated).length
      const keep =
        going === 0 ? '' : `, or keep what was there and warn that ${going === 1 ? 'it' : 'each'} will go`
      return `Release it as ${least} or later${keep}.`
    },
  },
  'version-bumped': {
    title: 'The version was raised where only the release may raise it',
    why: 'What prepares the releases raises the version itself, and takes a version that moved for a release.',
    message: ({ version, previous, branch, waiver }) =>
      `The version is ${version}, but ${branch || 'the branch that it is merged into'} has ${previous}, and by policy the release alone raises it.${describeOverride(waiver)}`,
    fix: ({ previous }) => `Set the version back to ${previous}.`,
  },
  'tag-mismatch': {
    title: 'The tag is not the version of the artifact',
    why: 'What is published under the tag carries another version.',
    message: ({ tag, version, tagVersion, writer }) =>
      `The tag is ${tag}${tagVersion === null ? ', which names no version' : ''}, but the wheel that was built has version ${version}.${writer === null ? '' : ` A workflow seems to write the version (${writer.file}, line ${writer.line}: ${writer.text}), and has not done so here.`}`,
    fix: ({ tag, tagVersion, version, writer }) =>
      writer !== null
        ? `Run as-installed after the step that writes the version, or say that ${version} only holds its place:\n[tool.as-installed.version]\nplaceholder = "${version}"`
        : tagVersion === null
          ? `Tag the commit as v${version}.`
          : `Set the version to ${tagVersion} and tag again, or tag v${version} instead of ${tag}.`,
  },
  'tag-off-branch': {
    title: 'The tag is not on the default branch',
    why: 'What is released was never merged: the next release from the default branch lacks it.',
    message: ({ tag, branch, branches }) =>
      `The tag ${tag} is at a commit that is not on ${branch}${branches.length > 0 ? `, but on ${listSome(branches, 3)}` : ''}.`,
    fix: ({ tag, branch }) =>
      `Merge the commit into ${branch} and tag what comes of it, or name the branch of an older series for it, such as 1.2.x. To move the tag:\ngit tag --force ${tag} origin/${branch}`,
  },
  'version-taken': {
    title: 'The version was released already',
    why: 'A version names one package for ever.',
    message: ({ version, tag, commit, branch }) =>
      tag === null
        ? branch === null
          ? `The package index has version ${version} already.`
          : `${branch || 'The branch that it is merged into'} has raised the version to ${version} already since the last release: this change would ship under the same version.`
        : `The version ${version} was tagged already: ${tag} is at ${commit?.slice(0, 10)}, another commit.`,
    fix: ({ version }) => `Raise the version above ${version}.`,
  },
}

/** Describes a breaking change as a clause. */
function describeBreakingChange(change: BreakingChange): string {
  const { parameters, old, to } = change
  const path = callPath(change)
  const names = list(parameters)
  const words: Record<BreakingChange['kind'], string> = {
    removed: `${path} is gone`,
    moved: `${path} is now ${to}`,
    kind: `${path} is now a ${change.new} and was a ${old}`,
    'base-removed': `${path} no longer derives from ${old}`,
    'parameter-removed': `${path} no longer takes ${names}`,
    'parameter-moved': `${path} takes ${names} in place ${change.new} and not ${old}`,
    'parameter-named': `${path} takes ${names} by name alone`,
    'parameter-placed': `${path} takes ${names} by place alone`,
    'parameter-required': `${path} cannot do without ${names}`,
    'parameter-added': `${path} now needs ${names}`,
  }
  return `${words[change.kind]}${change.deprecated ? ' (it was deprecated)' : ''}`
}

function describeAddition(addition: Addition): string {
  const { parameters } = addition
  return parameters.length === 0
    ? `${addition.path} is new`
    : `${callPath(addition)} may now be given ${list(parameters)}`
}

/** The path that code calls: the class itself for its constructor. */
function callPath({ path, parameters }: BreakingChange | Addition): string {
  return parameters.length === 0 ? path : path.replace(/\.__(?:init|new)__$/, '')
}
