/**
 * Returns a function that computes its result once for each facts object, since there may be hundreds of failures and
 * each is compared with all others.
 */
export function memoizedByFacts<F extends object, T>(compute: (facts: F) => T): (facts: F) => T {
  const results = new WeakMap<F, { readonly value: T }>()
  return (facts) => {
    const result = results.get(facts) ?? { value: compute(facts) }
    results.set(facts, result)
    return result.value
  }
}
