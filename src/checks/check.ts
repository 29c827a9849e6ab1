import type { Config } from '../config/config.ts'
import type { OfferedValues, PackageContext, StageValues } from './context.ts'
import type { CheckValues, PackageFacts } from './facts.ts'
import type { Finding } from './rules.ts'
import type { Stage, StageResult } from './stage.ts'

/** A stage of the verification of a package. */
export type PackageStage<
  Name extends keyof StageValues = keyof StageValues,
  Needs extends keyof StageValues = keyof StageValues,
  After extends keyof StageValues = keyof StageValues,
> = Stage<PackageContext, StageValues, OfferedValues, Name, Needs, After>

/** A stage without the types of what it needs, to be listed with others. */
// biome-ignore lint/suspicious/noExplicitAny: the values that a stage needs are known to that stage only
export type AnyPackageStage = Stage<PackageContext, any, any, any, any, any>

/** Checks the types of a stage: its value, and what it needs of other stages. */
export function defineStage<
  const Name extends keyof StageValues,
  const Needs extends keyof StageValues = never,
  const After extends keyof StageValues = never,
>(stage: PackageStage<Name, Needs, After>): AnyPackageStage {
  return stage
}

/** What a check adds to its stage. */
export interface Judgement {
  /** Pure: the broken rules, from everything that was observed. */
  readonly decide: (facts: PackageFacts) => Finding[]
  /** Pure: a short phrase on what a passed check has seen. */
  readonly summarize: (facts: PackageFacts) => string | undefined
  /** Only made if the configuration requests it. */
  readonly isRequested?: (config: Config) => boolean
  /** Decided once for all Pythons: it depends on the files or the history only. */
  readonly decidedOnce?: true
  /** What it fails with can be a consequence of findings of other checks. */
  readonly failures?: 'import' | 'script' | 'test'
  /** Nothing after it could be verified, so that an ignored finding does not make it pass. */
  readonly isDeadEnd?: (facts: PackageFacts) => boolean
  /** The result in the report, if it is not that of the stage. */
  readonly reportedResult?: (facts: PackageFacts) => StageResult<unknown> | undefined
}

/** A question about the distribution: the stage that observes, and the decision on what it observed. */
export type Check = Omit<AnyPackageStage, 'name'> &
  Judgement & { readonly name: keyof CheckValues; readonly isReported: true }

/** Checks the types of a check, and makes its observation a stage. */
export function defineCheck<
  const Name extends keyof CheckValues,
  const Needs extends keyof StageValues = never,
  const After extends keyof StageValues = never,
>({
  observe,
  ...check
}: Omit<PackageStage<Name, Needs, After>, 'run' | 'isReported'> &
  Judgement & { readonly observe: PackageStage<Name, Needs, After>['run'] }): Check {
  const stage: PackageStage<Name, Needs, After> = { ...check, run: observe }
  return { ...(stage as AnyPackageStage), ...check, isReported: true } as Check
}
