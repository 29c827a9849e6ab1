import { valid } from '@renovatebot/pep440'
import { table } from '../../../config/toml.ts'
import { fileOf, valueAt } from '../../../project/project.ts'
import type { Candidate, SettingValue } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { argumentIn } from './backends/setuptools-configuration.ts'
import { deleteSetting, type SettingPlace, set } from './edits.ts'
import { correctedRequirements } from './invalid-requirements.ts'
import { licenseIdentifier } from './license-names.ts'
import { inPyproject, inSetupCfg, inSetupPy, projectFiles } from './project-paths.ts'
import { similarNames } from './similar-names.ts'

/** Corrects values that all build backends reject, if the message is about them. */
export function correctedSettings(message: string, sources: ProjectSources): Candidate[] {
  return [
    ...(/project\.(urls|scripts|gui-scripts)/.test(message) ? misplacedKeys(sources) : []),
    ...(/requires-python|specifier/i.test(message) ? requiresPython(sources) : []),
    ...(/specifier|requirement|dependenc|PEP 508|project\./i.test(message)
      ? correctedRequirements(sources)
      : []),
    ...(/licen[cs]e/i.test(message) ? [...license(sources), ...licenseFile(sources)] : []),
    ...(/\bname\b/i.test(message) ? name(sources) : []),
    ...(/readme|description file/i.test(message) ? readme(sources) : []),
    ...(/version/i.test(message) ? version(sources) : []),
  ]
}

/** Keys of `[project]` that are lists or tables; below `[project.urls]` they belong to that table (TOML). */
const LISTS = [
  'dependencies',
  'classifiers',
  'keywords',
  'authors',
  'maintainers',
  'dynamic',
  'license-files',
]

/** Moves a list of `[project]` out of a table in which it was placed by mistake. */
function misplacedKeys(sources: ProjectSources): Candidate[] {
  const { project } = sources
  const found = ['urls', 'scripts', 'gui-scripts'].flatMap((name) =>
    Object.entries(table(valueAt(project, ['project', name])))
      .filter(([key, value]) => LISTS.includes(key) && Array.isArray(value))
      .map(([key, value]) => ({ name, key, value: value as SettingValue })),
  )
  const isFree = found.every(({ key }) => valueAt(project, ['project', key]) === undefined)
  return found.length === 0 || !isFree
    ? []
    : [
        {
          summary: `Move ${found.map(({ key }) => key).join(', ')} to [project].`,
          edits: found.flatMap(({ name, key, value }) => [
            deleteSetting(inPyproject(sources, 'project', name, key)),
            set(inPyproject(sources, 'project', key), value),
          ]),
        },
      ]
}

/** A name without spaces and other characters (PEP 508). */
function name(sources: ProjectSources): Candidate[] {
  const place = inPyproject(sources, 'project', 'name')
  const value = valueAt(sources.project, place.path)
  if (typeof value !== 'string') return []
  const by = value.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^[._-]+|[._-]+$/g, '')
  return by === value || by === ''
    ? []
    : [{ summary: `Set the distribution name to ${by}.`, edits: [set(place, by)] }]
}

/** `>=3.9` for `3.9`, `=>3.9` and `^3.9`. */
function requiresPython(sources: ProjectSources): Candidate[] {
  const place = inPyproject(sources, 'project', 'requires-python')
  const value = valueAt(sources.project, place.path)
  if (typeof value !== 'string') return []
  const by = value
    .replace(/\s+and\s+/g, ',')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => one.replace(/^=([<>])/, '$1=').replace(/^\^|^=?(?=\d)/, '>='))
    .join(',')
  return by === value.replaceAll(/\s*,\s*/g, ',')
    ? []
    : [{ summary: `Set requires-python to ${by}.`, edits: [set(place, by)] }]
}

/** The SPDX identifier of a license's usual name. */
function license(sources: ProjectSources): Candidate[] {
  const place = inPyproject(sources, 'project', 'license')
  const value = valueAt(sources.project, place.path)
  const identifier = typeof value === 'string' ? licenseIdentifier(value) : undefined
  return identifier === undefined || identifier === value
    ? []
    : [{ summary: `Set the license to ${identifier} (SPDX).`, edits: [set(place, identifier)] }]
}

/** A license file that exists. */
function licenseFile(sources: ProjectSources): Candidate[] {
  const place = inPyproject(sources, 'project', 'license', 'file')
  const value = valueAt(sources.project, place.path)
  const files = projectFiles(sources)
  if (typeof value !== 'string' || files.includes(value)) return []
  const names = files.filter((one) => /^(licen[cs]e|copying|unlicense)([.-][\w.-]+)?$/i.test(one))
  return names.map((name) => ({ summary: `Set the license file to ${name}.`, edits: [set(place, name)] }))
}

/** A README that exists. */
function readme(sources: ProjectSources): Candidate[] {
  const isOfPoetry = valueAt(sources.project, ['project', 'readme']) === undefined
  const path = isOfPoetry ? ['tool', 'poetry', 'readme'] : ['project', 'readme']
  const place = inPyproject(sources, ...path)
  const value = valueAt(sources.project, place.path)
  const inTable = inPyproject(sources, ...path, 'file')
  const file = typeof value === 'string' ? value : valueAt(sources.project, inTable.path)
  const files = projectFiles(sources)
  if (typeof file !== 'string' || files.includes(file)) return []
  const readmes = files.filter((one) => /^readme(\.\w+)?$/i.test(one))
  const names = [...new Set([...readmes, ...similarNames(file, files)])]
  return names.map((name) => ({
    summary: `Set the README to ${name}.`,
    edits: [set(typeof value === 'string' ? place : inTable, name)],
  }))
}

/** The version in the settings, and where it is. */
function statedVersion(sources: ProjectSources): { place: SettingPlace; value: string } | undefined {
  const { project, textOf } = sources
  const inCfg = project.setupCfg.get('metadata')?.get('version')
  const inPython = argumentIn(textOf(fileOf(project, 'setup.py')) ?? '', 'version') ?? ''
  const places = [
    ...[
      ['project', 'version'],
      ['tool', 'poetry', 'version'],
    ].map((path) => ({
      place: inPyproject(sources, ...path),
      value: valueAt(project, path),
    })),
    {
      place: inSetupCfg(sources, 'metadata', 'version'),
      value: inCfg === undefined || /^(attr|file):/.test(inCfg) ? undefined : inCfg,
    },
    { place: inSetupPy(sources, 'version'), value: /^(["'])(.*)\1$/.exec(inPython)?.[2] },
  ]
  return places.find((one): one is { place: SettingPlace; value: string } => typeof one.value === 'string')
}

/** A version that PEP 440 allows: `1.0.0rc1` for `1.0.0-rc-1`; otherwise the user has to choose one. */
function version(sources: ProjectSources): Candidate[] {
  const found = statedVersion(sources)
  if (found === undefined || valid(found.value) !== null) return []
  const { place, value } = found
  const plain = value
    .trim()
    .replace(/^version\s*|^release[-\s]*/i, '')
    .replace(/\.x$/, '.0')
    .replaceAll(/[\s_]+/g, '-')
    .replace(/-?(snapshot|nightly)$/i, '.dev0')
    .replace(/^(\d[\d.]*)[-.]?(alpha|beta|rc|dev|post)[-.]?(\d+)$/i, '$1.$2$3')
  return valid(plain) === null
    ? [{ summary: 'Choose a version.', edits: [set(place, '0.1.0')], suggestion: 'decision' }]
    : [{ summary: `Set the version to ${plain}.`, edits: [set(place, plain)] }]
}
