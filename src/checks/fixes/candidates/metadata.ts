import { isStringArray, table } from '../../../config/toml.ts'
import { fileOf, valueAt } from '../../../project/project.ts'
import { isLocalReference, parseRequirement } from '../../../python/requirement.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf, FindingOf } from './candidates-of.ts'
import { changeClassifiers } from './classifiers.ts'
import { declaredRequirements } from './declared-requirements.ts'
import { append, deleteSetting, remove, replaceItem, set } from './edits.ts'
import { licenseExpressionEdits } from './license-settings.ts'
import { lockedVersion } from './locked-versions.ts'
import { inPyproject, inSetupCfg, inSetupPy } from './project-paths.ts'
import { similarNames } from './similar-names.ts'

type Invalid = FindingOf<'metadata-invalid'>

/** Lists the ignored fields in `dynamic`. */
export const metadataIgnored: CandidatesOf<'metadata-ignored'> = ({ facts }, sources) => {
  const declared = stringsOf(sources, ['project', 'dynamic'])
  const fields = facts.dynamic.filter((field) => !declared.includes(field))
  return fields.length === 0
    ? []
    : [
        {
          summary: `Add ${fields.join(', ')} to dynamic.`,
          edits: [append(inPyproject(sources, 'project', 'dynamic'), fields)],
        },
      ]
}

/** Corrects metadata that PyPI or the specifications reject. */
export const metadataInvalid: CandidatesOf<'metadata-invalid'> = (finding, sources) =>
  BY_KIND[finding.facts.kind]?.(finding, sources) ?? []

const BY_KIND: Readonly<Record<string, (finding: Invalid, sources: ProjectSources) => Candidate[]>> = {
  'pyproject-misspelled-key': renamedKey,
  'pyproject-unknown-key': deletedKey,
  'pyproject-dynamic': staticField,
  'pyproject-invalid': correctedValue,
  classifier: correctedClassifier,
  'classifier-python': outdatedClassifiers,
  'direct-url': releasedDependency,
  license: (_, sources) =>
    withEdits('Set the license to an SPDX expression (PEP 639).', licenseExpressionEdits(sources)),
  url: completeUrl,
  'readme-type': readmeType,
  'license-file': ({ facts }, sources) =>
    facts.value === null || sources.project.pyproject.project === undefined
      ? []
      : [
          {
            summary: `Add ${facts.value} to license-files.`,
            edits: [append(inPyproject(sources, 'project', 'license-files'), [facts.value])],
          },
        ],
}

function withEdits(summary: string, edits: readonly Edit[] | undefined): Candidate[] {
  return edits === undefined || edits.length === 0 ? [] : [{ summary, edits }]
}

function stringsOf({ project }: ProjectSources, path: readonly string[]): readonly string[] {
  const value = valueAt(project, path)
  return isStringArray(value) ? value : []
}

/** The keys in `"url" in [project]`. */
function keysIn({ problem }: Invalid['facts']): string[] | undefined {
  const [, key, parent] = /"([^"]+)" in \[([^\]]+)\]/.exec(problem) ?? []
  return key === undefined || parent === undefined ? undefined : [...parent.split('.'), key]
}

function renamedKey({ facts, where }: Invalid, { textOf }: ProjectSources): Candidate[] {
  const { field, value } = facts
  const line = where?.line === undefined ? undefined : textOf(where.file)?.split('\n')[where.line - 1]
  if (where?.line === undefined || value === null || line?.split(field).length !== 2) return []
  const edit: Edit = { kind: 'replace', file: where.file, line: where.line, text: field, by: value }
  return [{ summary: `Rename ${field} to ${value}.`, edits: [edit] }]
}

/** An unknown key may belong to another table. */
function deletedKey({ facts }: Invalid, sources: ProjectSources): Candidate[] {
  const path = keysIn(facts)
  return path === undefined || valueAt(sources.project, path) === undefined
    ? []
    : [
        {
          summary: `Delete ${facts.field}, which has no effect.`,
          edits: [deleteSetting(inPyproject(sources, ...path))],
          suggestion: 'decision',
        },
      ]
}

function staticField({ facts }: Invalid, sources: ProjectSources): Candidate[] {
  const { field } = facts
  const isListed = stringsOf(sources, ['project', 'dynamic']).includes(field)
  return isListed
    ? [
        {
          summary: `Remove ${field} from dynamic: its value is static.`,
          edits: [remove(inPyproject(sources, 'project', 'dynamic'), [field])],
        },
      ]
    : []
}

/** A dependency group that includes a missing group. */
function correctedValue({ facts }: Invalid, sources: ProjectSources): Candidate[] {
  const [, missing] = /includes the group "([^"]+)", which does not exist/.exec(facts.problem) ?? []
  if (missing === undefined) return []
  const groups = table(sources.project.pyproject['dependency-groups'])
  const including = Object.entries(groups).filter(
    ([, items]) => Array.isArray(items) && items.some((item) => table(item)['include-group'] === missing),
  )
  const item = { 'include-group': missing }
  return including.flatMap(([group]) => {
    const place = inPyproject(sources, 'dependency-groups', group)
    const similar = similarNames(
      missing,
      Object.keys(groups).filter((one) => one !== group),
    )
    return [
      ...similar.map((name) => ({
        summary: `Include the group ${name}.`,
        edits: [replaceItem(place, item, { 'include-group': name })],
      })),
      { summary: `Remove the group ${missing}, which does not exist.`, edits: [remove(place, [item])] },
    ]
  })
}

/** The message names the closest classifier, or the replacements of a deprecated one. */
function correctedClassifier({ facts }: Invalid, sources: ProjectSources): Candidate[] {
  const { value, problem } = facts
  if (value === null) return []
  const [, hint = ''] = /\(closest match: (.+)\)$|; use (.+)$/.exec(problem)?.filter(Boolean) ?? []
  const replacements = [...hint.matchAll(/'([^']+)'|"([^"]+)"/g)].map(
    ([, single, double]) => single ?? double,
  )
  return [...replacements, undefined].flatMap((by) =>
    withEdits(
      by === undefined ? `Delete the classifier ${value}.` : `Use the classifier ${by}.`,
      changeClassifiers([value], by, sources),
    ),
  )
}

/** The classifiers of Pythons that Requires-Python excludes. */
function outdatedClassifiers({ facts }: Invalid, sources: ProjectSources): Candidate[] {
  const [, list = ''] = /classifiers for Python (.+), which its/.exec(facts.problem) ?? []
  const versions = list.match(/\d+(\.\d+)?/g) ?? []
  const classifiers = versions.map((version) => `Programming Language :: Python :: ${version}`)
  return withEdits(
    `Delete the classifiers of Python ${list}.`,
    changeClassifiers(classifiers, undefined, sources),
  )
}

/** A release on the index instead of a URL: it may lack required changes. */
function releasedDependency({ facts }: Invalid, sources: ProjectSources): Candidate[] {
  const requirement = parseRequirement(facts.value ?? '')
  if (requirement === undefined) return []
  const locked = lockedVersion(requirement.name, sources)
  const specifier = locked === undefined ? '' : `>=${locked}`
  const edits = declaredRequirements(sources)
    .filter(({ name }) => name === requirement.name)
    .flatMap(({ released }) => released?.(specifier) ?? [])
  const isMember = isLocalReference(facts.value ?? '')
  const isUv = /^\s*\[tool\.uv\.workspace\]/m.test(sources.textOf('pyproject.toml') ?? '')
  const source =
    isMember && isUv
      ? [set(inPyproject(sources, 'tool', 'uv', 'sources', requirement.name), { workspace: true })]
      : []
  return edits.length === 0
    ? []
    : [
        {
          summary: `Require a release of ${requirement.name} instead of a direct reference.`,
          edits: [...edits, ...source],
          suggestion: 'decision',
        },
      ]
}

/** `https://` before the address of a host. */
function completeUrl({ facts }: Invalid, sources: ProjectSources): Candidate[] {
  const { value } = facts
  if (value === null) return []
  if (!/^[\w-]+(\.[\w-]+)+([/:?#].*)?$/.test(value)) return deletedUrl(value, sources)
  const { project, textOf } = sources
  const files = ['pyproject.toml', 'setup.cfg', 'setup.py'].map((name) => fileOf(project, name))
  for (const file of files) {
    const lines = (textOf(file) ?? '').split('\n')
    const line = lines.findIndex(
      (one) => /url|home|project/i.test(lines.join('\n')) && one.split(value).length === 2,
    )
    if (line >= 0)
      return [
        {
          summary: 'Add https:// to the URL.',
          edits: [{ kind: 'replace', file, line: line + 1, text: value, by: `https://${value}` }],
        },
      ]
  }
  return []
}

/** Text in place of an address, such as `TODO`. */
function deletedUrl(value: string, sources: ProjectSources): Candidate[] {
  const tables = [
    ['project', 'urls'],
    ['tool', 'poetry', 'urls'],
  ]
  const edits = tables.flatMap((path) =>
    Object.entries(table(valueAt(sources.project, path)))
      .filter(([, url]) => url === value)
      .map(([label]) => deleteSetting(inPyproject(sources, ...path, label))),
  )
  return edits.length === 0 ? [] : [{ summary: 'Delete the invalid URL.', edits }]
}

const CONTENT_TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.(md|markdown)$/i, 'text/markdown'],
  [/\.rst$/i, 'text/x-rst'],
  [/\.txt$/i, 'text/plain'],
]

/** Declares the content type that the name of the README has. */
function readmeType(_: Invalid, sources: ProjectSources): Candidate[] {
  const { project, files, textOf } = sources
  const readme = table(project.pyproject.project).readme
  const inProject = files
    .filter((file) => /(^|\/)readme\.\w+$/i.test(file))
    .sort((a, b) => a.length - b.length)
  const setupCfg = project.setupCfg.get('metadata')
  const setupPy = textOf(fileOf(project, 'setup.py')) ?? ''
  const opened = /["']([^"']*readme\.\w+)["']/i.exec(setupCfg?.get('long_description') ?? setupPy)?.[1]
  const declared = /^file:\s*([^,\s]+)/.exec(setupCfg?.get('long_description') ?? '')?.[1]
  const file = declared ?? opened ?? inProject[0] ?? ''
  const type = CONTENT_TYPES.find(([pattern]) => pattern.test(file))?.[1]
  if (type === undefined || type === 'text/x-rst') return []
  const summary = `Set the content type of the README to ${type}.`
  if (readme !== undefined) {
    const path =
      typeof readme === 'string' ? undefined : inPyproject(sources, 'project', 'readme', 'content-type')
    return path === undefined ? [] : [{ summary, edits: [set(path, type)] }]
  }
  if (setupCfg?.has('long_description'))
    return [{ summary, edits: [set(inSetupCfg(sources, 'metadata', 'long_description_content_type'), type)] }]
  return setupPy.includes('long_description')
    ? [{ summary, edits: [set(inSetupPy(sources, 'long_description_content_type'), type)] }]
    : []
}

/** Allows a range of versions, for what a lock file pins. */
export const pinnedDependency: CandidatesOf<'dependency-pinned'> = ({ facts }, sources) => {
  const names = facts.pins.flatMap((pin) => parseRequirement(pin)?.name ?? [])
  const edits = declaredRequirements(sources)
    .filter(({ name, extra }) => extra === undefined && names.includes(name))
    .flatMap((one) => one.withSpecifiers((all) => all.map((text) => text.replace(/^={2,3}/, '>='))) ?? [])
  return edits.length === 0 ? [] : [{ summary: 'Allow later versions.', edits, suggestion: 'decision' }]
}
