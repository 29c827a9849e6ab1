import { mkdtemp, readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { moduleOf, type Wheel } from '../../distribution/wheel.ts'
import { inEmptyHome } from '../../process/empty-home.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { Undecided } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { runProbe } from '../../python/probe.ts'
import { type PythonError, readPythonError } from '../../python/traceback.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import { portionsOf } from '../tests/sandbox.ts'

/** What happened when something was imported, alone in a fresh process. */
export interface ImportAttempt {
  readonly outcome: 'imported' | 'failed' | 'exited' | 'killed' | 'timed-out'
  readonly seconds: number
  readonly error: PythonError | undefined
  /** What the module says its version is. */
  readonly version?: string | null
  /** It fails here every time, and imports in this very environment once the checkout's sources come first. */
  readonly importsFromSources?: boolean
  /** A name could not be imported from another module, whose source does not speak of it at all. */
  readonly nameIsNowhere?: boolean
}

/** One shipped module, imported where only the wheel and what it declares are installed. */
export interface ImportEvidence extends ImportAttempt {
  readonly module: string
  /** The same where extras are installed too that bring what it lacked. */
  readonly withExtras?: ImportAttempt & { readonly extras: readonly string[] }
}

/** Seconds for one import. */
const TIME_LIMIT = 30

export interface ImportRequest {
  readonly environment: Environment
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
  /** A folder that comes first on the import path. */
  readonly sources?: string
}

/**
 * Imports each of these, in an empty folder and with an empty home.
 *
 * @param references dotted names, or `package.module:attribute` as entry points have them
 * @throws Undecided when the probe itself did not work
 */
export async function importEach(
  references: readonly string[],
  { environment, scratch, caller, sources }: ImportRequest,
): Promise<(ImportAttempt & { readonly module: string })[]> {
  if (references.length === 0) return []
  const jobs = availableParallelism()
  const home = await mkdtemp(join(scratch, 'home-'))
  const { text, child } = await runProbe(
    'imports',
    { modules: references, timeout: TIME_LIMIT, jobs, sources },
    {
      python: environment.python,
      cwd: scratch,
      variables: inEmptyHome(variablesForProject(caller, { first: environment.scripts }), home),
      timeLimit: 60 + (references.length * TIME_LIMIT) / jobs,
      scratch,
    },
  )
  if (text === undefined)
    throw new Undecided(`The modules could not be imported: ${lastLines(child.stderr, 1).join('')}`)
  const attempts = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map(({ module, outcome, seconds, version, error }) => ({
      module,
      outcome,
      seconds,
      version,
      error: readPythonError(error),
    }))
  if (attempts.length < references.length)
    throw new Undecided(`Not all modules could be imported: ${lastLines(child.stderr, 1).join('')}`)
  return attempts.sort((a, b) => references.indexOf(a.module) - references.indexOf(b.module))
}

/** What tells one failure from another: several modules that fail at one place in one way have one cause. */
export function failureKey(module: string, { outcome, error }: ImportAttempt): string {
  if (error === undefined) return `${outcome}\n${module}`
  const place = error.frames.at(-1)
  return [outcome, error.type, error.message, place?.file, place?.line].join('\n')
}

/** `from module import name` of a module that is complete: a circular import speaks of one that is not. */
const NAME_NOT_THERE = /^cannot import name '([^']+)' from '([^']+)'/

/** The module and the name that an ImportError says it does not have. */
export function nameNotThere({
  type,
  message,
}: PythonError): { readonly module: string; readonly name: string } | undefined {
  const [, name, module] = (type === 'ImportError' && NAME_NOT_THERE.exec(message)) || []
  return name === undefined || module === undefined ? undefined : { module, name }
}

/**
 * Whether the source of a shipped module does not speak of a name at all. A name that stands there may depend on the
 * platform, on a version or on something optional; so may one of `import *` or of a module's `__getattr__`.
 */
export async function isNowhereIn(
  { module, name }: { readonly module: string; readonly name: string },
  { files }: Wheel,
  { purelib, platlib }: Environment,
): Promise<boolean> {
  const shipped = files.filter(({ path }) => moduleOf(path) === module)
  if (shipped.length !== 1 || !shipped[0]?.path.endsWith('.py')) return false
  for (const site of [purelib, platlib]) {
    const text = await readFile(join(site, shipped[0].path), 'utf8').catch(() => undefined)
    if (text !== undefined) return !speaksOf(text, name)
  }
  return false
}

function speaksOf(text: string, name: string): boolean {
  return (
    /import\s*\*|\b__getattr__\b|\bglobals\(\)|\b__path__\b|sys\.modules/.test(text) ||
    new RegExp(`(?<![\\p{ID_Continue}])${name}(?![\\p{ID_Continue}])`, 'u').test(text)
  )
}

/** Folders and files whose import means nothing: tests, vendored code, templates, programs. */
const NOT_TO_IMPORT =
  /(^|\.)(tests?|testing|conftest|test_[^.]*|[^.]*_tests?|_?vendor(ed)?|_?vendored_packages|third_party|extern(al)?|examples?|benchmarks?|docs?|templates?|migrations|__main__)(\.|$)/

/**
 * The modules among installed files whose import tells something. A `.py` beside its compiled form is left out, as
 * the compiled one is what Python takes.
 */
export function importableModules(paths: readonly string[]): string[] {
  const modules = paths.flatMap((path) => moduleOf(path) ?? [])
  return [...new Set(modules)]
    .filter(
      (module) =>
        !NOT_TO_IMPORT.test(module.slice(module.indexOf('.') + 1 || module.length)) &&
        !/^(tests?|conftest)(\.|$)/.test(module),
    )
    .sort()
}

/**
 * The names that users import: the top-level ones, without a leading underscore. A namespace is shared with other
 * distributions; where the wheel has one package in it and nothing else, that package stands for it.
 */
export function publicNames(wheel: Pick<Wheel, 'files' | 'topLevels'>): string[] {
  return wheel.topLevels.flatMap(({ name, kind }) => {
    if (kind !== 'namespace') return [name].filter(isPublicTopLevel)
    const portions = portionsOf(wheel).filter((portion) => portion.startsWith(`${name}/`))
    const [only = ''] = portions
    const isPackage = portions.length === 1 && moduleOf(only) === undefined
    return isPackage && !/(^|\/)_/.test(only) ? [only.replaceAll('/', '.')] : []
  })
}

/** True for the top-level names that users import: a leading underscore says that one is private. */
export function isPublicTopLevel(module: string): boolean {
  return !module.includes('.') && !module.startsWith('_')
}
