import { append, set } from '../edits.ts'
import { inPyproject, nameOf } from '../project-paths.ts'
import type { BackendSettings } from './backend.ts'

/** flit includes one module or package with all its files: only the sdist can be configured. */
export const flit: BackendSettings = {
  includeModules: () => [],
  includeData: () => [],
  includePackages: ([first = ''], sources) => [
    {
      summary: 'Set the module name.',
      edits: [
        set(inPyproject(sources, 'tool', 'flit', 'module', 'name'), nameOf(first).replace(/\.py$/, '')),
      ],
    },
  ],
  includeInSdist: (paths, sources) => [
    {
      summary: 'Include it in the sdist.',
      edits: [
        append(
          inPyproject(sources, 'tool', 'flit', 'sdist', 'include'),
          paths.map((path) => path.replace(/\/$/, '/**')),
        ),
      ],
    },
  ],
  excludeTopLevel: () => [],
  excludeFromWheel: () => [],
  excludeFromSdist: (files, sources) => [
    {
      summary: 'Exclude it from the sdist.',
      edits: [append(inPyproject(sources, 'tool', 'flit', 'sdist', 'exclude'), files)],
    },
  ],
}
