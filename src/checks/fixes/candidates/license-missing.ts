import { table } from '../../../config/toml.ts'
import { valueAt } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { backendOf } from './backends/index.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { append, type SettingPlace } from './edits.ts'
import { withoutExclusions } from './exclusions.ts'
import { licenseExpressionEdits, requirementEdits } from './license-settings.ts'
import { inProject, inPyproject, inSetupCfg, inSetupPy } from './project-paths.ts'

/** Candidates for license files that a distribution lacks (PEP 639). */
export const licenseMissing: CandidatesOf<'license-missing'> = ({ facts }, sources) => {
  const files = facts.paths.map((path) => inProject(sources, path))
  const named = nameFiles(files, facts.configuration, sources)
  const inSdist = facts.artifacts.includes('sdist') ? backendOf(sources).includeInSdist(files, sources) : []
  const included = facts.artifacts.includes('wheel') ? [...named, ...inSdist] : [...inSdist, ...named]
  const excluded = files.map((file) => ({ file, installed: undefined }))
  return withoutExclusions(excluded, included, sources)
}

function nameFiles(
  files: readonly string[],
  configuration: 'pyproject.toml' | 'setup.cfg' | 'setup.py',
  sources: ProjectSources,
): Candidate[] {
  const named = (place: SettingPlace, edits: Candidate['edits'] = []): Candidate => ({
    summary: 'Add the license files to the license settings.',
    edits: [...edits, append(place, files)],
  })
  switch (configuration) {
    case 'setup.cfg':
      return [named(inSetupCfg(sources, 'metadata', 'license_files'))]
    case 'setup.py':
      return sources.project.setupCfg.has('metadata')
        ? [
            named(inSetupPy(sources, 'license_files')),
            named(inSetupCfg(sources, 'metadata', 'license_files')),
          ]
        : [named(inSetupPy(sources, 'license_files'))]
    case 'pyproject.toml':
      return nameInPyproject(named, sources)
  }
}

function nameInPyproject(
  named: (place: SettingPlace, edits?: Candidate['edits']) => Candidate,
  sources: ProjectSources,
): Candidate[] {
  const { project } = sources
  const place = inPyproject(sources, 'project', 'license-files')
  const legacy = table(valueAt(project, place.path))
  const key = ['paths', 'globs'].find((one) => legacy[one] !== undefined)
  if (key !== undefined) return [named(inPyproject(sources, ...place.path, key))]
  const isTable = typeof valueAt(project, ['project', 'license']) === 'object'
  const edits = isTable ? licenseExpressionEdits(sources) : requirementEdits(sources)
  const older =
    backendName(sources) === 'setuptools'
      ? [named(inPyproject(sources, 'tool', 'setuptools', 'license-files'))]
      : []
  // License-files cannot be combined with a table for the license.
  return [...(edits === undefined ? [] : [named(place, edits)]), ...older]
}
