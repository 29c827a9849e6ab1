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
 * @throws Inconclusive when the probe itself did not work
 */
export async function observeDependencies(request: ScanRequest): Promise<Scan> {
  const { project, checkout, contents, environment, config, scratch } = request
  const modules = sourcesOf(contents.wheel)
  const own = prefixOf(project)
  const files = checkout.files.filter((file) => file.startsWith(own))
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
      timeLimit: 300,
      scratch,
    },
  )
  if (text === undefined || !succeeded(child))
    throw new Inconclusive(`The sources could not be read: ${lastLines(child.stderr, 1).join('')}`)
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
function entriesOf(wheel: Wheel): { readonly module: string; readonly label: string }[] {
  const scripts = wheel.entryPoints.filter(
    ({ group, extras }) => SCRIPT_GROUPS.includes(group) && extras.length === 0,
  )
  return [
    ...publicModules(wheel).map((module) => ({ module, label: `import ${module}` })),
    ...scripts.map(({ name, module }) => ({ module, label: `the script ${name}` })),
  ]
}

/** The file of the checkout that a shipped program was made of, where only one has its name. */
function programIn(files: readonly string[], file: string): string | undefined {
  if (!file.startsWith('scripts/')) return undefined
  const sources = files.filter((candidate) => basename(candidate) === file.slice('scripts/'.length))
  return sources.length === 1 ? sources[0] : undefined
}
