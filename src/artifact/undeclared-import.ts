import { existsSync, readFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { distributionOf } from '../checks/distribution-names.ts'
import { chain, type PythonError } from '../evidence/python-error.ts'
import type { UndeclaredImport } from './backend.ts'
import { topOf } from './wheel.ts'

/**
 * The import for which a build failed, if it is one of the package itself (a setup.py that asks it for its version
 * imports it) and nothing that configures the build names what is imported.
 *
 * @param source the folder that was built in
 */
export function findUndeclared(error: PythonError, source: string): UndeclaredImport | undefined {
  for (const { type, name, frames } of chain(error)) {
    const last = frames.at(-1)
    if (type !== 'ModuleNotFoundError' || name === null || last === undefined) continue
    const file = relative(source, last.file).split(sep).join('/')
    const module = topOf(name)
    const isOfPackage = !file.startsWith('../') && file.includes('/') && basename(file) !== 'setup.py'
    if (isOfPackage && !isOwn(module, file, source) && !isNamed(module, source))
      return { module, file, line: last.line }
  }
  return undefined
}

function isOwn(module: string, file: string, source: string): boolean {
  const places = ['', 'src', 'lib'].map((folder) => join(source, folder, module))
  return (
    file.split('/').includes(module) || places.some((place) => existsSync(place) || existsSync(`${place}.py`))
  )
}

/** Whether what configures the build, or a file that setup.py reads, has the name of a module or of its distribution. */
function isNamed(module: string, source: string): boolean {
  const read = (file: string) => {
    const path = join(source, file)
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
  const setup = read('setup.py')
  const readBySetup = [...setup.matchAll(/['"]([\w./-]+\.(?:txt|in|toml|cfg|json))['"]/g)].map(
    ([, file = '']) => read(file),
  )
  const said = [setup, read('setup.cfg'), read('pyproject.toml'), ...readBySetup].join('\n')
  const plain = (text: string) => text.toLowerCase().replace(/[-_.]+/g, '-')
  return [module, distributionOf(module, { providers: {} }).distribution].some((name) =>
    plain(said).includes(plain(name)),
  )
}
