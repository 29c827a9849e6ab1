import { isTestPath } from '../../../project/test-paths.ts'
import { normalizeName } from '../../../python/requirement.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { backendOf } from './backends/index.ts'
import type { FindingOf } from './candidates-of.ts'
import { set } from './edits.ts'
import { namedSetting } from './named-setting.ts'
import { inPyproject, projectFiles } from './project-paths.ts'

type Facts = FindingOf<'build-failed'>['facts']

/** The import packages that belong in the wheel: the one with the name of the project, and then all. */
export function includedPackages(facts: Facts, sources: ProjectSources): Candidate[] {
  const { importPackages } = facts
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  const own = importPackages.filter(
    (path) => !/^(tests?|docs?|examples?|benchmarks?|scripts|tools)$/.test(nameOf(path)),
  )
  const plain = (name: string) => normalizeName(name).replaceAll('-', '')
  const named = own.filter((path) => plain(nameOf(path)) === plain(sources.project.name))
  const [first = own[0]] = named
  if (first === undefined) return [...includedModules(facts, sources), ...includedNamespace(facts, sources)]
  // What is set now finds no package; with several, it is left to the backend.
  const setting =
    facts.problem === 'missing' || facts.problem === 'no package' ? namedSetting(facts, sources) : undefined
  // A message may name the table of a setting that is not there.
  const isSelection = typeof setting?.value === 'string' || Array.isArray(setting?.value)
  const isOfBackend = setting?.path[0] === 'tool' && isSelection
  const deleted = isOfBackend ? [setting.deleted] : []
  const rest = isOfBackend ? { ...sources, project: setting.without } : sources
  const settings = backendOf(rest)
  const beside = own.filter(
    (path) => path.slice(0, -nameOf(path).length) === first.slice(0, -nameOf(first).length),
  )
  const several = beside.length > 1 ? [beside] : []
  return (named.length > 0 ? [[first], ...several] : [...several, [first]]).flatMap((packages) =>
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

/** The only package in a namespace package, for backends that name it: `demo/core` without `demo/__init__.py`. */
function includedNamespace({ problem }: Facts, sources: ProjectSources): Candidate[] {
  const files = new Set(projectFiles(sources))
  const packages = [...files].flatMap((file) => {
    const [, directory] = /^((?:src\/)?\w+\/\w[\w/]*)\/__init__\.py$/.exec(file) ?? []
    const outer = directory?.slice(0, directory.lastIndexOf('/'))
    return directory === undefined || isTestPath(file) || files.has(`${outer}/__init__.py`) ? [] : [directory]
  })
  const [only, ...others] = packages.filter((path) => path !== 'src' && /^(src\/)?\w+\/\w/.test(path))
  const named = only?.replace(/^src\//, '').replaceAll('/', '.')
  if (problem !== 'no package' || only === undefined || named === undefined || others.length > 0) return []
  const summary = 'Set the name of the import package.'
  switch (backendName(sources)) {
    case 'flit':
      return [{ summary, edits: [set(inPyproject(sources, 'tool', 'flit', 'module', 'name'), named)] }]
    case 'uv_build': {
      const table = ['tool', 'uv', 'build-backend']
      const root = only.startsWith('src/') ? [] : [set(inPyproject(sources, ...table, 'module-root'), '')]
      return [{ summary, edits: [set(inPyproject(sources, ...table, 'module-name'), named), ...root] }]
    }
    default:
      return []
  }
}

/** The modules that setuptools discovers beside each other. */
function includedModules({ words }: Facts, sources: ProjectSources): Candidate[] {
  const [, list = ''] =
    /Multiple top-level modules discovered in a flat-layout: \[(.*?)\]/.exec(words.join('\n')) ?? []
  const modules = [...list.matchAll(/'(\w+)'/g)].map(([, name]) => `${name}.py`)
  const own = modules.filter((file) => !/^(conftest|tasks|noxfile|fabfile|test_.*|.*_test)\.py$/.test(file))
  return own.length === 0 ? [] : [...backendOf(sources).includePackages(own, sources)]
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
