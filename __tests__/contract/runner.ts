import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { executedCommands, type RunnerCommand } from './commands.ts'

/** A step that uses the action. */
export interface Step {
  readonly inputs?: Readonly<Record<string, string>>
  /** The action below the repository; undefined: the one at the root. */
  readonly action?: 'plan' | 'gate'
  /** Environment variables of the job; they override those of the runner. */
  readonly env?: Readonly<Record<string, string>>
  /** The workspace: where the repository is checked out. */
  readonly cwd: string
}

/** The result of a step, as the runner sees it. */
export interface StepResult {
  readonly exitCode: number | null
  /** Both output streams, interleaved. */
  readonly log: string
  /** The workflow commands that the runner would execute. */
  readonly commands: readonly RunnerCommand[]
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** What the step wrote to the other files for later steps: state, environment variables, PATH. */
  readonly state: string
  /** Files that it left in the temporary directory of the machine. */
  readonly leftovers: readonly string[]
}

/** Variables of the runner that the code under test must not receive. */
export const CREDENTIALS = {
  ACTIONS_RUNTIME_TOKEN: 'runtime-token-of-the-job',
  ACTIONS_RUNTIME_URL: 'https://runtime.invalid/',
  ACTIONS_RESULTS_URL: 'https://results.invalid/',
  ACTIONS_CACHE_URL: 'https://cache.invalid/',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc-token-of-the-job',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.invalid/',
  GITHUB_TOKEN: 'github-token-of-the-job',
}

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))
/** The files by which a step communicates with the runner: variables without `GITHUB_`. */
const FILES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'] as const

/**
 * Runs an action as the runner does: the committed bundle, with the inputs of `action.yml`, their defaults, and the
 * runner's variables and files. Like the runner, it also passes inputs that `action.yml` does not declare.
 */
export async function runAction({ inputs = {}, action, env = {}, cwd }: Step): Promise<StepResult> {
  const directory = join(REPOSITORY, action ?? '.')
  const { runs, inputs: declared } = parse(await readFile(join(directory, 'action.yml'), 'utf8'))
  const temp = await temporaryDirectory('rünner temp ')
  const scratch = await temporaryDirectory('machine temp ')
  const files = join(temp, '_runner_file_commands')
  await mkdir(files)
  const fileOf = (name: string) => join(files, name.toLowerCase())
  for (const name of FILES) await writeFile(fileOf(name), '')

  const { exitCode, log } = await spawned(process.execPath, [join(directory, runs.main)], cwd, {
    ...machine(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: cwd,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'somebody/something',
    GITHUB_SERVER_URL: 'https://github.com',
    RUNNER_OS: { win32: 'Windows', darwin: 'macOS' }[process.platform as string] ?? 'Linux',
    RUNNER_TEMP: temp,
    TMPDIR: scratch,
    TEMP: scratch,
    TMP: scratch,
    ...CREDENTIALS,
    ...Object.fromEntries(FILES.map((name) => [`GITHUB_${name}`, fileOf(name)])),
    // There is no cache service unless a test starts one.
    ...inputVariables(declared, {
      ...('cache' in declared && !inputs.mode ? { cache: 'off' } : {}),
      ...inputs,
    }),
    ...env,
  })
  const [outputs = '', state = '', variables = '', path = '', summary = ''] = await Promise.all(
    FILES.map((name) => readFile(fileOf(name), 'utf8')),
  )
  return {
    exitCode,
    log,
    commands: executedCommands(log),
    outputs: readOutputs(outputs),
    summary,
    state: state + variables + path,
    leftovers: await readdir(scratch),
  }
}

const directories: string[] = []

/** Creates a directory, which `removeTemporaryDirectories` removes; returns its real path. */
export async function temporaryDirectory(prefix: string): Promise<string> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), prefix)))
  directories.push(directory)
  return directory
}

export async function removeTemporaryDirectories(): Promise<void> {
  for (const directory of directories.splice(0))
    await rm(directory, { recursive: true, force: true, maxRetries: 3 })
}

/** The environment variables of this process without those of a runner, npm and Jest. */
function machine(): NodeJS.ProcessEnv {
  const outer = /^(GITHUB|ACTIONS|RUNNER|INPUT|STATE|NPM|NODE|JEST|AS_INSTALLED)_/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)))
}

/** The variables of all inputs: as given, else the default, else empty. */
function inputVariables(
  declared: Readonly<Record<string, { default?: string }>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = [...new Set([...Object.keys(declared), ...Object.keys(given)])]
  const variables = names.map((name) => [
    `INPUT_${name.toUpperCase().replaceAll(' ', '_')}`,
    given[name] ?? declared[name]?.default ?? '',
  ])
  return Object.fromEntries(variables)
}

function spawned(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ exitCode: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (bytes) => chunks.push(bytes))
    child.stderr.on('data', (bytes) => chunks.push(bytes))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, log: Buffer.concat(chunks).toString('utf8') }))
  })
}

/** Parses `NAME=VALUE`, and `NAME<<DELIMITER` with the value in the lines up to `DELIMITER`. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let i = 0; i < lines.length; i++) {
    const [, name = '', mark, rest = ''] = /^([^=<]+)(<<|=)(.*)$/.exec(lines[i] ?? '') ?? []
    if (mark === '=') outputs[name] = rest
    if (mark === '<<') {
      const end = lines.indexOf(rest, i + 1)
      outputs[name] = lines.slice(i + 1, end).join('\n')
      i = end
    }
  }
  return outputs
}
