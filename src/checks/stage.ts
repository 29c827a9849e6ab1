/** How a stage ended. */
export type StageResult<T> =
  | { readonly kind: 'completed'; readonly value: T; readonly seconds: number }
  /** The stage does not apply, or a stage that it needs was not completed; see the reason. */
  | Skipped
  /** There is no result for a cause outside the distribution: the index is down, the disk is full. */
  | { readonly kind: 'inconclusive'; readonly reason: string; readonly seconds: number }

/** The result of a stage that was not run. */
export interface Skipped {
  readonly kind: 'skipped'
  readonly reason: string
}

/** Makes the result of a stage that was not run, with the reason for the report. */
export function skipped(reason: string): Skipped {
  return { kind: 'skipped', reason }
}

/** Returns the value of a completed stage, or undefined for any other result. */
export function completed<T>(result: StageResult<T>): T | undefined {
  return result.kind === 'completed' ? result.value : undefined
}

/** Returned by a stage that does not apply; a class, to distinguish it from every value. */
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
  /** The stages that must be completed before this one; otherwise this one is skipped. */
  readonly needs: readonly Needs[]
  /** The stages that this one waits for, whatever their result. */
  readonly after?: readonly After[]
  /** @throws an error that makes the stage inconclusive, or one that ends the run */
  readonly run: (
    context: Context,
    needed: { readonly [N in Needs]: Offered[N] },
    after: { readonly [N in After]: StageResult<Values[N]> },
  ) => Promise<Values[Name] | Skip>
  /** What the stages that need this one receive, or why they are skipped; the value itself by default. */
  readonly offer?: (value: Values[Name]) => Offered[Name] | Skip
  /** Reason for skipping the stages that need this one if it is inconclusive: `no wheel was built`; its own by default. */
  readonly skipReason?: string
  /** Whether the report has a line for it. If not, the stages that need it are inconclusive when it is. */
  readonly isReported?: boolean
  /** Priority of its child processes; normal by default. */
  readonly priority?: 'low'
}
