import type { BumpSize } from '../../config/bump-policy.ts'
import type { ReleaseTag } from '../../repository/tags.ts'

/** What kind of thing has a name. */
export type ApiObject = 'module' | 'class' | 'function' | 'method' | 'attribute'

/** What breaks code that used the earlier wheel. */
export interface BreakingChange {
  readonly kind:
    | 'removed'
    /** It is at `to` now. */
    | 'moved'
    /** It is another kind of thing: `old` and `new` say which. */
    | 'kind'
    | 'base-removed'
    | 'parameter-removed'
    /** It has another place: `old` and `new` say which, from 1. */
    | 'parameter-moved'
    /** It is taken only by its name now. */
    | 'parameter-named'
    /** It is taken only by its place now. */
    | 'parameter-placed'
    /** It could be left out. */
    | 'parameter-required'
    /** It is new, and has to be given. */
    | 'parameter-added'
  readonly what: ApiObject
  /** Dotted; the shortest under which it is public. */
  readonly path: string
  /** Those of a function that have changed alike. */
  readonly parameters: readonly string[]
  /** Below site-packages, in the wheel that `side` names; null for what has no source. */
  readonly file: string | null
  /** 1-based. */
  readonly line: number | null
  readonly side: 'old' | 'new'
  /** What was written there; may be empty. */
  readonly old: string
  readonly new: string
  /** The path under which it is now. */
  readonly to: string | null
  /** Whether the earlier wheel said that it would go. */
  readonly deprecated: boolean
}

/** A public object that the earlier wheel has not, or new parameters of one, which may be left out. */
export interface Addition {
  readonly what: ApiObject
  readonly path: string
  /** Empty where the object itself is new. */
  readonly parameters: readonly string[]
  /** Below site-packages of the new wheel. */
  readonly file: string | null
  readonly line: number | null
}

/** How the public API of a wheel differs from that of an earlier one. See the probe `api`. */
export type ApiChanges =
  | {
      readonly kind: 'compared'
      readonly breaking: readonly BreakingChange[]
      readonly added: readonly Addition[]
      /** Modules that were not compared, and why. */
      readonly unread: readonly { readonly name: string; readonly reason: string }[]
    }
  | { readonly kind: 'not-checked'; readonly reason: string }

/** What of a package has changed since a commit. */
export interface Changes {
  /** Files of the checkout, parts of the wheel that the build makes, and fields of its metadata. */
  readonly what: readonly string[]
  /**
   * How that is known: nothing of the project's folder has changed; the wheel of that commit was built and compared;
   * or, where it could not be built, the files from which the wheel is built were.
   */
  readonly by: 'folder' | 'wheels' | 'files'
  /** Why the wheels were not compared. */
  readonly why?: string
}

/** Who says that this change needs no bump. */
export type Waiver =
  | { readonly by: 'label'; readonly name: string }
  | { readonly by: 'trailer'; readonly name: string; readonly commit: string; readonly reason: string }

/** The line of a workflow that writes the version. */
export interface VersionWriter {
  /** Relative to the checkout's root. */
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly text: string
}

/** What the tags tell of earlier releases. */
export interface EarlierReleases {
  /** The highest release before this commit; undefined: this is the first. */
  readonly baseline: ReleaseTag | undefined
  /** The highest of those that are no pre-releases: what users have. */
  readonly lastFinal: ReleaseTag | undefined
  /** Tags that point at this very commit. */
  readonly here: readonly ReleaseTag[]
  /** A tag on another commit that names the version that was built. */
  readonly taken: ReleaseTag | undefined
  /** The versions of all releases. */
  readonly versions: readonly string[]
}

/** What git tells of earlier releases, and of what has changed since. */
export interface ReleaseFacts extends EarlierReleases {
  /** Since the baseline; nothing where there is none. */
  readonly changes: Changes
  /** What a proposal is merged into, where more than the last release is asked for. */
  readonly base: BaseFacts | undefined
  /** How the public API differs from that of the last final release; undefined where no size is asked for. */
  readonly api: ApiChanges | undefined
  readonly waiver: Waiver | undefined
  /** Whether the package index has the version that was built; undefined where it was not asked. */
  readonly isOnIndex: boolean | undefined
  /** Whether the commit of a tag is on the default branch; undefined where that is not asked, or cannot be known. */
  readonly isOnDefaultBranch: boolean | undefined
  /** Branches that have the commit of a tag, as far as they are here. */
  readonly branches: readonly string[]
  /** Where a workflow writes the version. */
  readonly writer: VersionWriter | undefined
}

/** The branch that a proposal is merged into. */
export interface BaseFacts {
  readonly branch: string
  /** Of the wheel that it builds; undefined where it cannot be built. */
  readonly version: string | undefined
  /** What the proposal changes. */
  readonly changes: Changes
}

/** What lies between two versions (PEP 440). */
export type Step =
  | Exclude<BumpSize, 'none'>
  /** The same, in other words perhaps: 1.2 and 1.2.0. */
  | 'none'
  | 'downgrade'
  /** Only the local part rose, which is no release. */
  | 'local'
  /** From a pre-release to another one of the same release. */
  | 'pre-release'
  /** From a pre-release to its release. */
  | 'final'
  | 'post-release'

/** What the next version has to be, and why. */
export interface NextVersion {
  /** The lowest that is large enough. */
  readonly least: string
  /** With the places in the checkout. */
  readonly breaking: readonly BreakingChange[]
  readonly added: readonly Addition[]
}
