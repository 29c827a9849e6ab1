import { isStringArray, table } from '../../../../config/toml.ts'
import { fileOf, valueAt } from '../../../../project/project.ts'
import type { ProjectSources } from '../../sources.ts'
import type { SettingPlace } from '../edits.ts'
import { inPyproject, inSetupCfg, inSetupPy } from '../project-paths.ts'

/** How setuptools selects the packages of the wheel, and where that is set. */
export type PackageSelection =
  | { readonly kind: 'list'; readonly place: SettingPlace; readonly names: readonly string[] }
  | {
      readonly kind: 'find'
      readonly file: ConfigurationFile
      readonly place: (key: 'where' | 'include' | 'exclude') => SettingPlace
      /** Whether directories without `__init__.py` are skipped. */
      readonly isRegular: boolean
      readonly where: readonly string[]
      readonly include: readonly string[]
      readonly exclude: readonly string[]
    }
  /** An expression in setup.py. */
  | { readonly kind: 'computed' }
  /** No setting: setuptools discovers them (its documentation, "Package Discovery"). */
  | { readonly kind: 'discovered' }

/** The files that can configure setuptools. */
export type ConfigurationFile = 'pyproject.toml' | 'setup.cfg' | 'setup.py'

/** Returns the text of setup.py; empty without one. */
export function setupPyOf({ project, textOf }: ProjectSources): string {
  return textOf(fileOf(project, 'setup.py')) ?? ''
}

/** Returns how the packages are selected: settings in pyproject.toml replace those of the other files. */
export function packageSelection(sources: ProjectSources): PackageSelection {
  return selectionInPyproject(sources) ?? selectionInSetupPy(sources) ?? selectionInSetupCfg(sources)
}

function selectionInPyproject(sources: ProjectSources): PackageSelection | undefined {
  const at = ['tool', 'setuptools', 'packages']
  const packages = valueAt(sources.project, at)
  if (isStringArray(packages)) return { kind: 'list', place: inPyproject(sources, ...at), names: packages }
  const { find } = table(packages)
  if (find === undefined) return undefined
  const { where, include, exclude, namespaces } = table(find)
  const strings = (value: unknown) => (isStringArray(value) ? value : [])
  return {
    kind: 'find',
    file: 'pyproject.toml',
    place: (key) => inPyproject(sources, ...at, 'find', key),
    isRegular: namespaces === false,
    where: isStringArray(where) ? where.map(withoutDot) : [''],
    include: strings(include),
    exclude: strings(exclude),
  }
}

function selectionInSetupPy(sources: ProjectSources): PackageSelection | undefined {
  const text = setupPyOf(sources)
  const value = argumentIn(text, 'packages')
  if (value === undefined) return undefined
  const [call = '', finder] = /^(?:setuptools\.)?(find_packages|find_namespace_packages)\(/.exec(value) ?? []
  if (finder !== undefined) {
    const args = expressionAt(value, call.length, /\)/)
    const [, where] =
      /^\s*(?:where\s*=\s*)?["']([^"']+)["']/.exec(args) ?? /\bwhere\s*=\s*["']([^"']+)["']/.exec(args) ?? []
    return {
      kind: 'find',
      file: 'setup.py',
      place: (key) => inSetupPy(sources, 'packages', key),
      isRegular: finder === 'find_packages',
      where: [withoutDot(where ?? '')],
      include: listIn(args, 'include') ?? [],
      exclude: listIn(args, 'exclude') ?? [],
    }
  }
  // Items that are expressions stay as they are.
  return /^[[(][^[\](){}]*[\])]$/.test(value)
    ? { kind: 'list', place: inSetupPy(sources, 'packages'), names: stringsIn(value) }
    : { kind: 'computed' }
}

/**
 * Returns the expression that is the value of an argument of `setup()`, also as a key of a dictionary: `packages=[...]`,
 * `"packages": [...]`; of a variable, what is assigned to it; undefined without the argument.
 */
export function argumentIn(python: string, argument: string): string | undefined {
  const pattern = new RegExp(`^[^#\\n]*?(?:\\b${argument}\\s*=(?!=)|(["'])${argument}\\1\\s*:)\\s*`, 'gm')
  const starts = [...python.matchAll(pattern)].map(({ 0: text, index }) => index + text.length)
  const call = [...python.matchAll(/\bsetup\s*\(/g)].at(-1)?.index ?? 0
  // Parameters of functions may have the same name.
  const start = starts.find((one) => one > call) ?? starts[0]
  if (start === undefined) return undefined
  const value = expressionAt(python, start, /[,\n]/)
  const assigned = /^[A-Za-z_]\w*$/.test(value)
    ? new RegExp(`^[ \\t]*${value}\\s*(?::[^=\\n]+)?=(?!=)\\s*`, 'm').exec(python)
    : null
  return assigned === null ? value : expressionAt(python, assigned.index + assigned[0].length, /\n/)
}

/** The expression from an offset to a character outside of brackets, or to the bracket that closes what it is in. */
function expressionAt(text: string, start: number, stop: RegExp): string {
  const token = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|[\s\S]/y
  token.lastIndex = start
  let depth = 0
  for (let end = start; end < text.length; end = token.lastIndex) {
    const [found = ''] = token.exec(text) ?? []
    if (depth === 0 && ((found.length === 1 && stop.test(found)) || /^[)\]}]$/.test(found)))
      return text.slice(start, end).trim()
    if (/^[([{]$/.test(found)) depth++
    if (/^[)\]}]$/.test(found)) depth--
  }
  return text.slice(start).trim()
}

function selectionInSetupCfg(sources: ProjectSources): PackageSelection {
  const { setupCfg } = sources.project
  const packages = setupCfg.get('options')?.get('packages')?.trim()
  if (packages === undefined || packages === '') return { kind: 'discovered' }
  if (!/^find(_namespace)?:$/.test(packages))
    return { kind: 'list', place: inSetupCfg(sources, 'options', 'packages'), names: itemsOf(packages) }
  const find = setupCfg.get('options.packages.find')
  return {
    kind: 'find',
    file: 'setup.cfg',
    place: (key) => inSetupCfg(sources, 'options.packages.find', key),
    isRegular: packages === 'find:',
    where: [withoutDot(find?.get('where')?.trim() ?? '')],
    include: itemsOf(find?.get('include') ?? ''),
    exclude: itemsOf(find?.get('exclude') ?? ''),
  }
}

/** Returns the items of a list in setup.cfg. */
export function itemsOf(value: string): string[] {
  return value
    .split(/[\n,]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

/** Returns the strings of a list argument; undefined if there is no such list of literals. */
export function listIn(python: string, argument: string): string[] | undefined {
  const [, items] = new RegExp(`\\b${argument}\\s*=\\s*[[(]([^\\])]*)[\\])]`).exec(python) ?? []
  const isLiteral = items !== undefined && /^(\s|#[^\n]*\n|["'][^"']*["']\s*,?)*$/.test(items)
  return isLiteral ? stringsIn(items) : undefined
}

/** Returns the strings in an expression that is a list. */
export function stringsIn(python: string): string[] {
  return [...python.replaceAll(/#[^\n]*/g, '').matchAll(/["']([^"']+)["']/g)].map(([, one = '']) => one)
}

/** Returns the file in which setuptools is configured, where a new setting belongs. */
export function configurationFile(sources: ProjectSources): ConfigurationFile {
  const { pyproject, setupCfg } = sources.project
  if (pyproject.project !== undefined || table(pyproject.tool).setuptools !== undefined)
    return 'pyproject.toml'
  if (setupCfg.get('options') !== undefined) return 'setup.cfg'
  return setupPyOf(sources) === '' ? 'pyproject.toml' : 'setup.py'
}

/**
 * Returns the place of a setting that is a table, or the place where it is to be added.
 *
 * @param name as in pyproject.toml: `package-data`
 */
export function tableSetting(sources: ProjectSources, name: string, key: string): SettingPlace {
  const inPython = name.replaceAll('-', '_')
  const places: Readonly<Record<ConfigurationFile, () => SettingPlace>> = {
    'pyproject.toml': () => inPyproject(sources, 'tool', 'setuptools', name, key),
    'setup.cfg': () => inSetupCfg(sources, `options.${inPython}`, key),
    'setup.py': () => inSetupPy(sources, inPython, key),
  }
  return places[fileOfTable(sources, name)]()
}

function fileOfTable(sources: ProjectSources, name: string): ConfigurationFile {
  const inPython = name.replaceAll('-', '_')
  if (valueAt(sources.project, ['tool', 'setuptools', name]) !== undefined) return 'pyproject.toml'
  if (sources.project.setupCfg.has(`options.${inPython}`)) return 'setup.cfg'
  return new RegExp(`\\b${inPython}\\s*=`).test(setupPyOf(sources)) ? 'setup.py' : configurationFile(sources)
}

/** Returns the place of a setting that is a list, or the place where it is to be added. */
export function listSetting(sources: ProjectSources, name: string): SettingPlace {
  const inPython = name.replaceAll('-', '_')
  const { project } = sources
  const inToml = valueAt(project, ['tool', 'setuptools', name]) !== undefined
  const file: ConfigurationFile = inToml
    ? 'pyproject.toml'
    : project.setupCfg.get('options')?.has(inPython)
      ? 'setup.cfg'
      : new RegExp(`\\b${inPython}\\s*=`).test(setupPyOf(sources))
        ? 'setup.py'
        : configurationFile(sources)
  switch (file) {
    case 'pyproject.toml':
      return inPyproject(sources, 'tool', 'setuptools', name)
    case 'setup.cfg':
      return inSetupCfg(sources, 'options', inPython)
    case 'setup.py':
      return inSetupPy(sources, inPython)
  }
}

function withoutDot(directory: string): string {
  return directory.replace(/^\.\/?/, '').replace(/\/$/, '')
}
