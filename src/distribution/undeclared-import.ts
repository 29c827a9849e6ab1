import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { dirname, normalize } from 'node:path/posix'
import { distributionOf } from '../python/distribution-names.ts'
import { topLevelModule } from '../python/module-names.ts'
import { exceptionChain, type PythonError } from '../python/traceback.ts'
import type { UndeclaredImport } from './backend.ts'
import { isPackageName } from './top-level-names.ts'

/**
 * Finds the import that made a build fail, if it is in the package itself (as when setup.py imports the package for
 * its version) and the configuration of the build does not mention the imported module.
 *
 * @param source the directory of the build
 */
export function findUndeclaredImport(error: PythonError, source: string): UndeclaredImport | undefined {
  for (const { type, name, frames } of exceptionChain(error)) {
    const last = frames.at(-1)
    if (type !== 'ModuleNotFoundError' || name === null || last === undefined) continue
    const path = relative(source, last.file)
    if (isAbsolute(path)) continue
    const file = path.split(sep).join('/')
    const module = topLevelModule(name)
    if (isInPackage(file, source) && !isOwnModule(module, file, source) && !isMentioned(module, source))
      return { module, file, line: last.line }
  }
  return undefined
}

/** Whether a file is in an import package: modules next to setup.py or in `tools` only serve the build. */
function isInPackage(file: string, source: string): boolean {
  const isPackage = (directory: string) => existsSync(join(source, directory, '__init__.py'))
  let directory = dirname(file)
  if (directory === '.' || file.startsWith('../') || !isPackage(directory)) return false
  while (dirname(directory) !== '.' && isPackage(dirname(directory))) directory = dirname(directory)
  return isPackageName(basename(directory))
}

function isOwnModule(module: string, file: string, source: string): boolean {
  const paths = ['', 'src', 'lib'].map((directory) => join(source, directory, module))
  return (
    file.split('/').includes(module) || paths.some((path) => existsSync(path) || existsSync(`${path}.py`))
  )
}

/** Whether a configuration file, or a file that it refers to, contains the name of the module or its distribution. */
function isMentioned(module: string, source: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[-_.]+/g, '-')
  const names = [module, distributionOf(module, { providers: {} }).distribution].map(plain)
  const files = new Set(['setup.py', 'setup.cfg', 'pyproject.toml'])
  // The loop also visits the files that it adds to the set.
  for (const file of files) {
    const path = join(source, file)
    if (file.startsWith('../') || !statSync(path, { throwIfNoEntry: false })?.isFile()) continue
    const text = readFileSync(path, 'utf8')
    if (names.some((name) => plain(text).includes(name))) return true
    for (const [mentioned] of text.matchAll(/[\w./-]+\.(?:txt|in|toml|cfg|json)\b/g))
      for (const directory of ['.', dirname(file), 'requirements'])
        files.add(normalize(`${directory}/${mentioned}`))
  }
  return false
}
