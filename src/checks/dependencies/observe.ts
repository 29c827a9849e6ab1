import { basename } from 'node:path'
import type { Config } from '../../config/config.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { succeeded } from '../../process/run.ts'
import { Inconclusive } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { type Project, prefixOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { importModules } from '../../python/import-modules.ts'
import { moduleOf } from '../../python/module-names.ts'
import { runProbe } from '../../python/probe.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { Contents } from '../contents/facts.ts'
import { isFirstPartyCode } from '../diagnosis/first-party-code.ts'
import { entriesOf } from '../diagnosis/reach.ts'
import type { LackingImport, PathHack, Scan, ScannedImport, ScannedModule, Statement } from './facts.ts'

/** The package to scan, and the environment in which it is installed. */
export interface ScanRequest {
  readonly project: Project
  readonly checkout: Checkout
  readonly contents: Contents
  readonly environment: Environment
  readonly config: Config
  readonly scratch: string
}

/**
 * Scans the source files of the wheel for imports and, together with the tests, for changes to sys.path.
 *
 * @throws Inconclusive if the probe fails
 */
export async function observeDependencies(request: ScanRequest): Promise<Scan> {
  const { project, checkout, contents, environment, config, scratch } = request
  const modules = sourcesOf(contents.wheel)
  const prefix = prefixOf(project)
  const files = checkout.files.filter((file) => file.startsWith(prefix))
  const tests = files.filter((file) => file.endsWith('.py') && isTestPath(file))
  const { text, child } = await runProbe(
    'dependencies',
    {
      distribution: contents.wheel.metadata.name,
      modules,
      entries: entriesOf(contents.wheel).map(({ module, label }) => ({ module, label })),
      tests: { root: checkout.root, files: tests },
    },
    {
      python: environment.python,
      cwd: scratch,
      variables: variablesForProject(config.environment),
      timeout: 300,
      scratch,
    },
  )
  if (text === undefined || !succeeded(child))
    throw new Inconclusive(`The sources could not be read: ${lastLines(child.stderr, 1).join('')}`)
  const scan = JSON.parse(text) as ScanResult
  const inTests = new Set(tests)
  const inCheckout = <T extends Statement>(statement: T): T => {
    const { file } = statement
    const source = contents.sourceMap.sourceOf(file) ?? sourceOfScript(files, file)
    return { ...statement, source: source ?? (inTests.has(file) ? file : undefined) }
  }
  return {
    modules: modules.length,
    imports: scan.imports.map(inCheckout),
    own: scan.modules,
    optional: scan.optional,
    lacking: await confirmLacking(scan.suspects.map(inCheckout), request),
    hacks: scan.hacks.map(inCheckout),
    unread: scan.unread,
  }
}

/** The source files of modules, except tests and those with a compiled module next to them, which Python prefers. */
function sourcesOf({ files }: Wheel): string[] {
  const compiled = new Set(files.flatMap(({ path }) => (path.endsWith('.py') ? [] : (moduleOf(path) ?? []))))
  return files
    .map(({ path }) => path)
    .filter((path) => {
      const module = path.endsWith('.py') && !isTestPath(path) ? moduleOf(path) : undefined
      return module !== undefined && !compiled.has(module)
    })
}

/** The result of the probe. */
interface ScanResult {
  readonly imports: readonly ScannedImport[]
  readonly suspects: readonly LackingImport[]
  readonly hacks: readonly PathHack[]
  readonly modules: readonly ScannedModule[]
  readonly optional: readonly string[]
  readonly unread: Scan['unread']
}

/** Suspicious imports to confirm, as each one takes a process. */
const MAX_CONFIRMED = 50

/** Returns the imports of reached modules that fail in the environment: a module may create its names when it is imported. */
async function confirmLacking(
  suspects: readonly LackingImport[],
  { environment, scratch, config }: ScanRequest,
): Promise<LackingImport[]> {
  const reached = suspects.filter(({ file, reached }) => reached.length > 0 && isFirstPartyCode(file))
  const references = [...new Set(reached.map(referenceOf))].slice(0, MAX_CONFIRMED)
  const attempts = await importModules(references, { environment, scratch, caller: config.environment })
  const failed = new Set(
    attempts
      .filter(({ error }) => error?.type === 'AttributeError' || error?.type === 'ModuleNotFoundError')
      .filter(({ module, error }) => {
        const [imported = '', name] = module.split(':')
        return name === undefined
          ? error?.message === `No module named '${imported}'`
          : error?.message.startsWith(`module '${imported}' has no attribute '${name}'`)
      })
      .map(({ module }) => module),
  )
  return reached.filter((suspect) => failed.has(referenceOf(suspect)))
}

function referenceOf({ module, name }: LackingImport): string {
  return name === null ? module : `${module}:${name}`
}

/** The file of the checkout for a script file of the wheel, if exactly one file has its name. */
function sourceOfScript(files: readonly string[], file: string): string | undefined {
  if (!file.startsWith('scripts/')) return undefined
  const sources = files.filter((candidate) => basename(candidate) === file.slice('scripts/'.length))
  return sources.length === 1 ? sources[0] : undefined
}
