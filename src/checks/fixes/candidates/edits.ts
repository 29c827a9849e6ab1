import type { LinesEdit, SettingChange, SettingEdit, SettingValue } from '../edit.ts'

/** A setting in a file: the keys in pyproject.toml, section and option in setup.cfg, an argument in setup.py. */
export interface SettingPlace {
  /** Relative to the checkout's root. */
  readonly file: string
  readonly path: readonly string[]
}

/** Returns the edit that appends items to a list. */
export function append(place: SettingPlace, items: readonly SettingValue[]): SettingEdit {
  return settingEdit(place, { kind: 'append', items })
}

/** Returns the edit that removes items from a list. */
export function remove(place: SettingPlace, items: readonly SettingValue[]): SettingEdit {
  return settingEdit(place, { kind: 'remove', items })
}

/** Returns the edit that replaces one item of a list. */
export function replaceItem(place: SettingPlace, item: SettingValue, by: SettingValue): SettingEdit {
  return settingEdit(place, { kind: 'replace', item, by })
}

/** Returns the edit that sets a value. */
export function set(place: SettingPlace, value: SettingValue): SettingEdit {
  return settingEdit(place, { kind: 'set', value })
}

/** Returns the edit that deletes a setting. */
export function deleteSetting(place: SettingPlace): SettingEdit {
  return settingEdit(place, { kind: 'delete' })
}

/** Returns the edit that appends lines to a text file. */
export function appendLines(file: string, lines: readonly string[]): LinesEdit {
  return { kind: 'lines', file, append: lines }
}

function settingEdit({ file, path }: SettingPlace, change: SettingChange): SettingEdit {
  return { kind: 'setting', file, path, change }
}
