import { table } from '../../../config/toml.ts'
import { valueAt } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { deleteSetting } from './edits.ts'
import { inProject, inPyproject } from './project-paths.ts'

/** Candidates for an unrelated name at the top of site-packages. */
export const strayTopLevel: CandidatesOf<'stray-top-level'> = ({ facts }, sources) => {
  const { name, source, problem, entryPoints } = facts
  // The modules that entry points need have to be moved, with the imports of them.
  if (entryPoints.length > 0) return []
  // setuptools installs such a file for a package without a name, in a way that has no single setting.
  if (problem !== 'name' && backendName(sources) === 'setuptools') return []
  return exclude(name, source, sources)
}

/** Candidates for a module that the standard library hides: whether it is needed elsewhere, no check can show. */
export const stdlibShadowed: CandidatesOf<'stdlib-shadowed'> = ({ facts: { name, source } }, sources) =>
  exclude(name, source, sources).map((candidate) => ({ ...candidate, isSuggestion: true }))

/** Candidates for files that another distribution installs too. */
export const fileCollision: CandidatesOf<'file-collision'> = ({ facts }, sources) => {
  const { way, paths, topLevel, source } = facts
  if (way !== 'other') return []
  if (topLevel !== null && source !== null) return exclude(topLevel, source, sources)
  const commands = paths.flatMap((path) => (path.startsWith('bin/') ? [path.slice('bin/'.length)] : []))
  return commands.length < paths.length ? [] : deleteCommands(commands, sources)
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
  return edits.length < commands.length ? [] : [{ summary: 'Delete the command.', edits, isSuggestion: true }]
}
