import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache'
import type { CacheRequest, CacheResponse, TIMED_OUT } from './service.ts'

/**
 * Executes one request with the client library of GitHub's cache. It is a program of its own, so that the library is
 * loaded only when there is a cache, a timeout can end it, and the runner does not see its output.
 */
async function execute({ action, path, key, restoreKey }: CacheRequest): Promise<CacheResponse> {
  if (!isFeatureAvailable()) return { kind: 'unavailable' }
  if (action === 'restore')
    return {
      kind: 'restored',
      key: await restoreCache([path], key, restoreKey === undefined ? [] : [restoreKey]),
    }
  return { kind: 'saved', id: await saveCache([path], key) }
}

const request: CacheRequest = JSON.parse(process.argv[2] ?? '')
// @actions/exec, which starts this program, has no timeout.
setTimeout(() => {
  console.error(`Timed out after ${request.timeout} s.`)
  process.exit(124 satisfies typeof TIMED_OUT)
}, request.timeout * 1000)

const response = await execute(request)
// Open connections would keep the process alive: exit as soon as the output is written.
process.stdout.write(`\n${JSON.stringify(response)}\n`, () => process.exit(0))
