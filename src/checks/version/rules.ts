import type { BumpSize } from '../../config/bump-policy.ts'
import { list, listSome } from '../../program/sentence.ts'
import type { WordsOf } from '../rule.ts'
import type { Addition, BreakingChange, NextVersion, Step, VersionWriter, Waiver } from './facts.ts'

/** The kinds of places that tell a version of the package. */
export type VersionPlace =
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

/** The facts of the rules on the version, and the tag that releases it. */
export interface VersionRuleFacts {
  'version-invalid': { version: string; reason: string }
  'version-disagrees': {
    distribution: string
    version: string
    /** What says otherwise, as a person asks it. */
    by: string
    /** What it says; null where it asks for the version of a distribution that is not there. */
    claimed: string | null
    /** What kind of place that is; `name`: the package asks under another name than its own. */
    place: VersionPlace | 'name'
  }
  'version-not-bumped': {
    version: string
    previous: string
    tag: string
    changed: readonly string[]
    lower: boolean
    policy: string
    /** What the public API asks for, where it was compared. */
    next: NextVersion | null
    waiver: Waiver | null
  }
  'bump-too-small': {
    version: string
    /** The last final release. */
    previous: string
    /** What lies between them. */
    step: Step
    /** What the changes ask for. */
    needed: BumpSize
    /** The lowest version that is that. */
    least: string
    /** With the files of the checkout; none where additions alone ask for it. */
    breaking: readonly BreakingChange[]
    added: readonly Addition[]
    /** Modules that were not compared. */
    unread: readonly string[]
    waiver: Waiver | null
  }
  'version-bumped': { version: string; previous: string; branch: string; waiver: Waiver | null }
  'tag-mismatch': {
    tag: string
    version: string
    tagVersion: string | null
    /** Where a workflow writes the version. */
    writer: VersionWriter | null
  }
  'tag-off-branch': { tag: string; branch: string; branches: readonly string[] }
  /**
   * By a tag, at another commit; by a branch, which has raised the version to this since the last release; or, with
   * neither, by the package index.
   */
  'version-taken': { version: string; tag: string | null; commit: string | null; branch: string | null }
}

function waivedBy(waiver: Waiver | null): string {
  if (waiver === null) return ''
  return waiver.by === 'label'
    ? ` The label "${waiver.name}" waives it.`
    : ` ${waiver.name} of commit ${waiver.commit.slice(0, 10)} waives it: ${waiver.reason}.`
}

export const VERSION_RULES: WordsOf<VersionRuleFacts> = {
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
      return `${standing}${changed.length > 0 ? `, but ${listSome(changed, 3)} changed since` : ''}.${waivedBy(waiver)}`
    },
    fix: ({ previous, next }) => {
      if (next === null) return `Raise the version above ${previous}.`
      const { least, breaking, added } = next
      const changes = breaking.length > 0 ? breaking.map(brokenInWords) : added.map(addedInWords)
      return `Raise the version to ${least} or later${changes.length > 0 ? `: ${listSome(changes, 3)}` : ''}.`
    },
  },
  'bump-too-small': {
    title: 'The public API changed more than the version says',
    why: 'Who asks for releases up to the next major one gets this one, and what used to work does not.',
    message: ({ version, previous, step, needed, breaking, added, waiver }) => {
      const size = step === 'post-release' ? step : `${step} release`
      const changes = breaking.length > 0 ? breaking.map(brokenInWords) : added.map(addedInWords)
      return `From ${previous} to ${version} is a ${size}, but ${listSome(changes, 3)}: that asks for a ${needed} release.${waivedBy(waiver)}`
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
      `The version is ${version}, but ${branch || 'the branch that it is merged into'} has ${previous}, and by policy the release alone raises it.${waivedBy(waiver)}`,
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

/** A breaking change as a part of a sentence. */
function brokenInWords(change: BreakingChange): string {
  const { parameters, old, to } = change
  const path = asCalled(change)
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

function addedInWords(addition: Addition): string {
  const { parameters } = addition
  return parameters.length === 0
    ? `${addition.path} is new`
    : `${asCalled(addition)} may now be given ${list(parameters)}`
}

/** Who makes an object calls its class. */
function asCalled({ path, parameters }: BreakingChange | Addition): string {
  return parameters.length === 0 ? path : path.replace(/\.__(?:init|new)__$/, '')
}
