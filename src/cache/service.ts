import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getExecOutput } from '@actions/exec'
import { describeEnding, type Ending } from '../process/ending.ts'
import { verifyManifest, writeManifest } from './manifest.ts'

/** A request to the client, as JSON in its first argument. */
export interface CacheRequest {
  readonly action: 'restore' | 'save'
  /** Name of the directory, relative to the client's working directory. */
  readonly path: string
  readonly key: string
  /** Prefix of the keys of other entries that may be restored instead; undefined: only the exact key. */
  readonly restoreKey?: string | undefined
  /** Seconds until the client ends itself. */
  readonly timeout: number
}

/** Exit status of a client that reached its timeout, as that of timeout(1). */
export const TIMED_OUT = 124

/** The response of the client, as JSON in the last line of its output. */
export type CacheResponse =
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'restored'; readonly key?: string | undefined }
  | { readonly kind: 'saved'; readonly id: number }

/** A directory and its entry in the cache. */
export interface CacheEntry {
  /** Absolute. */
  readonly path: string
  readonly key: string
  readonly restoreKey: string | undefined
  /** Files outside the directory that symbolic links in it may point to. */
  readonly linkTargets: readonly string[]
}

export type RestoreResult =
  | { readonly kind: 'hit' | 'partial-hit' | 'miss' }
  /** There was an entry, which was discarded. */
  | { readonly kind: 'unusable'; readonly reason: string }
  /** The service must not be used again in this run. */
  | { readonly kind: 'unreachable'; readonly reason: string }

export type SaveResult =
  | { readonly kind: 'saved' | 'refused' }
  | { readonly kind: 'failed'; readonly reason: string }

const CLIENT = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/cache-client.js' : './cache-client.js',
    import.meta.url,
  ),
)

/** Seconds. To wait longer for an unresponsive service takes more time than to download from the index. */
const RESTORE_TIMEOUT = 30
const SAVE_TIMEOUT = 120

/** Restores a directory, and discards it unless it equals its manifest. Never rejects. */
export async function restore(entry: CacheEntry, caller: NodeJS.ProcessEnv): Promise<RestoreResult> {
  const { path, key, linkTargets } = entry
  // The client unpacks into another directory, so that an incomplete one is never used.
  const workspace = `${path}.restoring`
  try {
    const { response, warning, ending } = await sendRequest(
      'restore',
      entry,
      workspace,
      caller,
      RESTORE_TIMEOUT,
    )
    if (response?.kind !== 'restored')
      return { kind: 'unreachable', reason: warning ?? `the client ${ending}` }
    if (response.key === undefined) {
      if (warning === undefined) return { kind: 'miss' }
      // Only the text of the library's warning shows whether tar failed or the service.
      const reason = warning
      return { kind: /\btar\b|exit code|unzstd|gzip/i.test(warning) ? 'unusable' : 'unreachable', reason }
    }
    const restored = join(workspace, basename(path))
    await verifyManifest(restored, linkTargets)
    await mkdir(dirname(path), { recursive: true })
    await rename(restored, path)
    return { kind: response.key === key ? 'hit' : 'partial-hit' }
  } catch (error) {
    return { kind: 'unusable', reason: (error as Error).message }
  } finally {
    await rm(workspace, { recursive: true, force: true })
  }
}

/** Saves a directory with its manifest. Never rejects. */
export async function save(entry: CacheEntry, caller: NodeJS.ProcessEnv): Promise<SaveResult> {
  const { path, linkTargets } = entry
  try {
    await writeManifest(path)
    const { response, warning, ending } = await sendRequest(
      'save',
      entry,
      dirname(path),
      caller,
      SAVE_TIMEOUT,
    )
    await verifyManifest(path, linkTargets)
    if (response?.kind !== 'saved') return { kind: 'failed', reason: warning ?? `the client ${ending}` }
    if (response.id >= 0) return { kind: 'saved' }
    // A read-only token, or another job that saved the same key first, is no failure.
    return warning === undefined || /cache write denied|Unable to reserve cache/.test(warning)
      ? { kind: 'refused' }
      : { kind: 'failed', reason: warning }
  } catch (error) {
    return { kind: 'failed', reason: (error as Error).message }
  }
}

interface ClientResult {
  readonly response: CacheResponse | undefined
  /** The first warning or error of the library. */
  readonly warning: string | undefined
  readonly ending: string
}

/** Runs the client with a directory as its workspace, because paths in its archives are relative to the workspace. */
async function sendRequest(
  action: CacheRequest['action'],
  { path, key, restoreKey }: CacheEntry,
  workspace: string,
  caller: NodeJS.ProcessEnv,
  timeout: number,
): Promise<ClientResult> {
  const scratch = `${path}.client`
  await mkdir(workspace, { recursive: true })
  await mkdir(scratch, { recursive: true })
  try {
    const { RUNNER_DEBUG: _, NODE_OPTIONS: __, ...rest } = caller
    const request: CacheRequest = { action, path: basename(path), key, restoreKey, timeout }
    const variables = {
      ...(rest as Record<string, string>),
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: scratch,
    }
    const { stdout, ending } = await runClient(request, workspace, variables)
    const last = stdout.trimEnd().split('\n').at(-1) ?? ''
    const succeeded = ending.kind === 'exited' && ending.code === 0
    const response = succeeded && last.startsWith('{') ? (JSON.parse(last) as CacheResponse) : undefined
    return { response, warning: warningIn(stdout), ending: describeEnding(ending) }
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
    // Quoted, because exec splits its first argument at spaces.
    const { stdout, exitCode } = await getExecOutput(
      `"${process.execPath}"`,
      [CLIENT, JSON.stringify(request)],
      options,
    )
    return { stdout, ending: endingOf(exitCode, request.timeout) }
  } catch (error) {
    return { stdout: '', ending: { kind: 'not-started', reason: (error as Error).message } }
  }
}

function endingOf(exitCode: number | null, timeout: number): Ending {
  if (exitCode === TIMED_OUT) return { kind: 'timed-out', afterSeconds: timeout }
  // After a signal the exit code is null, contrary to the types of exec, which does not report the signal.
  if (exitCode === null) return { kind: 'killed', signal: 'a signal' }
  return { kind: 'exited', code: exitCode }
}

/** The library prints workflow commands; an `error` of it would look like a finding. */
function warningIn(stdout: string): string | undefined {
  const [, text] = /^::(?:warning|error)::(.+)$/m.exec(stdout) ?? []
  return (
    text
      ?.replace(/%0[AD]/g, ' ')
      .replaceAll('%25', '%')
      // The URLs of the blob storage contain signatures.
      .replace(/(https?:\/\/[^\s?]+)\?\S*/g, '$1')
      .slice(0, 300)
  )
}
