import type { SettingChange, SettingTable, SettingValue } from './edit.ts'
import { EditRefused } from './edited-text.ts'

/** Whether two values are the same; the order of keys does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b || Object.is(a, b)) return true
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one, i) => isSame(one, b[i]))
    )
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  // Dates and times of TOML.
  if (a instanceof Date || b instanceof Date) return JSON.stringify(a) === JSON.stringify(b)
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && isSame((a as Values)[key], (b as Values)[key]))
  )
}

type Values = Readonly<Record<string, unknown>>

export function isTable(value: unknown): value is SettingTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** The items that a list lacks, each once. */
export function missingItems(
  list: readonly unknown[],
  items: readonly SettingValue[],
): readonly SettingValue[] {
  return items.filter(
    (item, i) =>
      !list.some((one) => isSame(one, item)) && !items.slice(0, i).some((one) => isSame(one, item)),
  )
}

/** The name of a setting for messages: `tool.setuptools.package-data."*"`. */
export function settingName(path: readonly string[]): string {
  return path.map(keyText).join('.')
}

/** A key as TOML writes it. */
export function keyText(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key)
}

/**
 * The values of a document after a change of one setting, computed on the values only, to compare an edited text with.
 *
 * @throws EditRefused if the change does not apply to the values
 */
export function changeValues(
  values: Values,
  path: readonly string[],
  change: SettingChange,
  keepsEmpty: (path: readonly string[]) => boolean = () => false,
  outer: readonly string[] = [],
): Values {
  const [key = '', ...rest] = path
  const name = settingName([...outer, key])
  const old = Object.hasOwn(values, key) ? values[key] : undefined
  if (rest.length === 0) return withValue(values, key, changedValue(old, change, name))
  if (old !== undefined && !isTable(old)) throw new EditRefused(`${name} is not a table`)
  const inner = changeValues(old ?? {}, rest, change, keepsEmpty, [...outer, key])
  const isEmptied = Object.keys(inner).length === 0 && !keepsEmpty([...outer, key])
  return withValue(values, key, isEmptied ? undefined : inner)
}

function withValue(values: Values, key: string, value: unknown): Values {
  const others = Object.entries(values).filter(([one]) => one !== key)
  if (value === undefined) return Object.fromEntries(others)
  return Object.hasOwn(values, key)
    ? Object.fromEntries(Object.entries(values).map(([one, old]) => [one, one === key ? value : old]))
    : Object.fromEntries([...others, [key, value]])
}

/** A value after a change; undefined if it is deleted. */
export function changedValue(old: unknown, change: SettingChange, name: string): unknown {
  if (change.kind === 'set') {
    if (isSame(old, change.value)) throw new EditRefused(`${name} has this value already`)
    return change.value
  }
  if (change.kind === 'append') {
    const list = old === undefined ? [] : listOf(old, name)
    const added = missingItems(list, change.items)
    if (added.length === 0) throw new EditRefused(`${name} contains ${JSON.stringify(change.items)} already`)
    return [...list, ...added]
  }
  if (old === undefined) throw new EditRefused(`${name} is not set`)
  if (change.kind === 'delete') return undefined
  const list = listOf(old, name)
  const removed = change.kind === 'remove' ? change.items : [change.item]
  const missing = removed.find((item) => !list.some((one) => isSame(one, item)))
  if (missing !== undefined) throw new EditRefused(`${name} has no item ${JSON.stringify(missing)}`)
  if (change.kind === 'replace') {
    if (isSame(change.item, change.by)) throw new EditRefused(`${name} has this item already`)
    return list.map((one) => (isSame(one, change.item) ? change.by : one))
  }
  const left = list.filter((one) => !removed.some((item) => isSame(one, item)))
  return left.length === 0 ? undefined : left
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new EditRefused(`${name} is not a list`)
  return value
}
