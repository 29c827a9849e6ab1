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

/** A stage without the types of its inputs, so that different stages fit in one list. */
// biome-ignore lint/suspicious/noExplicitAny: only the stage itself has the types of its inputs
export type AnyPackageStage = Stage<PackageContext, any, any, any, any, any>

/** Returns the stage unchanged; the compiler checks the types of its value and its inputs. */
export function defineStage<
  const Name extends keyof StageValues,
  const Needs extends keyof StageValues = never,
  const After extends keyof StageValues = never,
>(stage: PackageStage<Name, Needs, After>): AnyPackageStage {
  return stage
}

/** The parts of a check besides its stage. */
export interface CheckLogic {
  /** Returns the broken rules. Pure. */
  readonly decide: (facts: PackageFacts) => Finding[]
  /** Returns a short phrase for the report of a passed check. Pure. */
  readonly summarize: (facts: PackageFacts) => string | undefined
  /** Whether the configuration requests this optional check; by default, a check is not optional. */
  readonly isRequested?: (config: Config) => boolean
  /** Set if the findings do not depend on the Python: `decide` runs once for all Pythons. */
  readonly decidedOnce?: true
  /** The kind of its failures, which findings of other checks can explain. */
  readonly failureKind?: 'import' | 'script' | 'test'
  /** Whether no later check could run: ignoring the finding does not make the check pass. */
  readonly blocksOtherChecks?: (facts: PackageFacts) => boolean
  /** The result in the report if it differs from the result of the stage. */
  readonly reportedResult?: (facts: PackageFacts) => StageResult<unknown> | undefined
}

/** A stage that observes facts about the distribution, and the functions that turn them into findings. */
export type Check = Omit<AnyPackageStage, 'name'> &
  CheckLogic & { readonly name: keyof CheckValues; readonly isReported: true }

/** Makes a check whose stage runs `observe`; the compiler checks the types. */
export function defineCheck<
  const Name extends keyof CheckValues,
  const Needs extends keyof StageValues = never,
  const After extends keyof StageValues = never,
>({
  observe,
  ...check
}: Omit<PackageStage<Name, Needs, After>, 'run' | 'isReported'> &
  CheckLogic & { readonly observe: PackageStage<Name, Needs, After>['run'] }): Check {
  const stage: PackageStage<Name, Needs, After> = { ...check, run: observe }
  return { ...(stage as AnyPackageStage), ...check, isReported: true } as Check
}
