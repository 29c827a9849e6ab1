/** How a stage ended. */
export type StageResult<T> =
  | { readonly kind: 'completed'; readonly value: T; readonly seconds: number }
  /** It does not apply here, or what it needs is missing; the reason says which. */
  | Skipped
  /** It could not be decided, through no fault of the distribution: the index is down, the disk is full. */
  | { readonly kind: 'inconclusive'; readonly reason: string; readonly seconds: number }

export interface Skipped {
  readonly kind: 'skipped'
  readonly reason: string
}

/** The result of a stage that was not run. */
export function skipped(reason: string): Skipped {
  return { kind: 'skipped', reason }
}

/** The value of a completed stage; undefined for any other result. */
export function completed<T>(result: StageResult<T>): T | undefined {
  return result.kind === 'completed' ? result.value : undefined
}

/** Returned by a stage that does not apply. A class, so that a value cannot be mistaken for one. */
export class Skip {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

/** Whether a stage runs once for the package or once for each Python. */
export type Scope = 'package' | 'python'

/**
 * One step of the verification of a package.
 *
 * `Values` maps the names of all stages to their values, `Offered` to what the stages that need them receive.
 */
export interface Stage<
  Context,
  Values extends object,
  Offered extends Record<keyof Values, unknown> = Values & Record<keyof Values, unknown>,
  Name extends keyof Values = keyof Values,
  Needs extends keyof Values = keyof Values,
  After extends keyof Values = keyof Values,
> {
  readonly name: Name
  readonly scope: Scope
  /** The stages that must be completed before this one: without them it is skipped. */
  readonly needs: readonly Needs[]
  /** The stages that this one waits for, however they end. */
  readonly after?: readonly After[]
  /** @throws an error that makes the stage inconclusive, or one that ends the run */
  readonly run: (
    context: Context,
    needed: { readonly [N in Needs]: Offered[N] },
    after: { readonly [N in After]: StageResult<Values[N]> },
  ) => Promise<Values[Name] | Skip>
  /** What the stages that need this one receive, or why they are skipped; the value itself by default. */
  readonly offer?: (value: Values[Name]) => Offered[Name] | Skip
  /** Why other stages are skipped if this one is inconclusive: `there is no wheel`. Its own reason by default. */
  readonly missing?: string
  /** Whether the report has a line for it. If one without is inconclusive, a stage that needs it is too. */
  readonly isReported?: boolean
  /** `low`: its child processes run at low priority. */
  readonly priority?: 'low'
}
