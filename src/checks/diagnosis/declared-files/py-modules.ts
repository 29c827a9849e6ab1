import { isStringArray } from '../../../config/toml.ts'
import { pyprojectOf, valueAt } from '../../../project/project.ts'
import type { Search } from './candidates.ts'
import type { DeclaredFile } from './declaration.ts'

/** Returns modules of py-modules in another directory than that of `package-dir`; setuptools only logs a warning. */
export function filesOfPyModules({ facts: { project }, contents }: Search): DeclaredFile[] {
  const at = ['tool', 'setuptools', 'py-modules']
  const value = valueAt(project, at)
  return (isStringArray(value) ? value : []).flatMap((name, i): DeclaredFile[] => {
    const source = contents.unshippedModules.get(name)
    const installed = `${name.replaceAll('.', '/')}.py`
    if (source === undefined || !`/${source}`.endsWith(`/${installed}`)) return []
    const root = valueAt(project, ['tool', 'setuptools', 'package-dir', ''])
    const from = typeof root === 'string' && root !== '' ? root : 'the root of the project'
    return [
      {
        installed,
        source,
        declaration: {
          pattern: name,
          setting: 'py-modules of [tool.setuptools]',
          where: { file: pyprojectOf(project), line: project.lineOf([...at, i]) },
          problem: `setuptools looks for ${installed} in ${from}, and only logs a warning where it is not`,
          fix: `Move ${source} into ${from}.`,
        },
      },
    ]
  })
}
