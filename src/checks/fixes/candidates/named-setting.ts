import { table } from '../../../config/toml.ts'
import { type Project, valueAt } from '../../../project/project.ts'
import type { Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { deleteSetting, remove } from './edits.ts'
import { inPyproject } from './project-paths.ts'

/** A setting of pyproject.toml that the message of a build backend names. */
export interface NamedSetting {
  readonly path: readonly string[]
  readonly value: unknown
  /** Deletes it, or the item of a list that the message names. */
  readonly deleted: Edit
  /** The project without it, whose backend then uses its defaults. */
  readonly without: Project
}

/**
 * Returns the setting that a failed build names, as `packages in [tool.setuptools]`; undefined without one.
 *
 * @param named the key, the value or the item of a list that the message names
 */
export function namedSetting(
  { setting, named }: { readonly setting: string | null; readonly named: string | null },
  sources: ProjectSources,
): NamedSetting | undefined {
  const path = settingPath(setting)
  if (path === undefined) return undefined
  const { project } = sources
  const value = valueAt(project, path)
  const withoutValue = (at: readonly string[], replacement?: unknown): Project => ({
    ...project,
    pyproject: change(project.pyproject, at, replacement),
  })
  if (value !== undefined) {
    const items = Array.isArray(value) && named !== null && value.includes(named) ? value : undefined
    const others = items?.filter((item) => item !== named) ?? []
    return {
      path,
      value,
      deleted:
        items === undefined || named === null
          ? deleteSetting(inPyproject(sources, ...path))
          : remove(inPyproject(sources, ...path), [named]),
      without: withoutValue(path, others.length === 0 ? undefined : others),
    }
  }
  // A key of a table in a list: `include in [tool.poetry.packages]`.
  const list = path.slice(0, -1)
  const items = valueAt(project, list)
  const item = Array.isArray(items)
    ? items.find((one) => table(one)[path.at(-1) as string] === named)
    : undefined
  if (!Array.isArray(items) || item === undefined) return undefined
  const others = items.filter((one) => one !== item)
  return {
    path: list,
    value: items,
    deleted: remove(inPyproject(sources, ...list), [item]),
    without: withoutValue(list, others.length === 0 ? undefined : others),
  }
}

/** `packages in [tool.setuptools]`, `"a/b" in [tool.hatch.build.targets.wheel.force-include]` */
function settingPath(setting: string | null): string[] | undefined {
  const [, key, parent] = /^("(?:[^"\\]|\\.)*"|\S+) in \[(.+)\]$/.exec(setting ?? '') ?? []
  if (key === undefined || parent === undefined) return undefined
  const parts = `${parent}.${key}`.match(/"(?:[^"\\]|\\.)*"|[^."]+/g) ?? []
  return parts.map((part) => (part.startsWith('"') ? (JSON.parse(part) as string) : part))
}

/** A table with another value at a path, or without it. */
function change(
  value: Project['pyproject'],
  [key = '', ...rest]: readonly string[],
  by: unknown,
): Project['pyproject'] {
  const { [key]: inner, ...others } = value
  if (rest.length > 0) return { ...others, [key]: change(table(inner), rest, by) }
  return by === undefined ? others : { ...others, [key]: by as Project['pyproject'][string] }
}
