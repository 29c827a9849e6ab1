/** Small real projects for tests, and the command line run on them as a user runs it. */
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll } from '@jest/globals'
import type { Report } from '../../src/report/report.ts'

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

/** A new empty folder, which is removed after the tests of the file. */
export async function newFolder(name = 'as-installed-test-'): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), name)))
  folders.push(folder)
  return folder
}

/** Path -> content. */
export type Files = Readonly<Record<string, string | Buffer>>

/** Writes files below a folder. */
export async function write(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

/** Runs git in a folder, as somebody, whatever the machine is configured to. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false']
  const { stdout } = await promisify(execFile)('git', [...identity, ...args], { cwd: folder })
  return stdout.trim()
}

/** Makes a git repository with one commit that holds the files, in a folder of its own. */
export async function project(files: Files): Promise<string> {
  const folder = await newFolder()
  await write(folder, files)
  await git(folder, 'init', '--quiet', '--initial-branch=main')
  await commit(folder)
  return folder
}

/** Commits everything that a folder holds. */
export async function commit(folder: string): Promise<void> {
  await git(folder, 'add', '--all', '--force')
  await git(folder, 'commit', '--quiet', '--allow-empty', '--message=All')
}

/** What came of a run of the command line. */
export interface CliRun {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
  readonly report: Report | undefined
  /** Absolute: where the run kept the verified files and the logs. */
  readonly out: string
  /** What the run left behind in the folder for temporary files. */
  readonly leftovers: readonly string[]
}

export interface CliOptions {
  readonly cwd: string
  /** On top of the variables of this process; undefined removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Called as soon as it runs. */
  readonly whileRunning?: (pid: number) => void
}

/** Runs `node dist/cli.js` with the arguments. */
export async function runCli(
  args: readonly string[],
  { cwd, env, whileRunning }: CliOptions,
): Promise<CliRun> {
  const room = await newFolder('ai-')
  const [out, temporary, json] = [join(room, 'out'), join(room, 'tmp'), join(room, 'report.json')]
  await mkdir(temporary)
  const ours = args.includes('--out') ? [] : ['--out', out]
  if (!args.includes('--json')) ours.push('--json', json)
  const child = spawn(process.execPath, [CLI, ...args, ...ours], {
    cwd,
    env: { ...process.env, TMPDIR: temporary, ...env },
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

/** Every text file below a folder, joined: to look for what must not be in any. */
export async function allText(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return (
    await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')))
  ).join('\n')
}
