import type { Event } from '../config/event.ts'
import type { VersionPolicy } from '../config/version-policy.ts'
import type { Build, Rebuilds } from '../distribution/build.ts'
import type { Project } from '../project/project.ts'
import type { NotUsed } from '../python/pythons.ts'
import type { Contents } from './contents/facts.ts'
import type { Scan } from './dependencies/facts.ts'
import type { ImportEvidence } from './imports/facts.ts'
import type { ExtraEvidence } from './extras/facts.ts'
import type { EntryPointEvidence } from './scripts/facts.ts'
import type { LowestRun } from './lower-bounds/facts.ts'
import type { MetadataEvidence } from './metadata/facts.ts'
import type { ScriptEvidence } from './scripts/facts.ts'
import type { TestRun } from './tests/facts.ts'
import type { ReleaseFacts } from './version/facts.ts'
import type { RuntimeInstallation } from './install/facts.ts'

/** What a stage brought home, or why it brought nothing. */
export type StageResult<T> =
  | { readonly kind: 'completed'; readonly value: T; readonly seconds: number }
  /** It does not apply here; the reason says why. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** It could not be known, through no fault of the artifact. */
  | { readonly kind: 'inconclusive'; readonly reason: string; readonly seconds: number }

/** All that is known of one package. The checks read this and nothing else. */
export interface PackageFacts {
  readonly project: Project
  /** Importable name -> distributions that provide it, as seen in the environment of the tests. */
  readonly providers: Readonly<Record<string, readonly string[]>>
  readonly event: Event
  readonly versionPolicy: VersionPolicy
  readonly build: StageResult<Build>
  readonly rebuilds: StageResult<Rebuilds>
  readonly contents: StageResult<Contents>
  readonly metadata: StageResult<MetadataEvidence>
  readonly install: StageResult<RuntimeInstallation>
  readonly imports: StageResult<readonly ImportEvidence[]>
  readonly scan: StageResult<Scan>
  readonly scripts: StageResult<readonly ScriptEvidence[]>
  /** The entries of all other groups, seen with the scripts. */
  readonly entryPoints: readonly EntryPointEvidence[]
  readonly tests: StageResult<TestRun>
  /** With the lowest versions of what is declared; undefined where nobody asked for it. */
  readonly lowest?: StageResult<LowestRun> | undefined
  /** With each extra alone; undefined where nobody asked for it. */
  readonly extras?: StageResult<readonly ExtraEvidence[]> | undefined
  readonly release: StageResult<ReleaseFacts>
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
export function completed<T>(seen: StageResult<T>): T | undefined {
  return seen.kind === 'completed' ? seen.value : undefined
}
