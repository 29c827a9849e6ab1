import type { Event } from '../config/event.ts'
import type { VersionPolicy } from '../config/version-policy.ts'
import type { Build, Rebuilds } from '../distribution/build.ts'
import type { Project } from '../project/project.ts'
import type { Contents } from './contents/facts.ts'
import type { Scan } from './dependencies/facts.ts'
import type { ExtraEvidence } from './extras/facts.ts'
import type { ImportEvidence } from './imports/facts.ts'
import type { RuntimeInstallation } from './install/facts.ts'
import type { LowestRun } from './lower-bounds/facts.ts'
import type { MetadataEvidence } from './metadata/facts.ts'
import type { EntryPointsEvidence } from './scripts/facts.ts'
import type { StageResult } from './stage.ts'
import type { TestRun } from './tests/facts.ts'
import type { ReleaseFacts } from './version/facts.ts'

export { completed, type StageResult } from './stage.ts'

/** What each check observes. The names are those of the report. */
export interface CheckValues {
  build: Build
  rebuild: Rebuilds
  contents: Contents
  metadata: MetadataEvidence
  install: RuntimeInstallation
  imports: readonly ImportEvidence[]
  dependencies: Scan
  scripts: EntryPointsEvidence
  /** Each extra installed on its own. */
  extras: readonly ExtraEvidence[]
  tests: TestRun
  /** With the lowest declared versions. */
  lowest: LowestRun
  version: ReleaseFacts
}

/** Checks that are only made if the configuration requests them. */
export type OptionalCheck = 'extras' | 'lowest'

/** The package that was verified, and the configuration that its checks depend on. */
export interface Subject {
  readonly project: Project
  readonly event: Event
  readonly versionPolicy: VersionPolicy
}

/** All that is known of one package. The checks read this and nothing else. */
export type PackageFacts = Subject & {
  readonly [N in Exclude<keyof CheckValues, OptionalCheck>]: StageResult<CheckValues[N]>
} & { readonly [N in OptionalCheck]?: StageResult<CheckValues[N]> | undefined }
