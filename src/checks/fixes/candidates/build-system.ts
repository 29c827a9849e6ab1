import { isStringArray } from '../../../config/toml.ts'
import { valueAt } from '../../../project/project.ts'
import { distributionOf } from '../../../python/distribution-names.ts'
import { normalizeName, parseRequirement } from '../../../python/requirement.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { append, replaceItem, set } from './edits.ts'
import { inPyproject, projectFiles } from './project-paths.ts'
import { similarNames } from './similar-names.ts'

/** A build requirement that no release satisfies, or whose name is misspelled. */
export function correctedBuildRequirements(message: string, sources: ProjectSources): Candidate[] {
  const place = inPyproject(sources, 'build-system', 'requires')
  const items = valueAt(sources.project, place.path)
  if (!isStringArray(items)) return []
  return items.flatMap((item) => {
    const requirement = parseRequirement(item)
    const name = requirement?.name
    const isNamed = name !== undefined && normalizeName(message).includes(name)
    if (name === undefined || !isNamed) return []
    const [similar] = BUILD_REQUIREMENTS.includes(name) ? [] : similarNames(name, BUILD_REQUIREMENTS)
    const summary = similar === undefined ? `Require any version of ${name}.` : `Require ${similar}.`
    const replaced =
      similar === undefined
        ? [item.replace(/\s*[<>=!~(].*$/s, '')]
        : [item.replace(/^\s*[\w.-]+/, similar), similar]
    return [...new Set(replaced)]
      .filter((by) => by !== item)
      .map((by) => ({ summary, edits: [replaceItem(place, item, by)] }))
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

/** The object that a requirement of the build provides as its backend. */
const BACKENDS: Readonly<Record<string, string>> = {
  setuptools: 'setuptools.build_meta',
  hatchling: 'hatchling.build',
  'flit-core': 'flit_core.buildapi',
  'poetry-core': 'poetry.core.masonry.api',
  'pdm-backend': 'pdm.backend',
  'uv-build': 'uv_build',
  maturin: 'maturin',
  'scikit-build-core': 'scikit_build_core.build',
  'meson-python': 'mesonpy',
}

/** Sets the build backend of a distribution in `build-system.requires`. */
export function namedBackend(message: string, sources: ProjectSources): Candidate[] {
  const place = inPyproject(sources, 'build-system', 'build-backend')
  const value = valueAt(sources.project, place.path)
  const [first = ''] = typeof value === 'string' ? value.split(':') : []
  if (
    first === '' ||
    !/Cannot import|BackendUnavailable|No module named/.test(message) ||
    !message.includes(first)
  )
    return []
  return sources.project.buildSystem.requires.flatMap((item) => {
    const by = BACKENDS[parseRequirement(item)?.name ?? '']
    return by === undefined || by === value
      ? []
      : [{ summary: `Set build-backend to ${by}.`, edits: [set(place, by)] }]
  })
}

/** The distributions with plugins of hatchling, by the names in its settings. */
const HATCH_PLUGINS: Readonly<Record<string, string>> = {
  vcs: 'hatch-vcs',
  'fancy-pypi-readme': 'hatch-fancy-pypi-readme',
  requirements_txt: 'hatch-requirements-txt',
  'jupyter-builder': 'hatch-jupyter-builder',
  'nodejs-version': 'hatch-nodejs-version',
  nodejs: 'hatch-nodejs-version',
  mypyc: 'hatch-mypyc',
  cython: 'hatch-cython',
  'build-scripts': 'hatch-build-scripts',
  'uv-dynamic-versioning': 'uv-dynamic-versioning',
  'regex-commit': 'hatch-regex-commit',
}

/** A plugin of hatchling that the settings name without a build requirement for it. */
export function requiredPlugin(message: string, sources: ProjectSources): Candidate[] {
  const [, name = ''] =
    /Unknown (?:version source|build hook|metadata hook|[\w ]*plugin)s?: ['"]?([\w-]+)/.exec(message) ?? []
  const distribution = HATCH_PLUGINS[name]
  const place = inPyproject(sources, 'build-system', 'requires')
  return distribution === undefined
    ? []
    : [{ summary: `Add ${distribution} to build-system.requires.`, edits: [append(place, [distribution])] }]
}

/** A distribution that setup.py or the backend imports, and that the build has to require (PEP 518). */
export function requiredInBuild(message: string, sources: ProjectSources): Candidate[] {
  const [, module] = /No module named '([\w.]+)'/.exec(message) ?? []
  const [top = ''] = module?.split('.') ?? []
  const { distribution, known } = distributionOf(top, { providers: {} })
  const isOwn = projectFiles(sources).some((file) => file.startsWith(`${top}/`) || file === `${top}.py`)
  if (top === '' || isOwn || !known) return []
  const place = inPyproject(sources, 'build-system', 'requires')
  const isDeclared = valueAt(sources.project, place.path) !== undefined
  const items = [...(isDeclared ? [] : ['setuptools']), distribution]
  return [{ summary: `Add ${distribution} to build-system.requires.`, edits: [append(place, items)] }]
}
