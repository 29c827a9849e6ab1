import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getExecOutput } from '@actions/exec'
import { describeEnding, type Ending } from '../process/ending.ts'
import { seal, unseal } from './manifest.ts'

/** What the client is asked: one folder, by its name in the folder that it runs in. */
export interface CacheRequest {
  readonly action: 'restore' | 'save'
  readonly path: string
  readonly key: string
  /** What the keys of other entries begin with that will do as well; undefined: none will. */
  readonly similar?: string | undefined
  /** Seconds until the client ends itself. */
  readonly timeLimit: number
}

/** Exit status of a client that reached its timeout, as that of timeout(1). */
export const TIMED_OUT = 124

/** The last line of what the client prints. */
export type CacheAnswer =
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'restored'; readonly key?: string | undefined }
  | { readonly kind: 'saved'; readonly id: number }

/** A folder in the cache. */
export interface Entry {
  /** Absolute. */
  readonly path: string
  readonly key: string
  readonly similar: string | undefined
  /** Files outside of it that links in it may lead to. */
  readonly outside: readonly string[]
}

export type Restoring =
  | { readonly kind: 'exact' | 'similar' | 'nothing' }
  /** There was something, which was thrown away. */
  | { readonly kind: 'unusable'; readonly reason: string }
  /** The service is better left alone in this run. */
  | { readonly kind: 'unreachable'; readonly reason: string }

export type Saving =
  | { readonly kind: 'saved' | 'refused' }
  | { readonly kind: 'failed'; readonly reason: string }

const CLIENT = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/cache-client.js' : './cache-client.js',
    import.meta.url,
  ),
)

/** Seconds. A download from the index takes less than waiting for a service that does not answer. */
const RESTORE_LIMIT = 30
const SAVE_LIMIT = 120

/** Puts a folder where it belongs, if there is one and it is what was saved. Never rejects. */
export async function restore(entry: Entry, caller: NodeJS.ProcessEnv): Promise<Restoring> {
  const { path, key, outside } = entry
  // The client unpacks here, and not where anybody would use what it has not finished.
  const room = `${path}.restoring`
  try {
    const { answer, complaint, ending } = await ask('restore', entry, room, caller, RESTORE_LIMIT)
    if (answer?.kind !== 'restored')
      return { kind: 'unreachable', reason: complaint ?? `the client ${ending}` }
    if (answer.key === undefined) {
      if (complaint === undefined) return { kind: 'nothing' }
      // The library says how its tar ended, which is all that is known.
      const reason = complaint
      return { kind: /\btar\b|exit code|unzstd|gzip/i.test(complaint) ? 'unusable' : 'unreachable', reason }
    }
    const restored = join(room, basename(path))
    await unseal(restored, outside)
    await mkdir(dirname(path), { recursive: true })
    await rename(restored, path)
    return { kind: answer.key === key ? 'exact' : 'similar' }
  } catch (error) {
    return { kind: 'unusable', reason: (error as Error).message }
  } finally {
    await rm(room, { recursive: true, force: true })
  }
}

/** Saves a folder as it is, with a manifest. Never rejects. */
export async function save(entry: Entry, caller: NodeJS.ProcessEnv): Promise<Saving> {
  const { path, outside } = entry
  try {
    await seal(path)
    const { answer, complaint, ending } = await ask('save', entry, dirname(path), caller, SAVE_LIMIT)
    await unseal(path, outside)
    if (answer?.kind !== 'saved') return { kind: 'failed', reason: complaint ?? `the client ${ending}` }
    if (answer.id >= 0) return { kind: 'saved' }
    // A token that may not write, and another job that was first, are no failures.
    return complaint === undefined || /cache write denied|Unable to reserve cache/.test(complaint)
      ? { kind: 'refused' }
      : { kind: 'failed', reason: complaint }
  } catch (error) {
    return { kind: 'failed', reason: (error as Error).message }
  }
}

interface Asked {
  readonly answer: CacheAnswer | undefined
  /** The first that the library complains of. */
  readonly complaint: string | undefined
  readonly ending: string
}

/** Runs the client in a folder, which is also where it believes the workspace to be: its archives are relative to that. */
async function ask(
  action: CacheRequest['action'],
  { path, key, similar }: Entry,
  room: string,
  caller: NodeJS.ProcessEnv,
  timeLimit: number,
): Promise<Asked> {
  const scratch = `${path}.client`
  await mkdir(room, { recursive: true })
  await mkdir(scratch, { recursive: true })
  try {
    const { RUNNER_DEBUG: _, NODE_OPTIONS: __, ...rest } = caller
    const request: CacheRequest = { action, path: basename(path), key, similar, timeLimit }
    const variables = { ...(rest as Record<string, string>), GITHUB_WORKSPACE: room, RUNNER_TEMP: scratch }
    const { stdout, ending } = await runClient(request, room, variables)
    const last = stdout.trimEnd().split('\n').at(-1) ?? ''
    const succeeded = ending.kind === 'exited' && ending.code === 0
    const answer = succeeded && last.startsWith('{') ? (JSON.parse(last) as CacheAnswer) : undefined
    return { answer, complaint: complaintIn(stdout), ending: describeEnding(ending) }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Never rejects. */
async function runClient(
  request: CacheRequest,
  cwd: string,
  env: Record<string, string>,
): Promise<{ stdout: string; ending: Ending }> {
  try {
    const options = { cwd, env, silent: true, ignoreReturnCode: true }
    // Quoted, as exec splits its first argument at spaces.
    const { stdout, exitCode } = await getExecOutput(
      `"${process.execPath}"`,
      [CLIENT, JSON.stringify(request)],
      options,
    )
    return { stdout, ending: endingOf(exitCode, request.timeLimit) }
  } catch (error) {
    return { stdout: '', ending: { kind: 'not-started', reason: (error as Error).message } }
  }
}

function endingOf(exitCode: number | null, timeLimit: number): Ending {
  if (exitCode === TIMED_OUT) return { kind: 'timed-out', afterSeconds: timeLimit }
  // exec does not report which signal it was, and its types do not say that the exit code is null then.
  if (exitCode === null) return { kind: 'killed', signal: 'a signal' }
  return { kind: 'exited', code: exitCode }
}

/** The library complains by workflow commands, of which an error would look like one of the package's. */
function complaintIn(stdout: string): string | undefined {
  const [, text] = /^::(?:warning|error)::(.+)$/m.exec(stdout) ?? []
  return (
    text
      ?.replace(/%0[AD]/g, ' ')
      .replaceAll('%25', '%')
      // The addresses of the store are signed.
      .replace(/(https?:\/\/[^\s?]+)\?\S*/g, '$1')
      .slice(0, 300)
  )
}
