import * as v from 'valibot'

const NeedsSchema = v.record(
  v.string(),
  v.looseObject({ result: v.string(), outputs: v.nullish(v.record(v.string(), v.string()), {}) }),
)

/** The results of the jobs that a job needs, by id (GitHub documentation, "needs context"). */
export type Needs = Readonly<
  Record<string, { readonly result: string; readonly outputs: Readonly<Record<string, string>> }>
>

/** Parses the output of `toJSON(needs)`; undefined if it is invalid. */
export function readNeeds(text: string): Needs | undefined {
  try {
    const parsed = v.safeParse(NeedsSchema, JSON.parse(text))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
