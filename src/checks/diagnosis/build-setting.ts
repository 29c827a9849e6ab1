import { type TomlPath, type TomlTable, table } from '../../config/toml.ts'
import { escapeRegExp } from '../../program/regular-expressions.ts'
import { type Project, pyprojectOf, valueAt } from '../../project/project.ts'
import type { SourceLocation } from '../rules.ts'

/** A setting in pyproject.toml. */
export interface BuildSetting {
  /** The keys that lead to it, and the index in a list. */
  readonly path: TomlPath
  /** The text of the key or the value that the message names; undefined if it names the setting itself. */
  readonly named: string | undefined
}

/** The tables of pyproject.toml that a build backend reads, by the first part of `build-backend`. */
const TABLES: readonly (readonly [prefix: string, table: readonly string[]])[] = [
  ['setuptools', ['tool', 'setuptools']],
  ['hatchling', ['tool', 'hatch']],
  ['flit', ['tool', 'flit']],
  ['poetry', ['tool', 'poetry']],
  ['pdm', ['tool', 'pdm']],
  ['uv_build', ['tool', 'uv', 'build-backend']],
  ['maturin', ['tool', 'maturin']],
  ['scikit_build_core', ['tool', 'scikit-build']],
  ['mesonpy', ['tool', 'meson-python']],
]

/** `project.license`, `tool.hatch.build.targets.wheel.force-include` */
const DOTTED = /(?:^|[^\w.])((?:project|build-system|tool)(?:\.(?:[\w-]+|"[^"]+"))+)/g

/**
 * The setting that the message of a build backend is about: the one that it names by its path, or the one with a key or
 * a value that it names. Of several, the longest: of `force-include."demo/data"` and `packages = ["demo"]`, the first.
 *
 * @param names the names in the message, the longest first
 */
export function settingInMessage(
  output: readonly string[],
  names: readonly string[],
  project: Pick<Project, 'pyproject' | 'buildSystem'>,
): BuildSetting | undefined {
  const dotted = dottedPath(output.join('\n'), project)
  if (dotted !== undefined) {
    const named = findNamed(names, dotted, project)
    return named ?? { path: dotted, named: undefined }
  }
  const own = TABLES.find(([prefix]) => project.buildSystem.backend.startsWith(prefix))?.[1]
  return (
    (own && findNamed(names, own, project, [isSame, isInside, isPartOf])) ??
    findNamed(names, ['project'], project)
  )
}

/** The path of the first setting in a message that pyproject.toml has, at least two keys deep. */
function dottedPath(message: string, project: Pick<Project, 'pyproject'>): TomlPath | undefined {
  for (const match of message.matchAll(DOTTED)) {
    const keys = [...(match[1] as string).matchAll(/"([^"]+)"|[\w-]+/g)].map(([key, quoted]) => quoted ?? key)
    const least = keys[0] === 'tool' ? 3 : 2
    for (let length = keys.length; length >= least; length--) {
      const path = keys.slice(0, length)
      if (valueAt(project, path) === undefined) continue
      const [, number] =
        new RegExp(`#(\\d+) of field \`?${escapeRegExp(match[1] as string)}`).exec(message) ?? []
      return number === undefined ? path : [...path, Number(number) - 1]
    }
  }
  return undefined
}

/** Keys with free text, in which a name of a message is a coincidence; import packages often have the project's name. */
const FREE_TEXT = new Set(['name', 'description', 'keywords', 'urls', 'authors', 'maintainers', 'text'])

type Matcher = (name: string, text: string) => boolean

function findNamed(
  names: readonly string[],
  below: TomlPath,
  project: Pick<Project, 'pyproject'>,
  matchers: readonly Matcher[] = [isSame, isInside],
): BuildSetting | undefined {
  const keys = below.filter((key) => typeof key === 'string')
  const index = below.at(-1)
  const value = valueAt(project, keys)
  const entries =
    typeof index === 'number' && Array.isArray(value)
      ? entriesOf(value[index], below)
      : entriesOf(value, keys)
  for (const matches of matchers) {
    for (const name of names) {
      const found = entries
        .filter(({ text }) => matches(name, text))
        .sort((a, b) => b.text.length - a.text.length)[0]
      if (found !== undefined) return { path: found.path, named: found.text }
    }
  }
  return undefined
}

const plain = (text: string) => text.replace(/^\.?\//, '').replace(/\/$/, '')

/** Whether the name is the value, or the same package as a path or a dotted name. */
function isSame(name: string, text: string): boolean {
  const [a, b] = [plain(name), plain(text)]
  if (b.length < 2) return false
  return a === b || (/^[\w.]+$/.test(b) && a.split('/').slice(-b.split('.').length).join('.') === b)
}

/** Whether the name is a path in a directory that is the value. */
function isInside(name: string, text: string): boolean {
  const directory = plain(text.replace(/\/?\*.*$/, ''))
  return directory.length > 1 && plain(name).startsWith(`${directory}/`)
}

/** Whether the value is an attribute of the module: `demo.__version__`. */
function isPartOf(name: string, text: string): boolean {
  return name.length > 1 && text.startsWith(`${name}.`)
}

/** All keys and string values of a table. */
function entriesOf(value: unknown, path: TomlPath): { text: string; path: TomlPath }[] {
  if (typeof value === 'string') return [{ text: value, path }]
  if (Array.isArray(value)) return value.flatMap((item, index) => entriesOf(item, [...path, index]))
  return Object.entries(table(value) as TomlTable).flatMap(([key, item]) =>
    FREE_TEXT.has(key) && (path[0] === 'project' || path.join('.') === 'tool.poetry')
      ? []
      : [{ text: key, path: [...path, key] }, ...entriesOf(item, [...path, key])],
  )
}

/** `packages` in `[tool.setuptools]`, as the words of a message. */
export function describeSetting({ path }: BuildSetting): string {
  const keys = path.filter((key): key is string => typeof key === 'string')
  const key = keys.at(-1) as string
  const parent = keys.slice(0, -1).map((part) => (/^[\w-]+$/.test(part) ? part : JSON.stringify(part)))
  return `${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)} in [${parent.join('.')}]`
}

/** The position of a setting. */
export function locateSetting(
  { path }: BuildSetting,
  project: Pick<Project, 'path' | 'lineOf'>,
): SourceLocation {
  return { file: pyprojectOf(project), line: project.lineOf(path) }
}

/** A position in pyproject.toml that a parser of TOML names: `TOML parse error at line 9, column 13`. */
export function lineInMessage(output: readonly string[]): number | undefined {
  const text = output.join('\n')
  const [, line] = /(?:TOML parse error|pyproject\.toml)[^\n]{0,80}?\bline (\d+)\b/.exec(text) ?? []
  return line === undefined ? undefined : Number(line)
}
