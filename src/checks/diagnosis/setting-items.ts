import { table } from '../../config/toml.ts'

/** Returns the path or pattern in an item of a setting, which can be a table in poetry and maturin; undefined for others. */
export function patternOfItem(item: unknown): string | undefined {
  if (typeof item === 'string') return item
  const { include, path, from } = table(item)
  const text = include ?? path
  if (typeof text !== 'string') return undefined
  return typeof from === 'string' && from !== '.' ? `${from}/${text}` : text
}
