import { listSome } from '../sentence.ts'
import type { WordsOf } from './words.ts'

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
export interface VersionFacts {
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
  }
  'version-taken': { version: string; tag: string; commit: string }
  'tag-mismatch': { tag: string; version: string; tagVersion: string | null }
}

export const VERSION_RULES: WordsOf<VersionFacts> = {
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
    message: ({ version, previous, tag, changed, lower }) => {
      const standing = lower
        ? `The version ${version} is lower than ${previous}, which was tagged as ${tag}`
        : `The version is still ${version}, as at the last tag ${tag}`
      return `${standing}${changed.length > 0 ? `, but ${listSome(changed, 3)} changed since` : ''}.`
    },
    fix: ({ previous }) => `Raise the version above ${previous}.`,
  },
  'version-taken': {
    title: 'The version was released already',
    why: 'A version names one package for ever.',
    message: ({ version, tag, commit }) =>
      `The version ${version} was tagged already: ${tag} is at ${commit.slice(0, 10)}, another commit.`,
    fix: ({ version }) => `Raise the version above ${version}.`,
  },
  'tag-mismatch': {
    title: 'The tag is not the version of the artifact',
    why: 'What is published under the tag carries another version.',
    message: ({ tag, version, tagVersion }) =>
      `The tag is ${tag}${tagVersion === null ? ', which names no version' : ''}, but the wheel that was built has version ${version}.`,
    fix: ({ tag, tagVersion, version }) =>
      tagVersion === null
        ? `Tag the commit as v${version}.`
        : `Set the version to ${tagVersion} and tag again, or tag v${version} instead of ${tag}.`,
  },
}
