import { type EntryPoint, SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { importableModules } from '../../distribution/importable-modules.ts'
import { portionsOf } from '../../distribution/portions.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { moduleOf } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { mainPackage } from './main-package.ts'
import { memoized } from './memoized.ts'
import { publicModules } from './public-modules.ts'

/**
 * Who reaches a module, from the most to the least harmful if it cannot be imported: `main`, those who import the
 * package; `script`, those who run a console or GUI script or `python -m`; `public`, those who import another public
 * module of the wheel; `plugin`, the hosts that load its entry points; `api`, those who import a submodule of a package
 * that is only used by its submodules; `lazy`, those who call a function of a reached module; `submodule`, those who
 * import another module by its own public name; `private`, nobody.
 */
export type Reach = (typeof REACHES)[number]

const REACHES = ['main', 'script', 'public', 'plugin', 'api', 'lazy', 'submodule', 'private'] as const

/** A module that users, or other programs, import or run. */
export interface Entry {
  readonly module: string
  /** For reports: `import demo`, `the script demo`, `the entry point demo of pytest11`. */
  readonly label: string
  readonly reach: Reach
}

/** Returns the modules that users and other programs import or run. Scripts that need an extra are not for all of them. */
export function entriesOf(wheel: Wheel): Entry[] {
  const publics = publicModules(wheel)
  const isMain = (module: string) =>
    normalizeName(module) === normalizeName(wheel.metadata.name) || module === mainPackage(wheel)
  const mains = publics.some(isMain) ? publics.filter(isMain) : publics
  const modules = new Set(wheel.files.flatMap(({ path }) => moduleOf(path) ?? []))
  return [
    ...publics.map((module) => ({
      module,
      label: `import ${module}`,
      reach: mains.includes(module) ? ('main' as const) : ('public' as const),
    })),
    ...publics
      .filter((module) => modules.has(`${module}.__main__`))
      .map((module) => ({
        module: `${module}.__main__`,
        label: `python -m ${module}`,
        reach: 'script' as const,
      })),
    ...wheel.entryPoints
      .filter(({ module, extras }) => module !== '' && extras.length === 0)
      .map(({ group, name, module }) => ({
        module,
        label: entryLabel({ group, name }),
        reach: SCRIPT_GROUPS.includes(group) ? ('script' as const) : ('plugin' as const),
      })),
  ]
}

/** Returns the name of an entry point in reports. */
export function entryLabel({ group, name }: Pick<EntryPoint, 'group' | 'name'>): string {
  if (group === 'console_scripts') return `the script ${name}`
  return group === 'gui_scripts' ? `the GUI script ${name}` : `the entry point ${name} of ${group}`
}

/** Returns who reaches a module of the wheel; for several, the one that is harmed most. */
export function reachOf(module: string, facts: PackageFacts): Reach {
  return labelsOf(module, facts).reach
}

/** Returns whether what users import or run always imports a module. */
export function isReached(module: string, facts: PackageFacts): boolean {
  return !['api', 'lazy', 'submodule', 'private'].includes(reachOf(module, facts))
}

/** Returns the entries that always import a module, or can import it, by their labels. */
export function reachedBy(module: string, facts: PackageFacts): readonly string[] {
  return labelsOf(module, facts).labels
}

function labelsOf(
  module: string,
  facts: PackageFacts,
): { readonly reach: Reach; readonly labels: readonly string[] } {
  const wheel = completed(facts.contents)?.wheel
  if (wheel === undefined) return { reach: 'submodule', labels: [] }
  const scanned = scannedModules(facts).get(module)
  const entries = wheelEntries(facts).filter(
    (entry) =>
      entry.module === module || (scanned?.reached.includes(entry.label) === true && !isLoaded(entry, facts)),
  )
  const reaches = entries.map(({ reach }) => reach)
  const reach = REACHES.find((one) => reaches.includes(one))
  const labels = [...new Set(entries.map(({ label }) => label))]
  if (reach !== undefined) return { reach, labels }
  // A file of the wheel that is run as a script reaches what it imports.
  const known = new Set(wheelEntries(facts).map(({ label }) => label))
  const scriptFiles = (scanned?.reached ?? []).filter((label) => !known.has(label))
  if (scriptFiles.length > 0) return { reach: 'script', labels: scriptFiles }
  const lazy = [...(scanned?.lazy ?? []), ...(scanned?.conditional ?? [])]
  if (lazy.length > 0) return { reach: 'lazy', labels: lazy }
  if (!isPublicPath(module, wheel)) return { reach: 'private', labels: [] }
  return { reach: isApi(module, facts) ? 'api' : 'submodule', labels: [] }
}

/** Whether a package imports none of its modules, so that users import them; not for those that work with another program. */
function isApi(module: string, facts: PackageFacts): boolean {
  const scanned = [...scannedModules(facts).values()]
  const main = wheelEntries(facts).find(
    (entry) => module.startsWith(`${entry.module}.`) && entry.reach === 'main',
  )
  if (main === undefined || !scanned.some((one) => one.module === main.module)) return false
  const reached = scanned.filter((one) => one.reached.includes(main.label))
  return reached.length === 1 && !isInIntegrationDirectory(module)
}

/** Returns whether a module is in a directory of modules that work with another program, by its name. */
export function isInIntegrationDirectory(module: string): boolean {
  return INTEGRATION_DIRECTORY.test(module)
}

/** Directories of modules that work with another program, which users of that program have installed. */
const INTEGRATION_DIRECTORY =
  /(^|\.)(contrib|integrations?|ext|extensions?|plugins?|backends?|drivers?|adapters?|dialects|providers|connectors?|exporters?|instrumentations?|addons?|optional|extras?|compat|legacy|experimental)(\.|$)/

/** Whether the module of an entry was imported or run, so that it does without what it imports and cannot be imported. */
function isLoaded({ module }: Entry, facts: PackageFacts): boolean {
  const isImported = (completed(facts.imports) ?? []).some(
    (one) => one.module === module && one.outcome === 'imported',
  )
  const runs = (completed(facts.scripts)?.mainModules ?? []).find(
    (one) => `${one.module}.__main__` === module,
  )?.runs
  return isImported || (runs !== undefined && runs.length > 0 && runs.at(-1)?.error === undefined)
}

/** The entries of the wheel. */
export const wheelEntries = memoized((facts: PackageFacts): readonly Entry[] => {
  const wheel = completed(facts.contents)?.wheel
  return wheel === undefined ? [] : entriesOf(wheel)
})

/** The scanned modules of the wheel by their names. */
export const scannedModules = memoized(
  (facts: PackageFacts) =>
    new Map((completed(facts.dependencies)?.own ?? []).map((module) => [module.module, module] as const)),
)

/** Whether users can be meant to import a module by its own name, unlike private modules, tests, templates and data. */
function isPublicPath(module: string, wheel: Wheel): boolean {
  const parts = module.split('.')
  if (parts.some((part) => part.startsWith('_')) || TEMPLATE_DIRECTORY.test(module)) return false
  const paths = wheel.files.map(({ path }) => path)
  const own = paths.filter((path) => moduleOf(path) === module)
  if (own.length > 0 && importableModules(own).length === 0) return false
  // A directory without __init__ in a regular package usually has data: templates of projects, scripts.
  const portion = portionsOf(wheel)
    .map((one) => one.replaceAll('/', '.'))
    .find((one) => module.startsWith(`${one}.`))
  if (portion === undefined) return true
  const depth = portion.split('.').length
  return parts
    .slice(depth, -1)
    .every((_, at) => paths.some((path) => moduleOf(path) === parts.slice(0, depth + at + 1).join('.')))
}

/** Directories whose files are copied or read, and not imported. */
const TEMPLATE_DIRECTORY =
  /(^|\.)((\w+_)?templates?|skeletons?|scaffold(ing|s)?|boilerplates?|snippets?|samples?|fixtures?|test_?data|cookiecutters?|lib2to3)(\.|$)/
