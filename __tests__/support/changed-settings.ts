import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'smol-toml'
import type { FileChange } from '../../src/checks/fixes/apply-edits.ts'

/** How a patch compares with the change that maintainers made. */
export type Comparison = 'same values' | 'same settings' | 'some of the settings' | 'other' | 'unknown'

/** A setting -> its value as text; undefined if it was removed. */
type Settings = ReadonlyMap<string, string | undefined>

/**
 * Compares the settings that two changes of the same files touch. A file that has no settings counts as one setting.
 *
 * @param made what the maintainers changed; undefined if that is not known
 */
export function compareChanges(
  patch: ReadonlyMap<string, FileChange>,
  made: ReadonlyMap<string, FileChange> | undefined,
): Comparison {
  if (made === undefined) return 'unknown'
  const own = changedSettings(patch)
  const theirs = changedSettings(made)
  const shared = [...own].filter(([setting]) => theirs.has(setting))
  if (shared.length === 0) return 'other'
  if (shared.length < own.size) return 'some of the settings'
  return shared.every(([setting, value]) => theirs.get(setting) === value) ? 'same values' : 'same settings'
}

/** The settings that differ between two texts of files, as `file: setting`, with the new values. */
export function changedSettings(changes: ReadonlyMap<string, FileChange>): Settings {
  const changed = new Map<string, string | undefined>()
  for (const [file, { before, after }] of changes) {
    // Settings of a file that is deleted are not removed but moved to another one.
    if (before === after || after === undefined) continue
    const [old, current] = [settingsOf(file, before), settingsOf(file, after)]
    for (const setting of new Set([...old.keys(), ...current.keys()]))
      if (old.get(setting) !== current.get(setting)) changed.set(`${file}: ${setting}`, current.get(setting))
  }
  return changed
}

function settingsOf(file: string, text: string | undefined): Settings {
  if (text === undefined) return new Map()
  const name = basename(file)
  if (name.endsWith('.toml')) return flat(parse(text), '')
  if (name === 'setup.cfg') return new Map(cfgSettings(text))
  if (name === 'setup.py') return setupPySettings(text)
  return new Map([['text', text]])
}

/** The leaves of nested tables, by dotted key. */
function flat(value: unknown, key: string): Map<string, string> {
  const isTable =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  if (!isTable) return new Map([[key, JSON.stringify(value)]])
  const entries = Object.entries(value).flatMap(([name, one]) => [
    ...flat(one, key === '' ? name : `${key}.${name}`),
  ])
  return new Map(entries)
}

function cfgSettings(text: string): [string, string][] {
  const found: [setting: string, value: string][] = []
  let section = ''
  for (const line of text.split('\n')) {
    const [, header] = /^\[([^\]]+)\]/.exec(line) ?? []
    const [, key, value = ''] = /^([^\s#;=:[][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? []
    const last = found.at(-1)
    if (header !== undefined) section = header
    else if (key !== undefined) found.push([`${section}.${key}`, value])
    else if (/^\s+\S/.test(line) && last !== undefined) last[1] = `${last[1]}\n${line.trim()}`.trim()
  }
  return found
}

function setupPySettings(text: string): Settings {
  const script = fileURLToPath(new URL('./setup_py_settings.py', import.meta.url))
  const { stdout } = spawnSync('python3', [script], { input: text, encoding: 'utf8' })
  return new Map(Object.entries(JSON.parse(stdout) as Record<string, string>))
}
