import { stripVTControlCharacters } from 'node:util'

/** A field that setuptools ignores, as `[project]` neither sets it nor lists it in `dynamic`. */
export interface IgnoredField {
  /** A key of `[project]`. */
  readonly field: string
  /** As Python writes it: `['idna']`. */
  readonly value: string
}

/** `/env/setuptools/config/_apply_pyprojecttoml.py:75: _MissingDynamic: `dependencies` defined outside of ...` */
const WARNING = /: _MissingDynamic: `([\w-]+)` defined outside of `pyproject\.toml` is ignored/

/** The number of lines after the warning in which setuptools shows the value. */
const LINES = 12

/** Finds the warnings of setuptools about ignored fields in the output of a build, each once. */
export function ignoredFieldsIn(output: string): IgnoredField[] {
  const lines = stripVTControlCharacters(output).split(/\r?\n/)
  const found = new Map<string, IgnoredField>()
  for (const [index, line] of lines.entries()) {
    const field = WARNING.exec(line)?.[1]
    if (field === undefined || found.has(field)) continue
    const start = `\`${field} = `
    const shown = lines.slice(index + 1, index + LINES).find((one) => one.trim().startsWith(start))
    const value = shown?.trim().slice(start.length).replace(/`$/, '') ?? ''
    found.set(field, { field, value })
  }
  return [...found.values()]
}

/** The arguments of `setup()` and options of setup.cfg that set a key of `[project]`, if their names differ. */
export const SETUP_KEYWORDS: Readonly<Record<string, string>> = {
  dependencies: 'install_requires',
  'optional-dependencies': 'extras_require',
  scripts: 'entry_points',
  'gui-scripts': 'entry_points',
  'entry-points': 'entry_points',
  'requires-python': 'python_requires',
  readme: 'long_description',
  authors: 'author',
  maintainers: 'maintainer',
  urls: 'project_urls',
}
