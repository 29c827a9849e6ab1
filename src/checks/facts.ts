import type { Build } from '../artifact/build.ts'
import type { VersionPolicy } from '../config/config.ts'
import type { Event } from '../config/event.ts'
import type { Contents } from '../evidence/contents.ts'
import type { ImportEvidence } from '../evidence/imports.ts'
import type { ScriptEvidence } from '../evidence/scripts.ts'
import type { TestEvidence } from '../evidence/tests.ts'
import type { Project } from '../project/project.ts'
import type { ReleaseFacts } from '../project/release.ts'
import type { TestRequirements } from '../project/test-requirements.ts'

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
    }
  | { readonly kind: 'refused'; readonly words: readonly string[] }

/** A module that is not shipped, and that shipped code imported all the same because the tests ran in a checkout. */
export interface BorrowedModule {
  /** Relative to the checkout. */
  readonly source: string
  /** The file that imported it, relative to the checkout, and the line (1-based). */
  readonly by: string
  readonly line: number
}

/** The tests, and how they came to run. */
export interface TestRun {
  readonly requirements: TestRequirements
  readonly evidence: TestEvidence
  /** Tests of the package that the wheel leaves out, put beside the installed package. */
  readonly overlaid: readonly string[]
  readonly borrowed: readonly BorrowedModule[]
  /** A test requirement had replaced the wheel, which was then put back. */
  readonly replaced: boolean
  /** Path of the project in the checkout, where the tests' own paths begin. */
  readonly hasTests: boolean
}

/** All that is known of one package. The checks read this and nothing else. */
export interface PackageFacts {
  readonly project: Project
  /** Importable name -> distributions that provide it, as seen in the environment of the tests. */
  readonly providers: Readonly<Record<string, readonly string[]>>
  readonly event: Event
  readonly versionPolicy: VersionPolicy
  readonly build: Seen<Build>
  readonly contents: Seen<Contents>
  readonly install: Seen<RuntimeInstallation>
  readonly imports: Seen<readonly ImportEvidence[]>
  readonly scripts: Seen<readonly ScriptEvidence[]>
  readonly tests: Seen<TestRun>
  readonly release: Seen<ReleaseFacts>
}

/** The value of a stage, if it has one. */
export function seenValue<T>(seen: Seen<T>): T | undefined {
  return seen.kind === 'seen' ? seen.value : undefined
}
