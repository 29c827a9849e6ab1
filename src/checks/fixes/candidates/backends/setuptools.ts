import { fileOf } from '../../../../project/project.ts'
import { appendLines } from '../edits.ts'
import type { BackendSettings } from './backend.ts'
import { includeData, manifestIncluding } from './setuptools-data.ts'
import { includePackages } from './setuptools-empty-wheel.ts'
import { excludeFromWheel, excludeTopLevel } from './setuptools-exclusion.ts'
import { includeModules } from './setuptools-packages.ts'

/** setuptools, configured by pyproject.toml, setup.cfg or setup.py. */
export const setuptools: BackendSettings = {
  includeModules,
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
