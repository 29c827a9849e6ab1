import { importableModules } from '../../distribution/importable-modules.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { moduleOf } from '../../python/module-names.ts'
import { publicModules } from '../diagnosis/public-modules.ts'

/** Returns the public modules of an earlier wheel that a wheel lacks, except code for developers. */
export function lostModules(before: Wheel, after: Wheel): string[] {
  const modules = new Set(after.files.flatMap(({ path }) => moduleOf(path) ?? []))
  const isThere = (name: string) =>
    [...modules].some((module) => module === name || module.startsWith(`${name}.`))
  return publicModules(before).filter((module) => isForUsers(module) && !isThere(module))
}

/** Whether users are meant to import a module, unlike tests and other code for developers. */
function isForUsers(module: string): boolean {
  return importableModules([`${module.replaceAll('.', '/')}.py`]).length > 0 && !FOR_DEVELOPERS.test(module)
}

/** Names that do not belong in site-packages. */
const FOR_DEVELOPERS = /^(docs?|examples?|scripts?|tools?|benchmarks?|setup|build|ci|samples?)$/
