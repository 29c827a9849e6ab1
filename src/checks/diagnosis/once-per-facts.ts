/**
 * A pure function of facts that is computed once for each facts, however many decisions ask: what explains one failure
 * is asked for every other, of which there may be hundreds.
 */
export function oncePerFacts<F extends object, T>(compute: (facts: F) => T): (facts: F) => T {
  const known = new WeakMap<F, { readonly value: T }>()
  return (facts) => {
    const found = known.get(facts) ?? { value: compute(facts) }
    known.set(facts, found)
    return found.value
  }
}
