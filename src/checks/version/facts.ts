import type { BumpSize } from '../../config/bump-policy.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import type { TagMeaning } from '../../repository/package-tags.ts'
import type { ReleaseTag } from '../../repository/tags.ts'

/** The kind of an API object. */
export type ApiObject = 'module' | 'class' | 'function' | 'method' | 'attribute'

/** A change that breaks code written for the earlier wheel. */
export interface BreakingChange {
  readonly kind:
    | 'removed'
    /** It is now at the path `to`. */
    | 'moved'
    /** It changed its kind from `old` to `new`, for instance from a class to a function. */
    | 'kind'
    | 'base-removed'
    | 'parameter-removed'
    /** Its position changed from `old` to `new` (1-based). */
    | 'parameter-moved'
    /** It is now keyword-only. */
    | 'parameter-named'
    /** It is now positional-only. */
    | 'parameter-placed'
    /** It was optional and is required now. */
    | 'parameter-required'
    /** It is new and required. */
    | 'parameter-added'
  readonly what: ApiObject
  /** Dotted; the shortest public path. */
  readonly path: string
  /** The parameters of a function with the same change. */
  readonly parameters: readonly string[]
  /** Relative to site-packages, in the wheel that `side` names; null without a source. */
  readonly file: string | null
  /** 1-based. */
  readonly line: number | null
  readonly side: 'old' | 'new'
  /** The source text before and after the change; may be empty. */
  readonly old: string
  readonly new: string
  /** The new path. */
  readonly to: string | null
  /** Whether it was deprecated in the earlier wheel. */
  readonly deprecated: boolean
}

/** A public object that the earlier wheel lacks, or new optional parameters of an existing one. */
export interface Addition {
  readonly what: ApiObject
  readonly path: string
  /** Empty if the object itself is new. */
  readonly parameters: readonly string[]
  /** Relative to site-packages, in the new wheel. */
  readonly file: string | null
  readonly line: number | null
}

/** The differences between the public APIs of two wheels. The probe `api` documents the fields. */
export type ApiChanges =
  | {
      readonly kind: 'compared'
      readonly breaking: readonly BreakingChange[]
      readonly added: readonly Addition[]
      /** The modules that could not be compared. */
      readonly unread: readonly { readonly name: string; readonly reason: string }[]
    }
  | { readonly kind: 'not-checked'; readonly reason: string }

/** The changes of a package since a commit. */
export interface Changes {
  /** Files of the checkout, generated members of the wheel, and fields of its metadata. */
  readonly changed: readonly string[]
  /**
   * What was compared. `directory`: no file of the project has changed. `wheels`: the wheel of that commit was built.
   * `files`: that wheel could not be built, so the source files of this wheel were compared.
   */
  readonly method: 'directory' | 'wheels' | 'files'
  /** Why the wheels were not compared. */
  readonly reason?: string
}

/** A label or commit trailer that overrides the version policy for a change. */
export type BumpOverride =
  | { readonly by: 'label'; readonly name: string }
  | { readonly by: 'trailer'; readonly name: string; readonly commit: string; readonly reason: string }

/** A line of a workflow that sets the version. */
export interface VersionWriter {
  /** Relative to the checkout's root. */
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly text: string
}

/** The earlier releases, according to the tags. */
export interface EarlierReleases {
  /** The highest release before this commit; undefined before the first release. */
  readonly baseline: ReleaseTag | undefined
  /** Whether the baseline is on a commit that this one does not contain, such as that of a release branch. */
  readonly isBaselineElsewhere: boolean
  /** The highest of them that is not a pre-release: the one that installers choose by default. */
  readonly lastFinal: ReleaseTag | undefined
  /** The release tags that point at this commit. */
  readonly tagsOnCommit: readonly ReleaseTag[]
  /** A tag for the wheel's version on another commit. */
  readonly taken: ReleaseTag | undefined
  /** The versions of all releases. */
  readonly versions: readonly string[]
  /** What the tag of the event means for the package; undefined without such an event. */
  readonly eventTag: TagMeaning | undefined
  /** A tag for the wheel's version in the form of the earlier tags; undefined if it exists. */
  readonly unusedTag: string | undefined
  /** The tag that the version was computed from; undefined for a static version, or if unknown. */
  readonly tagTaken: TagTaken | undefined
  /** The version in the source at the latest releases, if none of them was released under it. */
  readonly placeholder: string | undefined
}

/** The tag that a tool computed the version from. */
export interface TagTaken {
  readonly name: string
  readonly version: string
  /** Whether it is a release tag of the package. */
  readonly isOwn: boolean
  readonly isOnCommit: boolean
}

/** The wheel of an earlier commit. */
export type EarlierBuild =
  | { readonly kind: 'built'; readonly wheel: Wheel }
  | { readonly kind: 'not-built'; readonly reason: string }

/** The wheel of the last release, built again. */
export type LastWheel = EarlierBuild & { readonly tag: ReleaseTag }

/** The earlier releases, and the changes since then. */
export interface ReleaseFacts extends EarlierReleases {
  /** Of the last final release, or of the baseline; undefined without a release or changes since then. */
  readonly lastWheel?: LastWheel | undefined
  /** Since the baseline; empty without a baseline. */
  readonly changes: Changes
  /** The base branch, if the version policy compares with it. */
  readonly base: BaseFacts | undefined
  /** The version in the source of the base branch, if this change lowers it. */
  readonly loweredFrom: { readonly branch: string; readonly version: string } | undefined
  /** The API changes since the last final release; undefined if the size of the bump is not checked. */
  readonly api: ApiChanges | undefined
  readonly override: BumpOverride | undefined
  /** Whether the package index has the version of the wheel; undefined if it was not queried. */
  readonly isOnIndex: boolean | undefined
  /** Whether the tagged commit is on the default branch; undefined without a tag event, or if unknown. */
  readonly isOnDefaultBranch: boolean | undefined
  /** The fetched branches that contain the tagged commit. */
  readonly branches: readonly string[]
  readonly writer: VersionWriter | undefined
  /** The versions in files that are not part of the distribution, such as CITATION.cff. */
  readonly otherFiles: readonly FileVersion[]
}

/** The version in a file that is not part of the distribution. */
export interface FileVersion {
  /** Relative to the checkout's root. */
  readonly file: string
  /** 1-based; undefined if unknown. */
  readonly line: number | undefined
  readonly version: string
  /** Whether it matched the package's version at the last release. */
  readonly isMaintained: boolean
}

/** The base branch of a pull request. */
export interface BaseFacts {
  readonly branch: string
  /** The version of its wheel; undefined if that wheel cannot be built. */
  readonly version: string | undefined
  /** The changes of the pull request. */
  readonly changes: Changes
}

/** The size of the step between two versions (PEP 440). */
export type VersionStep =
  | Exclude<BumpSize, 'none'>
  /** They are equal, like 1.2 and 1.2.0. */
  | 'none'
  | 'downgrade'
  /** Only the local version label differs. */
  | 'local'
  /** From a pre-release to a later one of the same release. */
  | 'pre-release'
  /** From a pre-release to its final release. */
  | 'final'
  | 'post-release'

/** The lowest version that the API changes allow, with those changes. */
export interface NextVersion {
  readonly least: string
  /** With files and lines of the checkout. */
  readonly breaking: readonly BreakingChange[]
  readonly added: readonly Addition[]
}
