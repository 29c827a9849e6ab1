import { fileOf } from '../../../../project/project.ts'
import { appendLines } from '../edits.ts'
import type { BackendSettings } from './backend.ts'
import { excludeFromWheel, includeData, manifestIncluding } from './setuptools-data.ts'
import { excludeTopLevel, includeModules, includePackages } from './setuptools-packages.ts'

/** setuptools, configured by pyproject.toml, setup.cfg or setup.py. */
export const setuptools: BackendSettings = {
  includeModules: (missing, sources) => includeModules(missing, sources),
  includeData,
  includePackages,
  includeInSdist: (paths, sources) => [
    { summary: 'Include it in the sdist with MANIFEST.in.', edits: [manifestIncluding(paths, sources)] },
  ],
  excludeTopLevel,
  excludeFromWheel,
  excludeFromSdist: (files, { project }) => [
    {
      summary: 'Exclude it from the sdist with MANIFEST.in.',
      edits: [appendLines(fileOf(project, 'MANIFEST.in'), [`exclude ${files.join(' ')}`])],
    },
  ],
}
