import type { PackageFacts } from '../facts.ts'
import type { Packaging } from '../fixes/packaging.ts'

/** Names of the backends, by the first part of `build-backend`. */
const BACKEND_NAMES: readonly (readonly [prefix: string, name: string])[] = [
  ['setuptools', 'setuptools'],
  ['hatchling', 'hatchling'],
  ['flit', 'flit'],
  ['poetry', 'poetry-core'],
  ['pdm', 'pdm-backend'],
  ['uv_build', 'uv_build'],
]

/** Returns the name of the build backend, or `build-backend` itself for an unknown one. */
export function backendName({ project }: Pick<PackageFacts, 'project'>): string {
  const { backend } = project.buildSystem
  return BACKEND_NAMES.find(([prefix]) => backend.startsWith(prefix))?.[1] ?? backend
}

/** Returns the build backend and its configuration file, on which fixes depend. */
export function packagingOf(facts: Pick<PackageFacts, 'project'>): Packaging {
  const { project } = facts
  const configuration =
    project.pyproject.project !== undefined
      ? 'pyproject.toml'
      : project.setupCfg.get('options')?.has('packages')
        ? 'setup.cfg'
        : 'setup.py'
  return { backend: backendName(facts), configuration, folder: project.path }
}
