import { isStringArray } from '../../../config/toml.ts'
import { valueAt } from '../../../project/project.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf, FindingOf } from './candidates-of.ts'
import { append, deleteSetting } from './edits.ts'
import { licenseExpressionEdits, requirementEdits } from './license-settings.ts'
import { inPyproject, inSetupCfg } from './project-paths.ts'

type Facts = FindingOf<'build-deprecated'>['facts']

/** Candidates for settings with a known replacement. */
export const buildDeprecated: CandidatesOf<'build-deprecated'> = ({ facts }, sources) => {
  const { message, setting } = facts
  if (/^license in \[project\]$/.test(setting ?? '') || /license classifiers/i.test(message))
    return expressLicense(sources)
  if (/license-files in \[tool\.setuptools\]/.test(setting ?? '')) return moveLicenseFiles(sources)
  if (/sdist-include in \[tool\.maturin\]/.test(setting ?? '')) return moveSdistInclude(sources)
  if (
    /\bbdist_wheel\.universal\b/.test(message) &&
    sources.project.setupCfg.get('bdist_wheel')?.has('universal')
  )
    return [
      {
        summary: 'Delete the setting universal.',
        edits: [deleteSetting(inSetupCfg(sources, 'bdist_wheel', 'universal'))],
      },
    ]
  return renameKey(facts)
}

function expressLicense(sources: ProjectSources): Candidate[] {
  const edits = licenseExpressionEdits(sources)
  return edits === undefined || edits.length === 0
    ? []
    : [{ summary: 'Set the license to an SPDX expression (PEP 639).', edits }]
}

function moveLicenseFiles(sources: ProjectSources): Candidate[] {
  const from = inPyproject(sources, 'tool', 'setuptools', 'license-files')
  const files = valueAt(sources.project, from.path)
  const requirement = requirementEdits(sources)
  if (!isStringArray(files) || requirement === undefined) return []
  const moved = append(inPyproject(sources, 'project', 'license-files'), files)
  return [
    { summary: 'Move license-files to [project].', edits: [deleteSetting(from), moved, ...requirement] },
  ]
}

function moveSdistInclude(sources: ProjectSources): Candidate[] {
  const from = inPyproject(sources, 'tool', 'maturin', 'sdist-include')
  const paths = valueAt(sources.project, from.path)
  if (!isStringArray(paths)) return []
  const items = paths.map((path) => ({ path, format: 'sdist' }))
  const moved = append(inPyproject(sources, 'tool', 'maturin', 'include'), items)
  return [{ summary: 'Move sdist-include to include.', edits: [deleteSetting(from), moved] }]
}

/** Corrects the name of a key of setup.cfg: `description-file`, `license_file`. */
function renameKey({ message, advice, place }: Facts): Candidate[] {
  const [, file, line] = /^(.*setup\.cfg):(\d+)$/.exec(place ?? '') ?? []
  if (file === undefined) return []
  const [, key] = /Invalid (?:dash-separated|uppercase) key '([^']+)'/.exec(`${message} ${advice}`) ?? []
  const isLicense = /\blicense_file\b/.test(message)
  const [text, by] =
    key !== undefined
      ? [key, key.replaceAll('-', '_').toLowerCase()]
      : isLicense
        ? ['license_file', 'license_files']
        : []
  if (text === undefined || by === undefined) return []
  return [
    { summary: `Rename ${text} to ${by}.`, edits: [{ kind: 'replace', file, line: Number(line), text, by }] },
  ]
}
