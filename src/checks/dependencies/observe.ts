import { basename } from 'node:path'
import type { Config } from '../../config/config.ts'
import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { succeeded } from '../../process/run.ts'
import { Inconclusive } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { type Project, prefixOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { moduleOf } from '../../python/module-names.ts'
import { runProbe } from '../../python/probe.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { Contents } from '../contents/facts.ts'
import { publicModules } from '../diagnosis/public-modules.ts'
import type { Scan, Statement } from './facts.ts'

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
      entries: entriesOf(contents.wheel),
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
  const scan = JSON.parse(text) as Omit<Scan, 'modules'>
  const inTests = new Set(tests)
  const inCheckout = <T extends Statement>(statement: T): T => {
    const { file } = statement
    const source = contents.sourceMap.sourceOf(file) ?? sourceOfScript(files, file)
    return { ...statement, source: source ?? (inTests.has(file) ? file : undefined) }
  }
  return {
    modules: modules.length,
    imports: scan.imports.map(inCheckout),
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

/** The modules that users import or run directly: public modules, and scripts that need no extra. */
function entriesOf(wheel: Wheel): { readonly module: string; readonly label: string }[] {
  const scripts = wheel.entryPoints.filter(
    ({ group, extras }) => SCRIPT_GROUPS.includes(group) && extras.length === 0,
  )
  return [
    ...publicModules(wheel).map((module) => ({ module, label: `import ${module}` })),
    ...scripts.map(({ name, module }) => ({ module, label: `the script ${name}` })),
  ]
}

/** The file of the checkout for a script file of the wheel, if exactly one file has its name. */
function sourceOfScript(files: readonly string[], file: string): string | undefined {
  if (!file.startsWith('scripts/')) return undefined
  const sources = files.filter((candidate) => basename(candidate) === file.slice('scripts/'.length))
  return sources.length === 1 ? sources[0] : undefined
}
