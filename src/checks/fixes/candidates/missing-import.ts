import { escapeRegExp } from '../../../program/regular-expressions.ts'
import { fileOf } from '../../../project/project.ts'
import type { SourceLocation } from '../../rules.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { dataOutside } from './data-missing.ts'
import { shippedModules, sourceOfModule, topLevelObjects } from './module-sources.ts'
import { annotationFixes } from './requires-python.ts'
import { similarNames } from './similar-names.ts'
import { generatedVersionFile } from './version-source.ts'

/** Imports the name or module of the package that resembles a missing one, if there is exactly one. */
export const failedImport: CandidatesOf<'import-failed'> = ({ facts, where }, sources) => {
  const data = missingFile(facts.error, sources)
  if (data !== undefined && where?.line !== undefined)
    return dataOutside([data], [`${where.file}:${where.line}`], sources)
  const generated = where === undefined ? [] : generatedVersionFile(facts.error, where.file, sources)
  if (generated.length > 0) return generated
  const annotations = annotationFixes(facts.error, where, sources)
  if (annotations.length > 0) return annotations
  if (where === undefined || (facts.why !== 'own-name' && facts.why !== 'own-module')) return []
  return missingImport(facts.error, where, sources, { isProgram: false }).map((candidate) => ({
    ...candidate,
    suggestion: 'decision',
  }))
}

/** The file of the project that an import does not find in site-packages; undefined for another error. */
function missingFile(error: string, { project, files }: ProjectSources): string | undefined {
  const [, path] = /^FileNotFoundError: .*?[\\/]site-packages[\\/]([^'"]+)'$/.exec(error) ?? []
  const parts: string[] = []
  for (const part of path?.split(/[\\/]/) ?? []) {
    if (part !== '..') parts.push(part)
    else parts.pop()
  }
  const file = fileOf(project, parts.join('/'))
  return parts.length > 0 && files.includes(file) ? file : undefined
}

const USUAL_PROGRAMS = ['main', 'cli', 'app', 'run']

/**
 * Returns the edits that import an existing name instead of one that an ImportError names.
 *
 * @param where the line of the import, or only the file
 * @param isProgram whether a function that usually is a program is meant, if no name resembles it
 */
export function missingImport(
  error: string,
  where: SourceLocation,
  sources: ProjectSources,
  { isProgram }: { readonly isProgram: boolean },
): Candidate[] {
  const { file } = where
  const [, name, module] =
    /cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)'/.exec(error) ?? []
  if (name !== undefined && module !== undefined) {
    const source = sourceOfModule(module, sources)
    const objects = source === undefined ? [] : topLevelObjects(sources.textOf(source) ?? '')
    const similar = similarNames(
      name,
      objects.map((one) => one.name),
    )
    const programs = USUAL_PROGRAMS.filter((one) => objects.some((object) => object.name === one))
    const names =
      similar.length === 1 || isProgram ? [...new Set([...similar, ...(isProgram ? programs : [])])] : []
    return names.flatMap((by) => {
      const edits = renameIn(file, name, by, sources)
      return edits.length === 0 ? [] : [{ summary: `Import ${by} from ${module}.`, edits }]
    })
  }
  const [, missing] = /No module named '([\w.]+)'/.exec(error) ?? []
  const [first, ...others] = missing === undefined ? [] : similarModules(missing, shippedModules(sources))
  if (missing === undefined || first === undefined || others.length > 0) return []
  const edits = renameModuleIn(file, missing, first, sources)
  return edits.length === 0 ? [] : [{ summary: `Import ${first}.`, edits }]
}

/** The modules of the same package with a similar name. */
function similarModules(module: string, modules: readonly string[]): string[] {
  const parent = module.split('.').slice(0, -1)
  const prefix = parent.map((part) => `${part}.`).join('')
  const siblings = modules.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length))
  return similarNames(module.slice(prefix.length), siblings).map((name) => prefix + name)
}

/** Renames all uses of a name in a file; if a line has several, only where it is imported. */
function renameIn(file: string, name: string, by: string, { textOf }: ProjectSources): Edit[] {
  const word = new RegExp(`\\b${escapeRegExp(name)}\\b`, 'g')
  const lines = (textOf(file) ?? '').split('\n')
  const uses = lines.flatMap((line, index) => {
    const count = line.match(word)?.length ?? 0
    return count === 0 ? [] : [{ line, index, count, isUnique: line.split(name).length === 2 }]
  })
  if (uses.every(({ isUnique }) => isUnique))
    return uses.map(({ index }) => ({ kind: 'replace', file, line: index + 1, text: name, by }))
  const imported = uses.find(({ line, isUnique }) => isUnique && /^\s*from\s/.test(line))
  return imported === undefined
    ? []
    : [{ kind: 'replace', file, line: imported.index + 1, text: name, by: `${by} as ${name}` }]
}

function renameModuleIn(file: string, name: string, by: string, { textOf }: ProjectSources): Edit[] {
  return (textOf(file) ?? '').split('\n').flatMap((line, index): Edit[] => {
    const isImport = new RegExp(`^\\s*(?:from|import)\\s+${escapeRegExp(name)}\\b`).test(line)
    return isImport && line.split(name).length === 2
      ? [{ kind: 'replace', file, line: index + 1, text: name, by }]
      : []
  })
}
