import { isStringArray, table } from '../../../config/toml.ts'
import { fileOf, pyprojectOf, valueAt } from '../../../project/project.ts'
import { normalizeName, parseRequirement, specifiersOf } from '../../../python/requirement.ts'
import type { Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { argumentIn, stringsIn } from './backends/setuptools-configuration.ts'
import { withConstraints, withSpecifiers } from './requirement-specifiers.ts'

type Change = (specifiers: readonly string[]) => readonly string[]

/** A requirement of the package, where the project declares it. */
export interface DeclaredRequirement {
  /** Normalized. */
  readonly name: string
  /** Undefined for a dependency. */
  readonly extra: string | undefined
  /** Without name, extras and marker: `>=2,<3`; the empty string if there are none. */
  readonly specifiers: string
  /** Returns the edit of its version specifiers; undefined for a direct reference, or if nothing changes. */
  readonly withSpecifiers: (change: Change) => Edit | undefined
  /** Replaces its name; undefined if it is a key. */
  readonly renamed?: ((name: string) => Edit) | undefined
  /** Replaces its URL by version specifiers; undefined if it has no URL. */
  readonly released?: ((specifiers: string) => Edit) | undefined
  /** Removes its environment marker; undefined without one. */
  readonly withoutMarker: Edit | undefined
  /** Deletes it; undefined if it is a string somewhere in setup.py. */
  readonly deleted: Edit | undefined
}

/** Returns the requirements of the package and of its extras, wherever the project declares them. */
export function declaredRequirements(sources: ProjectSources): DeclaredRequirement[] {
  return [
    ...inPyproject(sources),
    ...inPoetry(sources),
    ...inSetupCfg(sources),
    ...inSetupPy(sources),
    ...requirementsFiles(sources).flatMap((file) => inRequirementsFile(file, sources)),
  ]
}

/** The edits of a requirement that `replaceBy` replaces by another one. */
function editsOf(
  item: string,
  replaceBy: (by: string) => Edit,
): Pick<DeclaredRequirement, 'withSpecifiers' | 'withoutMarker' | 'released' | 'renamed'> {
  const edit = (by: string | undefined) => (by === undefined || by === item ? undefined : replaceBy(by))
  const [, name, marker = ''] = /^([^@;]+?)\s*@\s*[^\s;]+\s*(;.*)?$/.exec(item) ?? []
  return {
    renamed: (by) => replaceBy(item.replace(/^\s*[\w.-]+/, by)),
    released: name === undefined ? undefined : (specifiers) => replaceBy(name + specifiers + marker),
    withSpecifiers: (change) => edit(withSpecifiers(item, change)),
    // The marker of an extra in the style of setup.cfg is not one of a platform.
    withoutMarker: edit(item.split(/\s*;/)[0]),
  }
}

/** The items of a list of requirements, in a file whose settings can be edited. */
function itemsOf(
  file: string,
  path: readonly string[],
  items: unknown,
  extra?: string,
): DeclaredRequirement[] {
  return !isStringArray(items)
    ? []
    : items.flatMap((item) => {
        const requirement = parseRequirement(item)
        if (requirement === undefined) return []
        return {
          name: requirement.name,
          extra,
          specifiers: specifiersOf(requirement) ?? '',
          ...editsOf(item, (by) => ({ kind: 'setting', file, path, change: { kind: 'replace', item, by } })),
          deleted: {
            kind: 'setting' as const,
            file,
            path,
            change: { kind: 'remove' as const, items: [item] },
          },
        }
      })
}

function inPyproject({ project }: ProjectSources): DeclaredRequirement[] {
  const file = pyprojectOf(project)
  const lists = (path: readonly string[], extras: readonly string[]) => [
    ...itemsOf(file, path, valueAt(project, path)),
    ...Object.entries(table(valueAt(project, extras))).flatMap(([extra, items]) =>
      itemsOf(file, [...extras, extra], items, extra),
    ),
  ]
  return [
    ...lists(['project', 'dependencies'], ['project', 'optional-dependencies']),
    ...lists(['tool', 'flit', 'metadata', 'requires'], ['tool', 'flit', 'metadata', 'requires-extra']),
  ]
}

/** The dependencies of poetry: a constraint, or a table with one; several for one name are skipped. */
function inPoetry({ project }: ProjectSources): DeclaredRequirement[] {
  const file = pyprojectOf(project)
  const path = ['tool', 'poetry', 'dependencies']
  return Object.entries(table(valueAt(project, path))).flatMap(([name, value]) => {
    const inTable = table(value).version
    const constraint = typeof value === 'string' ? value : inTable
    if (typeof constraint !== 'string' || name === 'python') return []
    const at = typeof value === 'string' ? [...path, name] : [...path, name, 'version']
    return {
      name: normalizeName(name),
      extra: undefined,
      specifiers: constraint === '*' ? '' : constraint,
      withoutMarker: undefined,
      withSpecifiers: (change: Change) => {
        const by = withConstraints(constraint, change)
        return by === undefined || by === constraint
          ? undefined
          : { kind: 'setting' as const, file, path: at, change: { kind: 'set' as const, value: by } }
      },
      deleted: {
        kind: 'setting' as const,
        file,
        path: [...path, name],
        change: { kind: 'delete' as const },
      },
    }
  })
}

function inSetupCfg({ project }: ProjectSources): DeclaredRequirement[] {
  const file = fileOf(project, 'setup.cfg')
  const items = (value = '') => value.split('\n').flatMap((line) => line.trim() || [])
  const { setupCfg } = project
  return [
    ...itemsOf(
      file,
      ['options', 'install_requires'],
      items(setupCfg.get('options')?.get('install_requires')),
    ),
    ...[...(setupCfg.get('options.extras_require') ?? [])].flatMap(([extra, value]) =>
      itemsOf(file, ['options.extras_require', extra], items(value), extra),
    ),
  ]
}

/**
 * The strings of setup.py that are requirements with a version, wherever they are: in a call, or in a list of its own; and
 * those without a version in the list of dependencies.
 */
function inSetupPy({ project, textOf }: ProjectSources): DeclaredRequirement[] {
  const file = fileOf(project, 'setup.py')
  const code = textOf(file) ?? ''
  const dependencies = stringsIn(argumentIn(code, 'install_requires') ?? '')
  return code.split('\n').flatMap((line, index) =>
    [
      ...line.replace(/^\s*#.*/, '').matchAll(/(["'])([\w.-]+(?:\[[^\]'"]*\])?\s*(?:[<>=!~;][^'"]*?)?)\1/g),
    ].flatMap(([text, quote = '', item = '']) => {
      const requirement = parseRequirement(item)
      if (!/[<>=!~]/.test(item) && !dependencies.includes(item)) return []
      if (requirement === undefined || line.split(text).length !== 2) return []
      return {
        name: requirement.name,
        extra: undefined,
        specifiers: specifiersOf(requirement) ?? '',
        ...editsOf(item, (by) => ({
          kind: 'replace',
          file,
          line: index + 1,
          text,
          by: `${quote}${by}${quote}`,
        })),
        deleted: undefined,
      }
    }),
  )
}

function inRequirementsFile(file: string, { textOf }: ProjectSources): DeclaredRequirement[] {
  return (textOf(file) ?? '').split('\n').flatMap((line, index) => {
    const item = line.replace(/(^|\s)#.*$/, '').trim()
    const requirement = parseRequirement(item)
    if (requirement === undefined) return []
    return {
      name: requirement.name,
      extra: undefined,
      specifiers: specifiersOf(requirement) ?? '',
      ...editsOf(item, (by) => ({ kind: 'replace', file, line: index + 1, text: item, by })),
      deleted: { kind: 'lines' as const, file, delete: [index + 1] },
    }
  })
}

/** The requirements files that the project reads its dependencies from, relative to the checkout's root. */
export function requirementsFiles({ project, textOf, files }: ProjectSources): string[] {
  const tool = table(project.pyproject.tool)
  const inPyproject = [
    table(table(table(tool.setuptools).dynamic).dependencies).file,
    table(table(table(table(tool.hatch).metadata).hooks).requirements_txt).files,
  ].flat()
  const inSetupCfg = /^file:\s*(.+)/.exec(project.setupCfg.get('options')?.get('install_requires') ?? '')?.[1]
  const setupPy = textOf(fileOf(project, 'setup.py')) ?? ''
  const isDeclared = inPyproject.some((file) => typeof file === 'string') || inSetupCfg !== undefined
  const opened = isDeclared
    ? []
    : [...setupPy.matchAll(/["']([\w./-]*requirements[\w./-]*\.(?:txt|in))["']/g)].map(([, file]) => file)
  const passed = opened.length > 0 || isDeclared ? [] : filesPassedToFunction(setupPy, files)
  const named = [...inPyproject, ...(inSetupCfg?.split(',') ?? []), ...opened, ...passed]
  return [...new Set(named)]
    .flatMap((file) => (typeof file === 'string' ? fileOf(project, file.trim()) : []))
    .filter((file) => files.includes(file) && !FOR_DEVELOPERS.test(file))
}

/** The file of `install_requires=reqs("default.txt")`, whose directory is in the function; relative to the project. */
function filesPassedToFunction(setupPy: string, files: readonly string[]): string[] {
  const names = stringsIn(argumentIn(setupPy, 'install_requires') ?? '')
  return names
    .filter((name) => /^[\w./-]+\.(txt|in)$/.test(name))
    .flatMap((name) => {
      const found = files.filter((file) => file.endsWith(`requirements/${name}`))
      return found.length === 1 ? [`requirements/${name}`] : []
    })
}

const FOR_DEVELOPERS = /(^|[/_.-])(dev|tests?|docs?|lint|build)\b/
