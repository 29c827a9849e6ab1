import { isStringArray } from '../../../config/toml.ts'
import { fileOf, valueAt } from '../../../project/project.ts'
import { normalizeName, parseRequirement } from '../../../python/requirement.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { includeAbsentFile } from './absent-file.ts'
import { backendOf } from './backends/index.ts'
import { correctedSettings } from './build-settings.ts'
import type { CandidatesOf, FindingOf } from './candidates-of.ts'
import { changeClassifiers, declaredClassifiers } from './classifiers.ts'
import { replaceItem, set } from './edits.ts'
import { namedSetting } from './named-setting.ts'
import { inPyproject, projectFiles } from './project-paths.ts'
import { similarNames } from './similar-names.ts'
import { fetchAllTags } from './workflow.ts'

type Facts = FindingOf<'build-failed'>['facts']

/** Corrects, deletes or replaces what the message of a build backend names. */
export const buildFailed: CandidatesOf<'build-failed'> = (finding, sources) => {
  const { facts } = finding
  const { step, absent, treeBuilds, problem, words } = facts
  if (step === 'build requirements') return correctedRequirements(words.join('\n'), sources)
  if (absent !== null || treeBuilds) return includeAbsentFile(finding, sources)
  if (problem === 'compiler') return []
  const message = words.join('\n')
  const known = ofMessage(message, facts, sources)
  if (known.length > 0) return known
  return [...ofSetting(facts, sources), ...includedPackages(facts, sources)]
}

/** Messages that say what to do. */
function ofMessage(message: string, facts: Facts, sources: ProjectSources): Candidate[] {
  const [, expected] = /Expected a Python module at: `?([^`\s]+)/.exec(message) ?? []
  if (expected !== undefined) return [...initialized(expected, sources), ...includedPackages(facts, sources)]
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
  return correctedSettings(message, sources)
}

/** A build requirement that no release satisfies, or whose name is misspelled. */
function correctedRequirements(message: string, sources: ProjectSources): Candidate[] {
  const place = inPyproject(sources, 'build-system', 'requires')
  const items = valueAt(sources.project, place.path)
  if (!isStringArray(items)) return []
  return items.flatMap((item) => {
    const requirement = parseRequirement(item)
    const name = requirement?.name
    const isNamed = name !== undefined && normalizeName(message).includes(name)
    if (name === undefined || !isNamed) return []
    const [similar] = BUILD_REQUIREMENTS.includes(name) ? [] : similarNames(name, BUILD_REQUIREMENTS)
    const by = similar ?? item.replace(/\s*[<>=!~(].*$/s, '')
    if (by === item) return []
    const summary = similar === undefined ? `Require any version of ${name}.` : `Require ${similar}.`
    return [{ summary, edits: [replaceItem(place, item, by)] }]
  })
}

const BUILD_REQUIREMENTS = [
  'setuptools',
  'setuptools-scm',
  'setuptools-rust',
  'wheel',
  'hatchling',
  'hatch-vcs',
  'hatch-fancy-pypi-readme',
  'flit-core',
  'poetry-core',
  'poetry-dynamic-versioning',
  'pdm-backend',
  'uv-build',
  'maturin',
  'scikit-build-core',
  'meson-python',
  'cython',
  'numpy',
  'pybind11',
  'cffi',
  'versioningit',
]

/** The import packages that belong in the wheel: the one with the name of the project, and then all. */
function includedPackages(facts: Facts, sources: ProjectSources): Candidate[] {
  const { importPackages } = facts
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  const own = importPackages.filter(
    (path) => !/^(tests?|docs?|examples?|benchmarks?|scripts|tools)$/.test(nameOf(path)),
  )
  const plain = (name: string) => normalizeName(name).replaceAll('-', '')
  const named = own.filter((path) => plain(nameOf(path)) === plain(sources.project.name))
  const [first = own[0]] = named
  if (first === undefined) return []
  // What is set now finds no package; with several, it is left to the backend.
  const setting =
    facts.problem === 'missing' || facts.problem === 'no package' ? namedSetting(facts, sources) : undefined
  const isOfBackend = setting?.path[0] === 'tool'
  const deleted = isOfBackend ? [setting.deleted] : []
  const rest = isOfBackend ? { ...sources, project: setting.without } : sources
  const settings = backendOf(rest)
  const beside = own.filter(
    (path) => path.slice(0, -nameOf(path).length) === first.slice(0, -nameOf(first).length),
  )
  return [[first], ...(beside.length > 1 ? [beside] : [])].flatMap((packages) =>
    settings.includePackages(packages, rest).flatMap((candidate) => {
      const edits = [...deleted, ...candidate.edits]
      const data = withData(packages, sources)
      return [
        { ...candidate, edits },
        ...data.map((added) => ({ ...candidate, edits: [...edits, ...added] })),
      ]
    }),
  )
}

/** The edits that include the data files of packages; setuptools includes only those that its settings name. */
function withData(packages: readonly string[], sources: ProjectSources): Edit[][] {
  const { backend } = sources.project.buildSystem
  if (!backend.startsWith('setuptools')) return []
  const edits = packages.flatMap((path): Edit[] => {
    const top = path.slice(path.lastIndexOf('/') + 1)
    const files = projectFiles(sources).filter((file) => file.startsWith(`${path}/`) && !/\.pyi?$/.test(file))
    const patterns = files.map((file) => file.slice(path.length + 1).replace(/[^/]+(\.\w+)$/, '*$1'))
    return patterns.length === 0
      ? []
      : [set(inPyproject(sources, 'tool', 'setuptools', 'package-data', top), [...new Set(patterns)])]
  })
  return edits.length === 0 ? [] : [edits]
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
    summary: `Name ${by}.`,
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

/** The tool that computes the version needs the tags, which no run here can fetch; or a version for when there are none. */
function withoutHistory(message: string, sources: ProjectSources): Candidate[] {
  const path = message.includes('source `vcs`')
    ? ['tool', 'hatch', 'version', 'fallback-version']
    : ['tool', 'setuptools_scm', 'fallback_version']
  return [
    ...fetchAllTags(sources),
    {
      summary: 'Give the version of builds without git history.',
      edits: [set(inPyproject(sources, ...path), '0.0.0')],
      isSuggestion: true,
    },
  ]
}

/** flit takes the summary from the docstring of the module, unless `description` is set. */
function describedModule(message: string, sources: ProjectSources): Candidate[] {
  const { project } = sources
  const [, path] = /\(([^()]+\.py)\)/.exec(message) ?? []
  const file = projectFiles(sources).find((one) => path?.replaceAll('\\', '/').endsWith(one))
  const text = file === undefined ? undefined : sources.textOf(fileOf(project, file))
  if (file === undefined || text === undefined) return []
  const edit = insertStatement(fileOf(project, file), `"""${project.name}."""`, text)
  return [{ summary: `Describe the package in the docstring of ${file}.`, edits: [edit], isSuggestion: true }]
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
function versionedModule(sources: ProjectSources): Candidate[] {
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
  return [{ summary: `Choose a version in ${file}.`, edits: [edit], isSuggestion: true }]
}

const OTHER_VERSION = /^(VERSION|version|_version|__VERSION__)\s*=\s*["']\d[^"']*["']/

/** Makes a package of a directory without `__init__.py`, or of a single module, which uv_build does not support. */
function initialized(expected: string, sources: ProjectSources): Candidate[] {
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
          summary: `Move ${directory}.py to ${path}, as uv_build ships only packages.`,
          edits: [
            { kind: 'create', file, text },
            { kind: 'delete', file: module },
          ],
        },
      ]
}
