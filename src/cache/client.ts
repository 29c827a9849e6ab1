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

const request: CacheRequest = JSON.parse(process.argv[2] ?? '')
// @actions/exec, which starts this program, has no timeout.
setTimeout(() => {
  console.error(`Timed out after ${request.timeLimit} s.`)
  process.exit(124 satisfies typeof TIMED_OUT)
}, request.timeLimit * 1000)

const answer = await act(request)
// Whole before the process ends, which open connections would put off.
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0))
