import { fileOf, valueAt } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { append, remove, type SettingPlace, set } from './edits.ts'
import {
  directoryOf,
  inProject,
  inPyproject,
  inSetupCfg,
  joinPath,
  projectFiles,
  stringsAt,
} from './project-paths.ts'

/** A variable with the version. */
interface VersionVariable {
  /** Relative to the project's directory. */
  readonly file: string
  readonly name: string
}

/** `__version__ = "1.0"` */
const ASSIGNED = /^(__version__|__VERSION__|VERSION|version)\b(?:\s*:[^=\n]+)?\s*=\s*["']v?\d[^"'\n]*["']/m
const ELSEWHERE = /(^|\/)(tests?|docs?|examples?|setup\.py$|conftest\.py$|noxfile\.py$)/
const MOST_VARIABLES = 2

/**
 * Returns the candidates that set the version source to a module with the version, if the configured one has none.
 *
 * @param message of the build backend
 */
export function namedVersionSource(message: string, sources: ProjectSources): Candidate[] {
  if (!/version|No such file|has no attribute|No module named/i.test(message)) return []
  const byFile = [
    inPyproject(sources, 'tool', 'hatch', 'version', 'path'),
    inPyproject(sources, 'tool', 'pdm', 'version', 'path'),
  ].filter(({ path }) => typeof valueAt(sources.project, path) === 'string')
  const byAttribute = inPyproject(sources, 'tool', 'setuptools', 'dynamic', 'version', 'attr')
  const inCfg = /^attr:\s*(\S+)$/.exec(sources.project.setupCfg.get('metadata')?.get('version') ?? '')?.[1]
  const attribute = valueAt(sources.project, byAttribute.path)
  const place = inSetupCfg(sources, 'metadata', 'version')
  return [
    ...byFile.flatMap((one) => named(one, valueAt(sources.project, one.path), ({ file }) => file, sources)),
    ...(typeof attribute === 'string' ? named(byAttribute, attribute, attributeOf, sources) : []),
    ...(inCfg === undefined
      ? []
      : named(place, `attr: ${inCfg}`, (one) => `attr: ${attributeOf(one)}`, sources)),
  ]
}

/** Messages of build backends about a missing version. */
const WITHOUT_VERSION =
  /must contain \['version'\]|Missing `tool\.hatch\.version`|project\.version`? can only be resolved dynamically|version.*(is required|missing|not specified)/i

/**
 * Returns the candidates that add a version to a project without one: read from a module, or a new one.
 *
 * @param message of the build backend
 */
export function addedVersion(message: string, sources: ProjectSources): Candidate[] {
  const { project } = sources
  const isGiven =
    project.pyproject.project === undefined || valueAt(project, ['project', 'version']) !== undefined
  if (isGiven || !WITHOUT_VERSION.test(message)) return []
  const dynamic = inPyproject(sources, 'project', 'dynamic')
  const isDynamic = stringsAt(sources, ...dynamic.path)?.includes('version') === true
  const [variable] = versionVariables(sources)
  const source = variable === undefined ? undefined : dynamicSource(variable, sources)
  if (variable !== undefined && source !== undefined)
    return [
      {
        summary: `Read the version from ${variable.file}.`,
        edits: [...(isDynamic ? [] : [append(dynamic, ['version'])]), source],
      },
    ]
  return [
    {
      summary: 'Choose a version.',
      edits: [
        ...(isDynamic ? [remove(dynamic, ['version'])] : []),
        set(inPyproject(sources, 'project', 'version'), '0.1.0'),
      ],
      suggestion: 'decision',
    },
  ]
}

/** The setting by which the backend reads the version from a variable. */
function dynamicSource(variable: VersionVariable, sources: ProjectSources): Edit | undefined {
  const place = (...path: string[]) => inPyproject(sources, 'tool', ...path)
  switch (backendName(sources)) {
    case 'setuptools':
      return set(place('setuptools', 'dynamic', 'version'), { attr: attributeOf(variable) })
    case 'hatchling':
      return set(place('hatch', 'version', 'path'), variable.file)
    case 'pdm-backend':
      return set(place('pdm', 'version'), { source: 'file', path: variable.file })
    default:
      return undefined
  }
}

/** The tools that compute the version from git: the setting for the module that they write. */
const WRITERS: readonly (readonly [table: readonly string[], setting: readonly string[]])[] = [
  [
    ['tool', 'setuptools_scm'],
    ['tool', 'setuptools_scm', 'version_file'],
  ],
  [
    ['tool', 'setuptools-scm'],
    ['tool', 'setuptools-scm', 'version_file'],
  ],
  [
    ['tool', 'hatch', 'version', 'source'],
    ['tool', 'hatch', 'build', 'hooks', 'vcs', 'version-file'],
  ],
]

/**
 * Returns the candidates that make the version tool generate the module that an import does not find.
 *
 * @param file the module with the import, relative to the checkout's root
 */
export function generatedVersionFile(error: string, file: string, sources: ProjectSources): Candidate[] {
  const [, name] = /No module named '(?:[\w.]+\.)?(_?_?version_?_?)'/.exec(error) ?? []
  const writer = WRITERS.find(([table]) => valueAt(sources.project, table) !== undefined)
  if (name === undefined || writer === undefined) return []
  const place = inPyproject(sources, ...writer[1])
  const path = joinPath(directoryOf(inProject(sources, file)), `${name}.py`)
  return valueAt(sources.project, place.path) !== undefined
    ? []
    : [{ summary: `Generate ${path} in the build.`, edits: [set(place, path)] }]
}

function named(
  place: SettingPlace,
  current: unknown,
  written: (variable: VersionVariable) => string,
  sources: ProjectSources,
): Candidate[] {
  return versionVariables(sources)
    .map((variable) => ({ file: variable.file, value: written(variable) }))
    .filter(({ value }) => value !== current)
    .slice(0, MOST_VARIABLES)
    .map(({ file, value }) => ({ summary: `Read the version from ${file}.`, edits: [set(place, value)] }))
}

/** `src/demo/_version.py` with `__version__`: `demo._version.__version__`. */
function attributeOf({ file, name }: VersionVariable): string {
  const module = file.replace(/^(src|lib|python)\//, '').replace(/(\/__init__)?\.py$/, '')
  return `${module.replaceAll('/', '.')}.${name}`
}

/** The variables with the version in the modules of the project, those of outer modules first. */
function versionVariables(sources: ProjectSources): VersionVariable[] {
  const { project, textOf } = sources
  return projectFiles(sources)
    .filter((file) => file.endsWith('.py') && !ELSEWHERE.test(file) && file.split('/').length <= 4)
    .flatMap((file) => {
      const [, name] = ASSIGNED.exec(textOf(fileOf(project, file)) ?? '') ?? []
      return name === undefined ? [] : [{ file, name }]
    })
    .sort((a, b) => a.file.split('/').length - b.file.split('/').length || (a.file < b.file ? -1 : 1))
}
