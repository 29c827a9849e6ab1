import * as v from 'valibot'

const NeedsSchema = v.record(
  v.string(),
  v.looseObject({ result: v.string(), outputs: v.nullish(v.record(v.string(), v.string()), {}) }),
)

/** How the jobs ended that a job waits for, by their names (GitHub documentation, "needs context"). */
export type Needs = Readonly<
  Record<string, { readonly result: string; readonly outputs: Readonly<Record<string, string>> }>
>

/** Reads what `toJSON(needs)` gives; undefined when it is something else. */
export function readNeeds(text: string): Needs | undefined {
  try {
    const parsed = v.safeParse(NeedsSchema, JSON.parse(text))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
