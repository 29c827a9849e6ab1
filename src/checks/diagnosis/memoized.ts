/**
 * Returns a function that computes its result once for each facts or error object, since there may be hundreds of failures
 * and each is compared with all others.
 */
export function memoized<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const results = new WeakMap<K, { readonly value: T }>()
  return (key) => {
    const result = results.get(key) ?? { value: compute(key) }
    results.set(key, result)
    return result.value
  }
}
