import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache'
import type { CacheAnswer, CacheRequest } from './service.ts'

/**
 * The one place that knows the client library of GitHub's cache: a program of its own, so that it costs nothing where
 * there is no cache, ends when it is told to, and says what it says to us and not to the runner.
 */
async function act({ action, path, key, similar }: CacheRequest): Promise<CacheAnswer> {
  if (!isFeatureAvailable()) return { kind: 'unavailable' }
  if (action === 'restore')
    return { kind: 'restored', key: await restoreCache([path], key, similar === undefined ? [] : [similar]) }
  return { kind: 'saved', id: await saveCache([path], key) }
}

const answer = await act(JSON.parse(process.argv[2] ?? ''))
// Whole before the process ends, which open connections would put off.
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0))
