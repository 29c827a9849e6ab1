import { basename } from 'node:path'
import type { Wheel } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { succeeded } from '../../process/run.ts'
import { Inconclusive } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { prefixOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { importModules } from '../../python/import-modules.ts'
import { moduleOf } from '../../python/module-names.ts'
import { runProbe } from '../../python/probe.ts'
import { normalizeName } from '../../python/requirement.ts'
import type { RuntimeContext } from '../context.ts'
import { requirementsOf } from '../diagnosis/declared-distributions.ts'
import { findAvailability } from '../diagnosis/find-availability.ts'
import { isFirstPartyCode } from '../diagnosis/first-party-code.ts'
import { lackingDependencyOf } from '../diagnosis/lacking-dependency.ts'
import { entriesOf } from '../diagnosis/reach.ts'
import type { InstalledDependencies } from '../install/facts.ts'
import type { LackingImport, PathHack, Scan, ScannedImport, ScannedModule, Statement } from './facts.ts'

/**
 * Scans the source files of the wheel for imports and, together with the tests, for changes to sys.path.
 *
 * @throws Inconclusive if the probe fails
 */
export async function observeDependencies(
  runtime: RuntimeContext,
  installed: InstalledDependencies,
): Promise<Scan> {
  const { project, checkout, contents, environment, config, scratch } = runtime
  const modules = sourcesOf(contents.wheel)
  const prefix = prefixOf(project)
  const files = checkout.files.filter((file) => file.startsWith(prefix))
  const tests = files.filter((file) => file.endsWith('.py') && isTestPath(file))
  const { text, child } = await runProbe(
    'dependencies',
    {
      distribution: contents.wheel.metadata.name,
      modules,
      entries: entriesOf(contents.wheel).map(({ module, label, reach }) => ({
        module,
        label,
        program: reach === 'script',
      })),
      dependencies: requirementsOf(contents).flatMap(({ name, ofExtra }) =>
        ofExtra === undefined ? name : [],
      ),
      files: contents.wheel.files.map(({ path }) => path),
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
    throw new Inconclusive(`The source files could not be scanned: ${lastLines(child.stderr, 1).join('')}`)
  const scan = JSON.parse(text) as ScanResult
  const inTests = new Set(tests)
  const inCheckout = <T extends Statement>(statement: T): T => {
    const { file } = statement
    const source = contents.sourceMap.sourceOf(file) ?? sourceOfScript(files, file)
    return { ...statement, source: source ?? (inTests.has(file) ? file : undefined) }
  }
  const allLacking = await confirmLacking(scan.suspects.map(inCheckout), runtime)
  const isOwn = ({ providers }: LackingImport) =>
    providers.some((name) => normalizeName(name) === normalizeName(contents.wheel.metadata.name))
  const lacking = allLacking.filter((one) => !isOwn(one))
  return {
    modules: modules.length,
    imports: scan.imports.map(inCheckout),
    own: scan.modules,
    optional: scan.optional,
    unmentioned: scan.unmentioned,
    lacking,
    lackingOwn: allLacking.filter(isOwn),
    availability: await findAvailability(
      lacking.flatMap((statement) => lackingDependencyOf(statement, installed) ?? []),
      runtime,
    ),
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
  readonly unmentioned: readonly string[]
  readonly unread: Scan['unread']
}

/** Suspicious imports to confirm, as each one takes a process. */
const MAX_CONFIRMED = 50

/** Returns the imports of reached modules that fail in the environment: a module may create its names when it is imported. */
async function confirmLacking(
  suspects: readonly LackingImport[],
  { environment, scratch, config }: RuntimeContext,
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
