/** Creates small projects for tests, and runs the command line on them. */
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll } from '@jest/globals'
import type { Report } from '../../src/report/report.ts'

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

const directories: string[] = []
afterAll(async () => {
  for (const directory of directories) await rm(directory, { recursive: true, force: true, maxRetries: 3 })
})

/** A new empty directory, which is removed after the tests of the file. */
export async function temporaryDirectory(name = 'as-installed-test-'): Promise<string> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), name)))
  directories.push(directory)
  return directory
}

/** Path -> content. */
export type Files = Readonly<Record<string, string | Buffer>>

/** Writes files below a directory. */
export async function write(directory: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), content)
  }
}

/** Runs git with an identity of its own, whatever the configuration of the machine; returns its output. */
export async function git(directory: string, ...args: string[]): Promise<string> {
  // Each commit would start the maintenance of the repository.
  const settings = [
    'user.name=Ada',
    'user.email=ada@example.org',
    'commit.gpgsign=false',
    'maintenance.auto=false',
  ]
  const { stdout } = await promisify(execFile)(
    'git',
    [...settings.flatMap((setting) => ['-c', setting]), ...args],
    { cwd: directory },
  )
  return stdout.trim()
}

/** Applies a unified diff as a user would. */
export async function applyDiff(directory: string, diff: string): Promise<void> {
  const applying = promisify(execFile)('git', ['apply', '-'], { cwd: directory })
  applying.child.stdin?.end(diff)
  await applying
}

/** Creates a git repository with one commit of the files; returns its directory. */
export async function project(files: Files): Promise<string> {
  const directory = await temporaryDirectory()
  await write(directory, files)
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  await commit(directory)
  return directory
}

/** Commits all files of a directory. */
export async function commit(directory: string): Promise<void> {
  await git(directory, 'add', '--all', '--force')
  await git(directory, 'commit', '--quiet', '--allow-empty', '--message=All')
}

/** The result of a run of the command line. */
export interface CliRun {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
  readonly report: Report | undefined
  /** Absolute: the output directory. */
  readonly out: string
  /** Files that the run left in the directory for temporary files. */
  readonly leftovers: readonly string[]
}

export interface CliOptions {
  readonly cwd: string
  /** Whether to try fixes for what fails, which takes several builds. */
  readonly triesFixes?: boolean
  /** Whether to request the output directory and the report as JSON, unless the arguments do; true by default. */
  readonly requestsResults?: boolean
  /** Added to the variables of this process; undefined removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Called when the process has started. */
  readonly whileRunning?: (pid: number) => void
}

/** Runs `node dist/cli.js` with the arguments. */
export async function runCli(
  args: readonly string[],
  { cwd, env, whileRunning, triesFixes = false, requestsResults = true }: CliOptions,
): Promise<CliRun> {
  const root = await temporaryDirectory('ai-')
  const [out, temporary, json] = [join(root, 'out'), join(root, 'tmp'), join(root, 'report.json')]
  await mkdir(temporary)
  const extraArgs = args.includes('--out') || !requestsResults ? [] : ['--out', out]
  if (!args.includes('--json') && requestsResults) extraArgs.push('--json', json)
  if (!triesFixes) extraArgs.push('--no-fix-check')
  const child = spawn(process.execPath, [CLI, ...args, ...extraArgs], {
    cwd,
    // Lines are not wrapped, so that tests can match them.
    env: { ...process.env, TMPDIR: temporary, COLUMNS: '10000', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  if (child.pid !== undefined) whileRunning?.(child.pid)
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (...ending) => resolve(ending))
  })
  const report = await readFile(args[args.indexOf('--json') + 1] ?? '', 'utf8')
    .catch(() => readFile(json, 'utf8'))
    .then(JSON.parse)
    .catch(() => undefined)
  return { code, signal, stdout, stderr, report, out, leftovers: await readdir(temporary) }
}

/** The content of all files below a directory, joined. */
export async function allText(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return (
    await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')))
  ).join('\n')
}
