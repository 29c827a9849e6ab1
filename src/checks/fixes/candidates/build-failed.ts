import { fileOf, pyprojectOf } from '../../../project/project.ts'
import { isTestPath } from '../../../project/test-paths.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { includeAbsentFile } from './absent-file.ts'
import { correctedSettings } from './build-settings.ts'
import { correctedBuildRequirements, namedBackend, requiredInBuild, requiredPlugin } from './build-system.ts'
import type { CandidatesOf, FindingOf } from './candidates-of.ts'
import { changeClassifiers, declaredClassifiers } from './classifiers.ts'
import { replaceItem, set } from './edits.ts'
import { describedModule, initializedPackage, versionedModule } from './module-requirements.ts'
import { namedSetting } from './named-setting.ts'
import { includedPackages } from './packages-not-found.ts'
import { inPyproject, nameOf, projectFiles } from './project-paths.ts'
import { similarNames } from './similar-names.ts'
import { addedVersion, namedVersionSource } from './version-source.ts'
import { fetchAllTags } from './workflow.ts'

type Facts = FindingOf<'build-failed'>['facts']

/** Corrects, deletes or replaces the setting in the message of a build backend. */
export const buildFailed: CandidatesOf<'build-failed'> = (finding, sources) => {
  const { facts } = finding
  const { step, absent, treeBuilds, problem, words } = facts
  if (step === 'build requirements') return correctedBuildRequirements(words.join('\n'), sources)
  if (absent !== null || treeBuilds) return includeAbsentFile(finding, sources)
  if (problem === 'compiler') return []
  const message = words.join('\n')
  const misspelled = renamedToolTable(sources)
  if (misspelled.length > 0) return misspelled
  const known = ofMessage(message, facts, sources)
  if (known.length > 0) return known
  return [...ofSetting(facts, sources), ...includedPackages(facts, sources)]
}

/** A path in setup.py that does not exist, where a file of the same name does. */
function movedPathInSetupPy(message: string, sources: ProjectSources): Candidate[] {
  const { project, textOf } = sources
  const [, path = ''] = /No such file or directory: '([^']+)'/.exec(message) ?? []
  const file = fileOf(project, 'setup.py')
  const lines = (textOf(file) ?? '').split('\n')
  const line = lines.findIndex((one) => one.split(path).length === 2)
  return path === '' || line < 0 || projectFiles(sources).includes(path)
    ? []
    : projectFiles(sources)
        .filter((one) => nameOf(one) === nameOf(path) && !isTestPath(one))
        .slice(0, 2)
        .map((by) => ({
          summary: `Replace ${path} with ${by}.`,
          edits: [{ kind: 'replace', file, line: line + 1, text: path, by }],
        }))
}

/** `[tools.setuptools]`, a misspelled table. */
function renamedToolTable({ project, textOf }: ProjectSources): Candidate[] {
  const file = pyprojectOf(project)
  const edits = (textOf(file) ?? '').split('\n').flatMap((line, index): Edit[] => {
    const [text] = /^\s*\[+\s*tools\./.exec(line) ?? []
    return text === undefined || line.split(text).length !== 2
      ? []
      : [{ kind: 'replace', file, line: index + 1, text, by: text.replace('tools', 'tool') }]
  })
  return edits.length === 0 ? [] : [{ summary: 'Rename the [tools.*] tables to [tool.*].', edits }]
}

/** Messages that contain the correction. */
function ofMessage(message: string, facts: Facts, sources: ProjectSources): Candidate[] {
  const [, expected] = /Expected a Python module at: `?([^`\s]+)/.exec(message) ?? []
  if (expected !== undefined)
    return [...initializedPackage(expected, sources), ...includedPackages(facts, sources)]
  if (facts.problem === 'several packages' || facts.problem === 'no package')
    return includedPackages(facts, sources)
  if (facts.problem === 'superseded') return withoutLicenseClassifiers(sources)
  const [, classifier] = /Unknown classifier[^:]*:\s*(.+?)\s*$/m.exec(message) ?? []
  if (classifier !== undefined) return withoutClassifier(classifier.replace(/^['"`]|['"`.]$/g, ''), sources)
  if (/unable to detect version|Error getting the version from source `vcs`/.test(message))
    return withoutHistory(message, sources)
  if (/without (a )?docstring|docstring .*(?:empty|missing)/i.test(message))
    return describedModule(message, sources)
  if (/without a version string/.test(message)) return versionedModule(sources)
  return [
    ...namedBackend(message, sources),
    ...requiredPlugin(message, sources),
    ...requiredInBuild(message, sources),
    ...movedPathInSetupPy(message, sources),
    ...addedVersion(message, sources),
    ...namedVersionSource(message, sources),
    ...correctedSettings(message, sources),
  ]
}

/** Corrects or deletes the setting that the message names. */
function ofSetting(facts: Facts, sources: ProjectSources): Candidate[] {
  const { problem, named, setting } = facts
  const found = namedSetting(facts, sources)
  if (found === undefined) return []
  const { path, value, deleted } = found
  const place = inPyproject(sources, ...path)
  const isItem = named !== null && Array.isArray(value) && value.includes(named)
  const similar =
    named !== null && problem === 'missing' && (isItem || value === named) ? similarPaths(named, sources) : []
  const corrected = similar.slice(0, 2).map((by) => ({
    summary: `Replace ${named} with ${by}.`,
    edits: [isItem ? replaceItem(place, named, by) : set(place, by)],
  }))
  const renamed = problem === 'unknown' ? renamedKey(facts) : []
  const isDeletable = problem === 'missing' || problem === 'duplicate' || problem === 'unknown'
  const isListed = named !== null && Array.isArray(value)
  const summary = isListed ? `Delete ${JSON.stringify(named)} from ${path.at(-1)}.` : `Delete ${setting}.`
  return [...corrected, ...renamed, ...(isDeletable ? [{ summary, edits: [deleted] }] : [])]
}

/** The keys of `[project]` (PEP 621, PEP 639). */
const PROJECT_KEYS = [
  'name',
  'version',
  'description',
  'readme',
  'requires-python',
  'license',
  'license-files',
  'authors',
  'maintainers',
  'keywords',
  'classifiers',
  'urls',
  'scripts',
  'gui-scripts',
  'entry-points',
  'dependencies',
  'optional-dependencies',
  'dynamic',
]

/** The key of `[project]` that a misspelled one resembles. */
function renamedKey({ setting, named, place }: Facts): Candidate[] {
  const [, file, line] = /^(.+):(\d+)$/.exec(place ?? '') ?? []
  if (named === null || file === undefined || setting?.endsWith(' in [project]') !== true) return []
  return similarNames(named, PROJECT_KEYS)
    .slice(0, 1)
    .map((by) => ({
      summary: `Rename ${named} to ${by}.`,
      edits: [{ kind: 'replace', file, line: Number(line), text: named, by }],
    }))
}

/** The tracked files and their directories that resemble a path, and the import packages that resemble a name. */
function similarPaths(named: string, sources: ProjectSources): string[] {
  const files = projectFiles(sources)
  const directories = files.flatMap((file) => {
    const parts = file.split('/').slice(0, -1)
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  })
  const isFile = /\.\w+$/.test(named)
  const all = isFile ? files : [...new Set(directories)]
  const packages = directories.map((path) => path.replace(/^src\//, '').replaceAll('/', '.'))
  const sameName = all.filter((path) => path.split('/').at(-1) === named.split('/').at(-1))
  return [...new Set([...sameName, ...similarNames(named, [...all, ...(isFile ? [] : packages)])])]
}

/** Classifiers of licenses, which a license expression supersedes (PEP 639). */
function withoutLicenseClassifiers(sources: ProjectSources): Candidate[] {
  const licenses = declaredClassifiers(sources).filter((one) => one.startsWith('License ::'))
  const edits = licenses.length === 0 ? undefined : changeClassifiers(licenses, undefined, sources)
  return edits === undefined ? [] : [{ summary: 'Delete the license classifiers.', edits }]
}

function withoutClassifier(classifier: string, sources: ProjectSources): Candidate[] {
  const edits = changeClassifiers([classifier], undefined, sources)
  return edits === undefined ? [] : [{ summary: `Delete the classifier ${classifier}.`, edits }]
}

/** The tool that computes the version needs the tags, which the copy cannot fetch, or a fallback version. */
function withoutHistory(message: string, sources: ProjectSources): Candidate[] {
  const path = message.includes('source `vcs`')
    ? ['tool', 'hatch', 'version', 'fallback-version']
    : ['tool', 'setuptools_scm', 'fallback_version']
  return [
    ...fetchAllTags(sources),
    {
      summary: 'Set a fallback version for builds without git history.',
      edits: [set(inPyproject(sources, ...path), '0.0.0')],
      suggestion: 'decision',
    },
  ]
}
