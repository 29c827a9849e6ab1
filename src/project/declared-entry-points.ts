import { type LineOf, type TomlTable, table } from '../config/toml.ts'
import type { Ini } from './ini.ts'

/** An entry point that the configuration names, whether or not it gets into the wheel. */
export interface DeclaredEntryPoint {
  readonly group: string
  readonly name: string
  readonly value: string
  readonly file: string
  readonly line: number | undefined
}

/**
 * The entry points of `[project]` (PEP 621) or `[tool.poetry]`, which calls the groups of its own plugins. What is no
 * text, as poetry's `{ reference = "...", type = "file" }`, is left out.
 *
 * @param at where the table stands
 */
export function entryPointsInPyproject(
  declared: TomlTable,
  at: readonly string[],
  file: string,
  lineOf: LineOf,
): DeclaredEntryPoint[] {
  const claims = (group: string, entries: unknown, path: readonly string[]): DeclaredEntryPoint[] =>
    Object.entries(table(entries)).flatMap(([name, value]) =>
      typeof value === 'string' ? [{ group, name, value, file, line: lineOf([...at, ...path, name]) }] : [],
    )
  const groups = (key: string) =>
    Object.entries(table(declared[key])).flatMap(([group, entries]) => claims(group, entries, [key, group]))
  return [
    ...claims('console_scripts', declared.scripts, ['scripts']),
    ...claims('gui_scripts', declared['gui-scripts'], ['gui-scripts']),
    ...groups('entry-points'),
    ...groups('plugins'),
  ]
}

/** The entry points of `[options.entry_points]`, which setuptools reads. */
export function entryPointsInSetupCfg(setupCfg: Ini, file: string): DeclaredEntryPoint[] {
  const groups = [...(setupCfg.get('options.entry_points') ?? [])]
  return groups.flatMap(([group, lines]) =>
    lines.split('\n').flatMap((line) => {
      const [, name, value] = /^([^=#]+?)\s*=\s*(.+)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [{ group, name, value, file, line: undefined }]
    }),
  )
}
