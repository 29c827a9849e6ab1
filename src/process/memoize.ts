/** A function that computes the value of each key once and then returns the same value. */
export function memoize<K, V>(compute: (key: K) => V): (key: K) => V {
  const values = new Map<K, V>()
  return (key) => {
    if (!values.has(key)) values.set(key, compute(key))
    return values.get(key) as V
  }
}
