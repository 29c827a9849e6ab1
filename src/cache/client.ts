import { subscribe } from 'node:diagnostics_channel'
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache'
import type { CacheAnswer, CacheRequest, TIMED_OUT } from './service.ts'

/**
 * The one place that uses the client library of GitHub's cache: a program of its own, so that it costs nothing without
 * a cache, can be ended at any time, and prints for us and not for the runner.
 */
async function act({ action, path, key, similar }: CacheRequest): Promise<CacheAnswer> {
  if (!isFeatureAvailable()) return { kind: 'unavailable' }
  if (action === 'restore')
    return { kind: 'restored', key: await restoreCache([path], key, similar === undefined ? [] : [similar]) }
  return { kind: 'saved', id: await saveCache([path], key) }
}

interface Child {
  kill(signal: 'SIGKILL'): boolean
  once(event: 'exit', listener: () => void): unknown
}

let child: Child | undefined
// The library starts tar, one program at a time, and has no way to end it.
subscribe('child_process', (message) => {
  child = (message as { process: Child }).process
})

function end(status: number): void {
  // tar would go on writing to directories that the caller removes.
  if (child?.kill('SIGKILL')) child.once('exit', () => process.exit(status))
  else process.exit(status)
}

const request: CacheRequest = JSON.parse(process.argv[2] ?? '')
setTimeout(() => {
  console.error(`Timed out after ${request.timeLimit} s.`)
  end(124 satisfies typeof TIMED_OUT)
}, request.timeLimit * 1000)
// The caller keeps stdin open as long as it runs.
process.stdin.once('close', () => end(1)).resume()

const answer = await act(request)
// Whole before the process ends, which open connections would put off.
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0))
