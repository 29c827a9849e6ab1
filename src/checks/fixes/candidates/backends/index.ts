import { backendName } from '../../../diagnosis/packaging.ts'
import type { ProjectSources } from '../../sources.ts'
import type { BackendSettings } from './backend.ts'
import { flit } from './flit.ts'
import { hatchling } from './hatchling.ts'
import { maturin } from './maturin.ts'
import { mesonPython } from './meson-python.ts'
import { pdm } from './pdm.ts'
import { poetry } from './poetry.ts'
import { scikitBuildCore } from './scikit-build-core.ts'
import { setuptools } from './setuptools.ts'
import { uvBuild } from './uv-build.ts'

const BACKENDS: Readonly<Record<string, BackendSettings>> = {
  setuptools,
  hatchling,
  flit,
  'poetry-core': poetry,
  'pdm-backend': pdm,
  uv_build: uvBuild,
  maturin,
  'scikit_build_core.build': scikitBuildCore,
  mesonpy: mesonPython,
}

/** A backend whose settings are unknown. */
const UNKNOWN: BackendSettings = {
  includeModules: () => [],
  includeData: () => [],
  includePackages: () => [],
  includeInSdist: () => [],
  excludeTopLevel: () => [],
  excludeFromWheel: () => [],
  excludeFromSdist: () => [],
}

/** Returns how the settings of the project's build backend include and exclude files. */
export function backendOf({ project }: Pick<ProjectSources, 'project'>): BackendSettings {
  return BACKENDS[backendName({ project })] ?? UNKNOWN
}
