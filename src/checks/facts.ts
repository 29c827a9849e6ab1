import type { Event } from '../config/event.ts'
import type { VersionPolicy } from '../config/version-policy.ts'
import type { Build, Rebuilds } from '../distribution/build.ts'
import type { Project } from '../project/project.ts'
import type { PythonError } from '../python/traceback.ts'
import type { Contents } from './contents/facts.ts'
import type { Scan } from './dependencies/facts.ts'
import type { ExtraEvidence } from './extras/facts.ts'
import type { ImportEvidence } from './imports/facts.ts'
import type { RuntimeInstallation } from './install/facts.ts'
import type { LowerBoundsRun } from './lower-bounds/facts.ts'
import type { MetadataEvidence } from './metadata/facts.ts'
import type { PrereleaseRun } from './prereleases/facts.ts'
import type { ReleaseDiff } from './release-diff/facts.ts'
import type { EntryPointsEvidence } from './scripts/facts.ts'
import type { StageResult } from './stage.ts'
import type { TestRun } from './tests/facts.ts'
import type { Upgrade } from './upgrade/facts.ts'
import type { ReleaseFacts } from './version/facts.ts'

export { completed, type StageResult } from './stage.ts'

/** What each check observes. The keys are the names of the checks in the report. */
export interface CheckValues {
  build: Build
  rebuild: Rebuilds
  contents: Contents
  metadata: MetadataEvidence
  install: RuntimeInstallation
  imports: readonly ImportEvidence[]
  dependencies: Scan
  scripts: EntryPointsEvidence
  /** Each extra, installed separately. */
  extras: readonly ExtraEvidence[]
  tests: TestRun
  /** The package with its dependencies at their lower bounds. */
  lowest: LowerBoundsRun
  /** The package with pre-releases of its dependencies. */
  prerelease: PrereleaseRun
  version: ReleaseFacts
  /** Compared with the last release. */
  release: ReleaseDiff
  /** Installed over the last release. */
  upgrade: Upgrade
}

/** Checks that run only if the configuration requests them. */
export type OptionalCheck = 'extras' | 'lowest' | 'prerelease'

/** The verified package, and the configuration that its checks depend on. */
export interface Subject {
  readonly project: Project
  readonly event: Event
  readonly versionPolicy: VersionPolicy
  /**
   * Exceptions whose cause is reported only by ignored findings, warnings or notes, with the rules of these findings. Such
   * exceptions are reported separately.
   */
  readonly unexplained?: ReadonlyMap<PythonError, readonly string[]>
}

/** Everything observed about one package: the only input of `decide` and `summarize`. */
export type PackageFacts = Subject & {
  readonly [N in Exclude<keyof CheckValues, OptionalCheck>]: StageResult<CheckValues[N]>
} & { readonly [N in OptionalCheck]?: StageResult<CheckValues[N]> | undefined }
