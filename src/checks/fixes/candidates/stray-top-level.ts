import { table } from '../../../config/toml.ts'
import { escapeRegExp } from '../../../program/regular-expressions.ts'
import { fileOf, valueAt } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { backendOf } from './backends/index.ts'
import { itemsOf } from './backends/setuptools-configuration.ts'
import { searchBesidePackage } from './backends/setuptools-packages.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { deleteSetting, remove } from './edits.ts'
import { deleteSources, isNamedElsewhere, moveIntoPackage } from './moved-files.ts'
import { inProject, inPyproject, inSetupCfg } from './project-paths.ts'
import { sourceOf } from './wheel-paths.ts'

/** Candidates for an unrelated name at the top of site-packages. */
export const strayTopLevel: CandidatesOf<'stray-top-level'> = ({ facts }, sources) => {
  const { name, source, problem, entryPoints } = facts
  // The modules that entry points need have to be moved, with the imports of them.
  if (entryPoints.length > 0) return []
  // setuptools installs such a file for a package without a name, for which there is no single setting.
  if (problem !== 'name' && backendName(sources) === 'setuptools') return deleteEmptyInit(source, sources)
  return [...searchBeside(sources), ...exclude(name, source, sources)]
}

function searchBeside(sources: ProjectSources): Candidate[] {
  return backendName(sources) === 'setuptools' ? searchBesidePackage(sources) : []
}

/** Deletes an `__init__.py` in the directory that contains the packages, if nothing imports that as a package. */
function deleteEmptyInit(source: string, { files, textOf }: ProjectSources): Candidate[] {
  const [, directory] = /^(?:.*\/)?([^/]+)\/__init__\.py$/.exec(source) ?? []
  const text = textOf(source)
  if (directory === undefined || text === undefined || /^\s*[^#\s]/m.test(text)) return []
  const isImported = new RegExp(`^\\s*(?:from|import)\\s+${escapeRegExp(directory)}\\b`, 'm')
  const modules = files.filter((file) => file.endsWith('.py'))
  return modules.some((file) => isImported.test(textOf(file) ?? ''))
    ? []
    : [
        {
          summary: `Delete ${source}: ${directory} is not a package.`,
          edits: [{ kind: 'delete', file: source }],
        },
      ]
}

/**
 * Candidates for a module that the standard library shadows: its move into the package, with its imports. If it cannot be
 * moved, no check can show whether it is needed elsewhere.
 */
export const stdlibShadowed: CandidatesOf<'stdlib-shadowed'> = ({ facts: { name, source } }, sources) => {
  const beside = searchBeside(sources)
  if (beside.length > 0) return beside
  const moved = moveIntoPackage(source, sources)
  const summary = `Move ${name} into the package, and import it from there.`
  return moved.length === 0
    ? exclude(name, source, sources).map((candidate) => ({ ...candidate, suggestion: 'decision' }))
    : [{ summary, edits: [...unnamed(name, source, sources), ...moved] }]
}

/** Candidates for files that another distribution installs too. */
export const fileCollision: CandidatesOf<'file-collision'> = ({ facts }, sources) => {
  const { way, paths, topLevel, source } = facts
  if (way === 'case') return deleteUnnamed(paths, sources)
  if (way === 'twice') return []
  if (topLevel !== null && source !== null) return leaveToOther(topLevel, source, sources)
  const commands = paths.flatMap((path) => (path.startsWith('bin/') ? [path.slice('bin/'.length)] : []))
  return commands.length < paths.length ? [] : deleteCommands(commands, sources)
}

/** Removes a package that another distribution also installs from the wheel or the repository. */
function leaveToOther(name: string, source: string, sources: ProjectSources): Candidate[] {
  const excluded = exclude(name, source, sources)
  const deleted = deleteSources(source, sources)
  const edits = [...unnamed(name, source, sources), ...deleted]
  return deleted.length === 0
    ? [...excluded]
    : [...excluded, { summary: `Delete ${name} from the repository.`, edits }]
}

/** The edits that remove a deleted package from the settings. */
function unnamed(name: string, source: string, sources: ProjectSources): readonly Edit[] {
  const isRemoval = (edit: Edit) =>
    edit.kind === 'setting' && (edit.change.kind === 'remove' || edit.change.kind === 'delete')
  return exclude(name, source, sources).find(({ edits }) => edits.every(isRemoval))?.edits ?? []
}

/** Deletes one of two files whose names differ only in case, if no file refers to it. */
function deleteUnnamed(paths: readonly string[], sources: ProjectSources): Candidate[] {
  const files = paths.flatMap((path) => sourceOf(path, sources) ?? [])
  const all = files.map((file) => fileOf(sources.project, file))
  const unnamed = all.filter((file) => !isNamedElsewhere([file], new Set(), sources))
  const [only] = unnamed
  return unnamed.length !== 1 || only === undefined || all.length !== 2
    ? []
    : [
        {
          summary: 'Delete the file that no other file refers to.',
          edits: [{ kind: 'delete', file: only }],
          suggestion: 'decision',
        },
      ]
}

function exclude(name: string, source: string, sources: ProjectSources): readonly Candidate[] {
  return backendOf(sources).excludeTopLevel({ name, source: inProject(sources, source) }, sources)
}

/** Deletes commands: users lose them, unless the other distribution provides the same ones. */
function deleteCommands(commands: readonly string[], sources: ProjectSources): Candidate[] {
  const tables = [
    ['project', 'scripts'],
    ['project', 'gui-scripts'],
    ['tool', 'poetry', 'scripts'],
  ]
  const edits = tables.flatMap((path) => {
    const declared = table(valueAt(sources.project, path))
    return commands
      .filter((command) => declared[command] !== undefined)
      .map((command) => deleteSetting(inPyproject(sources, ...path, command)))
  })
  const scripts = inSetupCfg(sources, 'options.entry_points', 'console_scripts')
  const inCfg = itemsOf(sources.project.setupCfg.get('options.entry_points')?.get('console_scripts') ?? '')
  const items = inCfg.filter((item) => commands.includes(item.split('=')[0]?.trim() ?? ''))
  const all = [...edits, ...(items.length === 0 ? [] : [remove(scripts, items)])]
  return edits.length + items.length < commands.length
    ? []
    : [{ summary: 'Delete the command.', edits: all, suggestion: 'decision' }]
}
