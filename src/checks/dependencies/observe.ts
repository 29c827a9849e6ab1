import { basename } from 'node:path'
import type { Config } from '../../config/config.ts'
import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { moduleOf, type Wheel } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { succeeded } from '../../process/run.ts'
import { Undecided } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { type Project, prefixOf } from '../../project/project.ts'
import { runProbe } from '../../python/probe.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { Contents } from '../contents/observe.ts'
import { importableModules } from '../diagnosis/import-modules.ts'
import { isTestPath } from '../tests/sandbox.ts'

/** Where a statement stands, and whether it is executed. */
interface Statement {
  /** Relative to site-packages; of a program that is shipped, `scripts/NAME`; of tests, relative to the checkout. */
  readonly file: string
  /** The same in the checkout; undefined for what the build generated. */
  readonly source: string | undefined
  /** 1-based. */
  readonly line: number
  /** `import`: always, when its module is imported; `guarded`: where an ImportError is caught; `sometimes`: in a function, or on a condition that is not known. */
  readonly when: 'import' | 'guarded' | 'sometimes'
  /** Who comes there by imports that are always executed: `import demo`, `the script demo`. */
  readonly reached: readonly string[]
}

/** An import of something that is neither the wheel's own nor in the standard library of this Python. */
export interface ScannedImport extends Statement {
  /** Dotted. */
  readonly module: string
  /** The distributions that it comes from in the runtime environment; none when it is not there. */
  readonly providers: readonly string[]
}

/** A folder that a source puts on sys.path. */
export interface PathHack extends Statement {
  /** What kind of file does so. */
  readonly by: 'installed' | 'scripts' | 'tests'
  /** What `folder` is relative to: site-packages, the folder of the scripts, the checkout's root, the current folder. */
  readonly from: 'installed' | 'scripts' | 'tests' | 'cwd'
  readonly folder: string
}

/** What the sources of the wheel say, read in the environment that holds only what it declares. */
export interface Scan {
  /** How many modules were read. */
  readonly modules: number
  readonly imports: readonly ScannedImport[]
  readonly hacks: readonly PathHack[]
  readonly unread: readonly { readonly file: string; readonly error: string }[]
}

export interface ScanRequest {
  readonly project: Project
  readonly checkout: Checkout
  readonly contents: Contents
  readonly environment: Environment
  readonly config: Config
  readonly scratch: string
}

/**
 * Reads what the shipped modules import, and what they and the tests put on sys.path.
 *
 * @throws Undecided when the probe itself did not work
 */
export async function scanSources(request: ScanRequest): Promise<Scan> {
  const { project, checkout, contents, environment, config, scratch } = request
  const modules = sourcesOf(contents.wheel)
  const own = prefixOf(project)
  const files = checkout.files.filter((file) => file.startsWith(own))
  const tests = files.filter((file) => file.endsWith('.py') && isTestPath(file))
  const { text, child } = await runProbe(
    'scan',
    {
      distribution: contents.wheel.metadata.name,
      modules,
      entries: entriesOf(contents.wheel),
      tests: { root: checkout.root, files: tests },
    },
    {
      python: environment.python,
      cwd: scratch,
      variables: variablesForProject(config.environment),
      timeLimit: 300,
      scratch,
    },
  )
  if (text === undefined || !succeeded(child))
    throw new Undecided(`The sources could not be read: ${lastLines(child.stderr, 1).join('')}`)
  const scan = JSON.parse(text) as Omit<Scan, 'modules'>
  const inTests = new Set(tests)
  const inCheckout = <T extends Statement>(statement: T): T => {
    const { file } = statement
    const source = contents.sourceMap.sourceOf(file) ?? programIn(files, file)
    return { ...statement, source: source ?? (inTests.has(file) ? file : undefined) }
  }
  return {
    modules: modules.length,
    imports: scan.imports.map(inCheckout),
    hacks: scan.hacks.map(inCheckout),
    unread: scan.unread,
  }
}

/** True for code of the wheel's own making that users reach; false for vendored code, examples, templates and the like. */
export function isOwnCode(file: string): boolean {
  return file.startsWith('scripts/') || importableModules([file]).length > 0
}

/** The sources that Python takes: where there is a compiled form beside one it takes that, and tests are not shipped to be used. */
function sourcesOf({ files }: Wheel): string[] {
  const compiled = new Set(files.flatMap(({ path }) => (path.endsWith('.py') ? [] : (moduleOf(path) ?? []))))
  return files
    .map(({ path }) => path)
    .filter((path) => {
      const module = path.endsWith('.py') && !isTestPath(path) ? moduleOf(path) : undefined
      return module !== undefined && !compiled.has(module)
    })
}

/** Where users come in: what they import first, and the scripts that need no extra. */
function entriesOf(wheel: Wheel): { readonly module: string; readonly who: string }[] {
  const scripts = wheel.entryPoints.filter(
    ({ group, extras }) => SCRIPT_GROUPS.includes(group) && extras.length === 0,
  )
  return [
    ...publicModules(wheel).map((module) => ({ module, who: `import ${module}` })),
    ...scripts.map(({ name, module }) => ({ module, who: `the script ${name}` })),
  ]
}

/** What users import first: the public top-level names and, below those that are namespaces, the first packages. */
export function publicModules({ files, topLevels }: Pick<Wheel, 'files' | 'topLevels'>): string[] {
  const packages = files
    .flatMap(({ path }) => (/\/__init__\.[^/]+$/.test(path) ? (moduleOf(path) ?? []) : []))
    .sort((a, b) => a.length - b.length)
  const first = packages.filter(
    (name, at) => !packages.slice(0, at).some((outer) => name.startsWith(`${outer}.`)),
  )
  return topLevels
    .flatMap(({ name, kind }) =>
      kind === 'namespace' ? first.filter((module) => module.startsWith(`${name}.`)) : [name],
    )
    .filter((module) => !module.split('.').some((part) => part.startsWith('_')))
}

/** The file of the checkout that a shipped program was made of, where only one has its name. */
function programIn(files: readonly string[], file: string): string | undefined {
  if (!file.startsWith('scripts/')) return undefined
  const sources = files.filter((candidate) => basename(candidate) === file.slice('scripts/'.length))
  return sources.length === 1 ? sources[0] : undefined
}
