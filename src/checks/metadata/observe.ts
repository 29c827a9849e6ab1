import { table } from '../../config/toml.ts'
import type { Project } from '../../project/project.ts'
import type { MetadataEvidence, MetadataProblem, PyprojectProblem } from './facts.ts'
import { type MinimumPythonRequest, observeMinimumPython } from './minimum-python.ts'
import { type NativeRequest, observeNative } from './native.ts'
import { queryProbe } from './query-probe.ts'

export interface MetadataRequest extends NativeRequest, MinimumPythonRequest {
  /** Absolute path. */
  readonly sdist: string
  readonly project: Pick<Project, 'pyproject' | 'buildSystem'>
}

/**
 * Validates the distributions as PyPI does, and finds what the wheel uses that its minimum Python lacks.
 *
 * @throws Inconclusive if a probe fails
 */
export async function observeMetadata(request: MetadataRequest): Promise<MetadataEvidence> {
  const { wheel, sdist, tools } = request
  const [index, pyproject, native, minimumPython] = await Promise.all([
    queryProbe<{
      problems: MetadataProblem[]
      content_type: string | null
      classifiers: number
      private: boolean
    }>(request, 'metadata', tools.python, { wheel: wheel.file, sdist }),
    queryProbe<{ problems: PyprojectProblem[] }>(request, 'pyproject', tools.python, {
      pyproject: standardTables(request.project),
    }),
    observeNative(request),
    observeMinimumPython(request),
  ])
  return {
    problems: index.problems,
    pyproject: pyproject.problems,
    native,
    contentType: index.content_type,
    classifiers: index.classifiers,
    isPrivate: index.private,
    minimumPython,
  }
}

/** The tables of pyproject.toml that standards define, and the one of setuptools, whose schema the validator has. */
function standardTables({ pyproject, buildSystem }: MetadataRequest['project']): object {
  const { setuptools } = table(pyproject.tool)
  const isSetuptools = buildSystem.backend.startsWith('setuptools')
  return Object.fromEntries(
    Object.entries({
      project: pyproject.project,
      'build-system': pyproject['build-system'],
      'dependency-groups': pyproject['dependency-groups'],
      tool: isSetuptools && setuptools !== undefined ? { setuptools } : undefined,
    }).filter(([, value]) => value !== undefined),
  )
}
