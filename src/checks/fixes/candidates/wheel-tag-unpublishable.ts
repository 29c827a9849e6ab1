import { table } from '../../../config/toml.ts'
import { valueAt } from '../../../project/project.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { deleteSetting, type SettingPlace, set } from './edits.ts'
import { inPyproject, inSetupCfg } from './project-paths.ts'

/** Candidates for platform and ABI tags that settings of setuptools choose. */
export const wheelTagUnpublishable: CandidatesOf<'wheel-tag-unpublishable'> = ({ facts }, sources) => {
  const { problem, policy, needs } = facts
  if (problem === 'abi') return raiseLimitedApi(needs, sources)
  const platform = optionOf('plat_name', sources)
  if (platform === undefined) return []
  const isPure = !sources.wheelFiles.some((path) => /\.(so|pyd|dylib|dll)$/.test(path))
  if (isPure)
    return [{ summary: 'Delete the platform tag setting of the wheel.', edits: [deleteSetting(platform)] }]
  return policy === null || policy.startsWith('linux_')
    ? []
    : [
        {
          summary: 'Set the platform tag that the extension modules require.',
          edits: [set(platform, policy)],
        },
      ]
}

/** The place of an option of `bdist_wheel`, if it is set. */
function optionOf(name: string, sources: ProjectSources): SettingPlace | undefined {
  const { project } = sources
  const names = [name, name.replaceAll('_', '-')]
  const inCfg = names.find((one) => project.setupCfg.get('bdist_wheel')?.has(one))
  if (inCfg !== undefined) return inSetupCfg(sources, 'bdist_wheel', inCfg)
  const options = table(valueAt(project, ['tool', 'distutils', 'bdist_wheel']))
  const inToml = names.find((one) => options[one] !== undefined)
  return inToml === undefined ? undefined : inPyproject(sources, 'tool', 'distutils', 'bdist_wheel', inToml)
}

/** Raises the stable ABI to the Python that has all symbols: Requires-Python and Py_LIMITED_API depend on it. */
function raiseLimitedApi(needs: readonly string[], sources: ProjectSources): Candidate[] {
  const place = optionOf('py_limited_api', sources)
  const minors = needs.map((need) => Number(/\(3\.(\d+)\)$/.exec(need)?.[1]))
  if (place === undefined || minors.length === 0 || minors.some(Number.isNaN)) return []
  const tag = `cp3${Math.max(...minors)}`
  return [{ summary: `Raise the stable ABI to ${tag}.`, edits: [set(place, tag)], suggestion: 'decision' }]
}
