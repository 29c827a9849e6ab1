import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { dirname, normalize } from 'node:path/posix'
import { distributionOf } from '../python/distribution-names.ts'
import { topOf } from '../python/module-names.ts'
import { chain, type PythonError } from '../python/traceback.ts'
import type { UndeclaredImport } from './backend.ts'
import { isPackageName } from './top-level-names.ts'

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
    const path = relative(source, last.file)
    if (isAbsolute(path)) continue
    const file = path.split(sep).join('/')
    const module = topOf(name)
    if (isOfPackage(file, source) && !isOwn(module, file, source) && !isNamed(module, source))
      return { module, file, line: last.line }
  }
  return undefined
}

/** What helps to build, beside setup.py or in a folder such as `tools`, is for nobody who installs the package. */
function isOfPackage(file: string, source: string): boolean {
  const isPackage = (folder: string) => existsSync(join(source, folder, '__init__.py'))
  let folder = dirname(file)
  if (folder === '.' || file.startsWith('../') || !isPackage(folder)) return false
  while (dirname(folder) !== '.' && isPackage(dirname(folder))) folder = dirname(folder)
  return isPackageName(basename(folder))
}

function isOwn(module: string, file: string, source: string): boolean {
  const places = ['', 'src', 'lib'].map((folder) => join(source, folder, module))
  return (
    file.split('/').includes(module) || places.some((place) => existsSync(place) || existsSync(`${place}.py`))
  )
}

/** Whether what configures the build, or a file that this names, has the name of a module or of its distribution. */
function isNamed(module: string, source: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[-_.]+/g, '-')
  const names = [module, distributionOf(module, { providers: {} }).distribution].map(plain)
  const files = new Set(['setup.py', 'setup.cfg', 'pyproject.toml'])
  // A set gives what is added to it while it is gone through, too.
  for (const file of files) {
    const path = join(source, file)
    if (file.startsWith('../') || !statSync(path, { throwIfNoEntry: false })?.isFile()) continue
    const text = readFileSync(path, 'utf8')
    if (names.some((name) => plain(text).includes(name))) return true
    for (const [named] of text.matchAll(/[\w./-]+\.(?:txt|in|toml|cfg|json)\b/g))
      for (const folder of ['.', dirname(file), 'requirements']) files.add(normalize(`${folder}/${named}`))
  }
  return false
}
