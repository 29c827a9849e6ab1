import type { Event } from '../config/event.ts'
import type { VersionPolicy } from '../config/version-policy.ts'
import type { Build, Rebuilds } from '../distribution/build.ts'
import type { Project } from '../project/project.ts'
import type { NotUsed } from '../python/pythons.ts'
import type { InstalledDistribution } from '../python/virtual-environment.ts'
import type { Contents } from './contents/observe.ts'
import type { Scan } from './dependencies/observe.ts'
import type { ImportEvidence } from './diagnosis/import-modules.ts'
import type { ExtraEvidence } from './extras/observe.ts'
import type { EntryPointEvidence } from './imports/observe.ts'
import type { LowestRun } from './lower-bounds/observe.ts'
import type { MetadataEvidence } from './metadata/observe.ts'
import type { ScriptEvidence } from './scripts/run-scripts.ts'
import type { TestRun } from './tests/observe.ts'
import type { ReleaseFacts } from './version/releases.ts'

/** What a stage brought home, or why it brought nothing. */
export type Seen<T> =
  | { readonly kind: 'seen'; readonly value: T; readonly seconds: number }
  /** It does not apply here; the reason says why. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** It could not be known, through no fault of the artifact. */
  | { readonly kind: 'undecided'; readonly reason: string; readonly seconds: number }

/** How the wheel got into the environment that holds only what it declares. */
export type RuntimeInstallation =
  | {
      readonly kind: 'installed'
      /** What installed it, and for which Python: `uv 0.13.8 for Python 3.12.1`. */
      readonly by: string
      readonly conflicts: readonly string[]
      /** Importable name -> distributions that provide it. */
      readonly providers: Readonly<Record<string, readonly string[]>>
      /** All that is installed with it, the wheel's own distribution included. */
      readonly distributions: readonly Pick<InstalledDistribution, 'name' | 'version' | 'requires'>[]
      /** File among the commands of the environment -> distributions that brought it. */
      readonly programs?: Readonly<Record<string, readonly string[]>>
      /** What is installed of other packages of the repository, as they were built: `core 1.2`. */
      readonly siblings?: readonly string[]
    }
  | { readonly kind: 'refused'; readonly words: readonly string[] }

/** All that is known of one package. The checks read this and nothing else. */
export interface PackageFacts {
  readonly project: Project
  /** Importable name -> distributions that provide it, as seen in the environment of the tests. */
  readonly providers: Readonly<Record<string, readonly string[]>>
  readonly event: Event
  readonly versionPolicy: VersionPolicy
  readonly build: Seen<Build>
  readonly rebuilds: Seen<Rebuilds>
  readonly contents: Seen<Contents>
  readonly metadata: Seen<MetadataEvidence>
  readonly install: Seen<RuntimeInstallation>
  readonly imports: Seen<readonly ImportEvidence[]>
  readonly scan: Seen<Scan>
  readonly scripts: Seen<readonly ScriptEvidence[]>
  /** The entries of all other groups, seen with the scripts. */
  readonly entryPoints: readonly EntryPointEvidence[]
  readonly tests: Seen<TestRun>
  /** With the lowest versions of what is declared; undefined where nobody asked for it. */
  readonly lowest?: Seen<LowestRun> | undefined
  /** With each extra alone; undefined where nobody asked for it. */
  readonly extras?: Seen<readonly ExtraEvidence[]> | undefined
  readonly release: Seen<ReleaseFacts>
}

/** All that was seen of one package, with every Python that it was verified with. */
export interface Verified {
  /** With the first that was used: what does not depend on the Python is here. */
  readonly facts: PackageFacts
  /** Where several were asked for: with each, in their order. */
  readonly pythons: readonly FactsWith<PackageFacts>[]
  /** Where several were asked for: those that nothing was verified with. */
  readonly leftOut: readonly NotUsed[]
}

export interface FactsWith<Facts> {
  /** As it was asked for. */
  readonly python: string
  /** Undefined where there is none on the machine. */
  readonly version: string | undefined
  readonly facts: Facts
}

/** The value of a stage, if it has one. */
export function seenValue<T>(seen: Seen<T>): T | undefined {
  return seen.kind === 'seen' ? seen.value : undefined
}
