import { type LineOf, type TomlTable, table } from '../config/toml.ts'
import type { Ini } from './ini.ts'

/** An entry point that the configuration declares, whether or not the wheel contains it. */
export interface DeclaredEntryPoint {
  readonly group: string
  readonly name: string
  readonly value: string
  readonly file: string
  readonly line: number | undefined
}

/**
 * Reads the entry points of `[project]` (PEP 621) or `[tool.poetry]`, whose other groups are in `plugins`. Values that
 * are not strings, such as poetry's `{ reference = "...", type = "file" }`, are skipped.
 *
 * @param tablePath the keys that lead to the table in pyproject.toml
 */
export function entryPointsInPyproject(
  declared: TomlTable,
  tablePath: readonly string[],
  file: string,
  lineOf: LineOf,
): DeclaredEntryPoint[] {
  const entryPoints = (group: string, entries: unknown, path: readonly string[]): DeclaredEntryPoint[] =>
    Object.entries(table(entries)).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [{ group, name, value, file, line: lineOf([...tablePath, ...path, name]) }]
        : [],
    )
  const groups = (key: string) =>
    Object.entries(table(declared[key])).flatMap(([group, entries]) =>
      entryPoints(group, entries, [key, group]),
    )
  return [
    ...entryPoints('console_scripts', declared.scripts, ['scripts']),
    ...entryPoints('gui_scripts', declared['gui-scripts'], ['gui-scripts']),
    ...groups('entry-points'),
    ...groups('plugins'),
  ]
}

/** Reads the entry points of `[options.entry_points]` (setuptools documentation, "Declarative config"). */
export function entryPointsInSetupCfg(setupCfg: Ini, file: string): DeclaredEntryPoint[] {
  const groups = [...(setupCfg.get('options.entry_points') ?? [])]
  return groups.flatMap(([group, lines]) =>
    lines.split('\n').flatMap((line) => {
      const [, name, value] = /^([^=#]+?)\s*=\s*(.+)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [{ group, name, value, file, line: undefined }]
    }),
  )
}
