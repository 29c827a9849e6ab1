import { fileOf, valueAt } from '../../../project/project.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { projectFiles } from './project-paths.ts'

/** flit takes the summary from the docstring of the module, unless `description` is set. */
export function describedModule(message: string, sources: ProjectSources): Candidate[] {
  const { project } = sources
  const [, path] = /\(([^()]+\.py)\)/.exec(message) ?? []
  const file = projectFiles(sources).find((one) => path?.replaceAll('\\', '/').endsWith(one))
  const text = file === undefined ? undefined : sources.textOf(fileOf(project, file))
  if (file === undefined || text === undefined) return []
  const edit = insertStatement(fileOf(project, file), `"""${project.name}."""`, text)
  return [
    {
      summary: `Add a description of the package to the docstring of ${file}.`,
      edits: [edit],
      suggestion: 'decision',
    },
  ]
}

/** Inserts a statement before the others of a module, below the comments at its beginning. */
function insertStatement(file: string, statement: string, text: string): Edit {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''))
  const index = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'))
  const next = lines[index]
  return next === undefined
    ? { kind: 'lines', file, append: [statement] }
    : { kind: 'replace', file, line: index + 1, text: next, by: `${statement}\n\n${next}` }
}

/** flit takes the version from `__version__` of the module: the one that another variable of it has, or one to choose. */
export function versionedModule(sources: ProjectSources): Candidate[] {
  const { project, textOf } = sources
  const named = valueAt(project, ['tool', 'flit', 'module', 'name']) ?? valueAt(project, ['project', 'name'])
  const name = typeof named === 'string' ? named.replaceAll('-', '_').replaceAll('.', '/') : undefined
  const file = projectFiles(sources).find(
    (one) => name !== undefined && new RegExp(`^(src/)?${name}(/__init__)?\\.py$`).test(one),
  )
  const text = file === undefined ? undefined : textOf(fileOf(project, file))
  if (file === undefined || text === undefined) return []
  const lines = text.split('\n')
  const other = lines.findIndex((line) => OTHER_VERSION.test(line))
  const [stated] = OTHER_VERSION.exec(lines[other] ?? '') ?? []
  const [, variable = ''] = OTHER_VERSION.exec(lines[other] ?? '') ?? []
  if (stated !== undefined)
    return [
      {
        summary: `Assign the version to __version__ in ${file}.`,
        edits: [
          {
            kind: 'replace',
            file: fileOf(project, file),
            line: other + 1,
            text: stated,
            by: stated.replace(variable, `__version__ = ${variable}`),
          },
        ],
      },
    ]
  const edit: Edit = { kind: 'lines', file: fileOf(project, file), append: ['', '__version__ = "0.1.0"'] }
  return [{ summary: `Choose a version in ${file}.`, edits: [edit], suggestion: 'decision' }]
}

const OTHER_VERSION = /^(VERSION|version|_version|__VERSION__)\s*=\s*["']\d[^"']*["']/

/** Makes a package of a directory without `__init__.py`, or of a single module, which uv_build does not support. */
export function initializedPackage(expected: string, sources: ProjectSources): Candidate[] {
  const { project, textOf } = sources
  const path = expected.replaceAll('\\', '/').replace(/^\.\//, '')
  const files = projectFiles(sources)
  if (!path.endsWith('/__init__.py') || files.includes(path)) return []
  const directory = path.slice(0, -'/__init__.py'.length)
  const file = fileOf(project, path)
  if (files.some((one) => one.startsWith(`${directory}/`) && one.endsWith('.py')))
    return [{ summary: `Add ${path}.`, edits: [{ kind: 'create', file, text: '' }] }]
  const module = fileOf(project, `${directory}.py`)
  const text = textOf(module)
  return text === undefined
    ? []
    : [
        {
          summary: `Move ${directory}.py to ${path}: uv_build supports only packages.`,
          edits: [
            { kind: 'create', file, text },
            { kind: 'delete', file: module },
          ],
        },
      ]
}
