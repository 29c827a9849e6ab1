import { moduleOf, type Wheel } from '../artifact/wheel.ts'
import type { Environment } from '../environment/environment.ts'
import { type ProbeRun, runProbe } from '../environment/probe.ts'
import { Undecided } from '../problems.ts'
import { lastLines } from '../sentence.ts'
import { type PythonError, readPythonError } from './python-error.ts'

/** What happened when one module was imported, alone in a fresh process. */
export interface ImportEvidence {
  readonly module: string
  readonly outcome: 'imported' | 'failed' | 'exited' | 'killed' | 'timed-out'
  readonly seconds: number
  readonly error: PythonError | undefined
}

/** Seconds for one module. */
const TIME_LIMIT = 30

/**
 * Imports every shipped module that is meant to be imported.
 *
 * @throws Undecided when the probe itself did not work
 */
export async function importModules(
  wheel: Wheel,
  environment: Environment,
  probe: Omit<ProbeRun, 'python' | 'timeLimit'>,
  jobs: number,
): Promise<ImportEvidence[]> {
  const modules = importableModules(wheel.files.map(({ path }) => path))
  if (modules.length === 0) return []
  const timeLimit = 60 + (modules.length * TIME_LIMIT) / jobs
  const { text, child } = await runProbe(
    'imports',
    { modules, timeout: TIME_LIMIT, jobs },
    { ...probe, python: environment.python, timeLimit },
  )
  if (text === undefined)
    throw new Undecided(`The modules could not be imported: ${lastLines(child.stderr, 1).join('')}`)
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map((raw) => ({ ...raw, error: readPythonError(raw.error) }))
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

/** True for the top-level names that users import: a leading underscore says that one is private. */
export function isPublicTopLevel(module: string): boolean {
  return !module.includes('.') && !module.startsWith('_')
}
