import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { obeyedCommands, type RunnerCommand } from './commands.ts'

/** A step that uses the action. */
export interface Step {
  readonly inputs?: Readonly<Record<string, string>>
  /** Variables of the job, over those that the runner sets. */
  readonly env?: Readonly<Record<string, string>>
  /** The workspace: where the repository is checked out. */
  readonly cwd: string
}

/** How the step ended, as the runner sees it. */
export interface StepResult {
  readonly exitCode: number | null
  /** Both streams, in the order of their arrival. */
  readonly log: string
  /** The workflow commands that the runner would have obeyed. */
  readonly commands: readonly RunnerCommand[]
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** What the step handed to later steps by other files than its outputs and summary. */
  readonly state: string
  /** What it left in the machine's temporary folder. */
  readonly leftovers: readonly string[]
}

/** What must reach nobody but the action. */
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
/** Files by which a step speaks to the runner, as the end of their variable's name. */
const FILES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'] as const

/**
 * Runs the action as the runner does: the committed bundle, the inputs of `action.yml` with their defaults, the
 * runner's variables and files. What a runner does not have of this process's environment is left out.
 */
export async function runAction({ inputs = {}, env = {}, cwd }: Step): Promise<StepResult> {
  const { runs, inputs: declared } = parse(await readFile(join(REPOSITORY, 'action.yml'), 'utf8'))
  const temp = await temporaryFolder('rünner temp ')
  const scratch = await temporaryFolder('machine temp ')
  const files = join(temp, '_runner_file_commands')
  await mkdir(files)
  const fileOf = (name: string) => join(files, name.toLowerCase())
  for (const name of FILES) await writeFile(fileOf(name), '')

  const { exitCode, log } = await spawned(process.execPath, [join(REPOSITORY, runs.main)], cwd, {
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
    // There is no service but where a test starts one.
    ...inputVariables(declared, { cache: 'off', ...inputs }),
    ...env,
  })
  const [outputs = '', state = '', variables = '', path = '', summary = ''] = await Promise.all(
    FILES.map((name) => readFile(fileOf(name), 'utf8')),
  )
  return {
    exitCode,
    log,
    commands: obeyedCommands(log),
    outputs: readOutputs(outputs),
    summary,
    state: state + variables + path,
    leftovers: await readdir(scratch),
  }
}

const folders: string[] = []

/** A new folder, by its real path, until `removeTemporaryFolders`. */
export async function temporaryFolder(prefix: string): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), prefix)))
  folders.push(folder)
  return folder
}

export async function removeTemporaryFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** This machine's variables without those of an outer runner, of npm and of jest. */
function machine(): NodeJS.ProcessEnv {
  const outer = /^(GITHUB|ACTIONS|RUNNER|INPUT|STATE|NPM|NODE|JEST|AS_INSTALLED)_/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)))
}

/** An input that was not given comes with its default, and one without a default comes empty. */
function inputVariables(
  declared: Readonly<Record<string, { default?: string }>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !(name in declared))
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`)
  const variables = Object.entries(declared).map(([name, input]) => [
    `INPUT_${name.toUpperCase().replaceAll(' ', '_')}`,
    given[name] ?? input.default ?? '',
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

/** Reads `NAME<<DELIMITER`, lines, `DELIMITER`, and `NAME=VALUE`. */
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
