import { Undecided } from '../problems.ts'
import { lastLines } from '../sentence.ts'
import { succeeded } from './child.ts'
import type { Interpreter } from './interpreter.ts'
import { type ProbeRun, runProbe } from './probe.ts'
import { variablesForProject } from './variables.ts'

/** A virtual environment without pip and setuptools. All paths are absolute. */
export interface Environment {
  readonly root: string
  readonly python: string
  /** Where executables are installed. */
  readonly scripts: string
  readonly purelib: string
  readonly platlib: string
}

/**
 * Creates environments, several in one start of the interpreter.
 *
 * @throws Undecided when the interpreter cannot create them
 */
export async function createEnvironments(
  interpreter: Interpreter,
  roots: readonly string[],
  scratch: string,
  caller: NodeJS.ProcessEnv,
): Promise<Environment[]> {
  const { text, child } = await runProbe(
    'create_environments',
    { roots },
    {
      python: interpreter.executable,
      cwd: scratch,
      variables: variablesForProject(caller),
      timeLimit: 120,
      scratch,
    },
  )
  if (text === undefined || !succeeded(child)) {
    const words = lastLines(child.stderr, 1).join('')
    throw new Undecided(
      `${interpreter.executable} cannot create a virtual environment: ${words}. Use another Python by the python option.`,
    )
  }
  return JSON.parse(text)
}

/** A distribution that is installed in an environment. */
export interface InstalledDistribution {
  readonly name: string
  readonly version: string
  readonly requires: readonly string[]
  readonly direct_url: {
    url?: string
    archive_info?: { hash?: string; hashes?: { sha256?: string } }
    dir_info?: { editable?: boolean }
  } | null
}

/** What an environment holds, read back from its files. */
export interface Inventory {
  readonly distributions: readonly InstalledDistribution[]
  /** Importable name -> distributions whose files it comes from. */
  readonly providers: Readonly<Record<string, readonly string[]>>
  readonly pth: readonly { readonly file: string; readonly lines: readonly string[] }[]
  readonly editable: readonly string[]
  /** Files of the distribution under test, as its RECORD lists them. */
  readonly record: readonly {
    readonly path: string
    readonly file: string
    readonly state: 'ok' | 'missing' | 'changed' | 'unhashed'
  }[]
  readonly scripts: readonly string[]
}

/**
 * Reads back what an environment holds.
 *
 * @throws Undecided when its interpreter does not answer
 */
export async function takeInventory(
  environment: Environment,
  distribution: string,
  probe: Omit<ProbeRun, 'python'>,
): Promise<Inventory> {
  const { text, child } = await runProbe(
    'inventory',
    { distribution },
    { ...probe, python: environment.python },
  )
  if (text === undefined || !succeeded(child)) {
    throw new Undecided(
      `The environment ${environment.root} cannot be read back: ${lastLines(child.stderr, 1).join('')}`,
    )
  }
  return JSON.parse(text)
}

/** What is wrong with the identity of the wheel in an environment; nothing when it is the wheel under test. */
export function identityProblems(
  inventory: Inventory,
  wheel: { readonly name: string; readonly file: string; readonly sha256: string },
): string[] {
  const installed = inventory.distributions.find(({ name }) => name === wheel.name)
  if (installed === undefined) return [`${wheel.name} is not installed`]
  const problems: string[] = []
  const url = installed.direct_url
  if (url?.dir_info !== undefined)
    problems.push(
      `${wheel.name} was installed from the folder ${url.url}${url.dir_info.editable ? ', editable' : ''}`,
    )
  else if (url === null) problems.push(`${wheel.name} ${installed.version} was installed from the index`)
  else if (!isThisWheel(url, wheel)) problems.push(`${wheel.name} was installed from ${url.url}`)
  const broken = inventory.record.filter(({ state }) => state === 'missing' || state === 'changed')
  if (broken.length > 0) problems.push(`${broken[0]?.path} is ${broken[0]?.state} since it was installed`)
  return problems
}

function isThisWheel(
  url: NonNullable<InstalledDistribution['direct_url']>,
  { file, sha256 }: { file: string; sha256: string },
): boolean {
  const hash = url.archive_info?.hashes?.sha256 ?? url.archive_info?.hash?.replace(/^sha256=/, '')
  // uv does not note the digest of a local file.
  return hash === undefined
    ? decodeURIComponent(url.url ?? '').endsWith(file.replaceAll('\\', '/'))
    : hash === sha256
}
