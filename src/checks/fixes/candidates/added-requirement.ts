import { isStringArray, table } from '../../../config/toml.ts'
import { fileOf, pyprojectOf, valueAt } from '../../../project/project.ts'
import type { Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { argumentIn } from './backends/setuptools-configuration.ts'
import { requirementsFiles } from './declared-requirements.ts'

/** A dependency to add. */
export interface NewRequirement {
  readonly distribution: string
  /** A lower bound, such as `>=2.1`; the empty string if none is known. */
  readonly specifier: string
  /** The Pythons that need it, such as `<3.11`; undefined: all. */
  readonly python?: string | undefined
}

/** Returns alternative edits that add dependencies where the project declares them; some may not apply. */
export function addRequirements(added: readonly NewRequirement[], sources: ProjectSources): Edit[][] {
  const { project } = sources
  const pyproject = pyprojectOf(project)
  const texts = added.map(requirementText)
  const append = (file: string, path: readonly string[]): Edit[][] => [
    [{ kind: 'setting', file, path, change: { kind: 'append', items: texts } }],
  ]
  const declared = table(project.pyproject.project)
  const isDynamic = isStringArray(declared.dynamic) && declared.dynamic.includes('dependencies')
  if (project.pyproject.project !== undefined && !isDynamic)
    return append(pyproject, ['project', 'dependencies'])
  const setupPy = fileOf(project, 'setup.py')
  const code = sources.textOf(setupPy) ?? ''
  const listed = argumentIn(code, 'install_requires') ?? ''
  if (/^[[(]/.test(listed) && !/\bfor\b/.test(listed))
    return [...append(setupPy, ['install_requires']), ...intoNamedList(texts, code, setupPy)]
  const [requirements] = requirementsFiles(sources)
  if (requirements !== undefined) return [[{ kind: 'lines', file: requirements, append: texts }]]
  if (valueAt(project, ['tool', 'poetry']) !== undefined && isPoetry(sources))
    return [added.map((one) => inPoetry(one, pyproject))]
  if (valueAt(project, ['tool', 'flit', 'metadata']) !== undefined)
    return append(pyproject, ['tool', 'flit', 'metadata', 'requires'])
  return inSetup(texts, sources, append)
}

function isPoetry({ project }: ProjectSources): boolean {
  return project.buildSystem.backend.startsWith('poetry') || project.pyproject.project === undefined
}

/** `numpy>=1.21`, `tomli>=2; python_version < "3.11"` */
function requirementText({ distribution, specifier, python }: NewRequirement): string {
  const marker = python === undefined ? '' : `; python_version ${python.replace(/[\d.]+/, " '$&'")}`
  return `${distribution}${specifier}${marker}`
}

function inPoetry({ distribution, specifier, python }: NewRequirement, file: string): Edit {
  const version = specifier || '*'
  return {
    kind: 'setting',
    file,
    path: ['tool', 'poetry', 'dependencies', distribution],
    change: { kind: 'set', value: python === undefined ? version : { version, python } },
  }
}

/** In setup.cfg or setup.py: where there are dependencies already, or else where the other options are. */
function inSetup(
  texts: readonly string[],
  { project, textOf }: ProjectSources,
  append: (file: string, path: readonly string[]) => Edit[][],
): Edit[][] {
  const options = project.setupCfg.get('options')
  const setupPy = fileOf(project, 'setup.py')
  const code = textOf(setupPy) ?? ''
  const setupCfg = append(fileOf(project, 'setup.cfg'), ['options', 'install_requires'])
  if (options?.has('install_requires')) return setupCfg
  if (!/\binstall_requires\b/.test(code)) {
    const isConfigured = options !== undefined || project.setupCfg.get('metadata')?.has('name')
    return isConfigured ? setupCfg : append(setupPy, ['install_requires'])
  }
  return [...append(setupPy, ['install_requires']), ...intoNamedList(texts, code, setupPy)]
}

/** Adds to a list that `install_requires` names: `REQUIREMENTS = [`. */
function intoNamedList(texts: readonly string[], code: string, file: string): Edit[][] {
  const [, name] = /\binstall_requires\s*=\s*([A-Za-z_]\w*)\s*[,)\n]/.exec(code) ?? []
  if (name === undefined) return []
  const start = new RegExp(`^\\s*${name}\\s*=\\s*\\[`)
  const line = code.split('\n').findIndex((one) => start.test(one))
  const [text] = start.exec(code.split('\n')[line] ?? '') ?? []
  if (text === undefined || code.split('\n')[line]?.split(text).length !== 2) return []
  // One item on each line, as the first one is.
  const [, indent] = /^(\s+)["']/.exec(code.split('\n')[line + 1] ?? '') ?? []
  const isOpen = code.split('\n')[line]?.trimEnd() === text.trimEnd() && indent !== undefined
  const items = texts
    .map((one) => (isOpen ? `\n${indent}${JSON.stringify(one)},` : `${JSON.stringify(one)}, `))
    .join('')
  return [[{ kind: 'replace', file, line: line + 1, text, by: text + items }]]
}
