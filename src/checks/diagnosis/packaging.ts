import type { PackageFacts } from '../facts.ts'
import type { Packaging } from '../fixes/packaging.ts'

/** The name under which users know a build backend. */
const NAMES: readonly (readonly [prefix: string, name: string])[] = [
  ['setuptools', 'setuptools'],
  ['hatchling', 'hatchling'],
  ['flit', 'flit'],
  ['poetry', 'poetry-core'],
  ['pdm', 'pdm-backend'],
  ['uv_build', 'uv_build'],
]

export function backendName({ project }: Pick<PackageFacts, 'project'>): string {
  const { backend } = project.buildSystem
  return NAMES.find(([prefix]) => backend.startsWith(prefix))?.[1] ?? backend
}

/** How the wheel is made, for the fixes that depend on it. */
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
