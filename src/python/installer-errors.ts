/** What pip and uv say when they do not install: that something stops them, or that it cannot be done. */

import type { ChildResult } from '../process/run.ts'
import { lastLines } from '../program/sentence.ts'

/** What stops an installer although nothing is wrong with what it was asked for. */
const OBSTACLES = [
  {
    pattern: /No space left on device|There is not enough space on the disk/i,
    what: 'The disk is full',
    mend: 'Free some of it and run again.',
  },
  {
    pattern:
      /Failed to read `--find-links`|^WARNING: Location .* is ignored: it is either a non-existing path/,
    what: 'A place to find packages in is not there',
    mend: 'Check PIP_FIND_LINKS and UV_FIND_LINKS.',
  },
  {
    pattern: /is not a trusted or secure host/,
    what: 'The package index is ignored, as it is not asked by https',
    mend: 'Use https, or name its host in PIP_TRUSTED_HOST.',
  },
  {
    pattern:
      /\b(401|403|407) (Client Error|Unauthorized|Forbidden|Proxy)|HTTP error 40[137]|status code 40[137]/i,
    what: 'The package index refused the credentials',
    mend: 'Check PIP_INDEX_URL or UV_INDEX and what they need.',
  },
  {
    pattern:
      /Max retries exceeded|NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|Connection (refused|reset|aborted|broken)|connection error:|Name or service not known|Temporary failure in name resolution|getaddrinfo failed|nodename nor servname|dns error|error sending request|Failed to fetch|operation timed out|SSLError|ssl certificate|CERTIFICATE_VERIFY_FAILED|invalid peer certificate|\b(429|50[0234]) (Client Error|Server Error|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway)|too many \d+ error responses|status code (429|50[0234])|error trying to connect|network was disabled/i,
    what: 'The package index did not answer',
    mend: 'Check the network and the index settings (PIP_INDEX_URL, UV_INDEX), and run again.',
  },
  {
    // A page that is not there (404) says that there is no such package, and nothing else does.
    pattern:
      /^Could not fetch URL .*: (?!404)4\d\d Client Error|HTTP error 4\d\d while getting \S+ \(from https?:|DO NOT MATCH THE HASHES|Hash mismatch for|^ERROR: Wheel '.*' located at .* is invalid|has an invalid package format/,
    what: 'The package index does not give what it should have',
    mend: 'Run again, and check the index settings (PIP_INDEX_URL, UV_INDEX).',
  },
  {
    pattern:
      /unable to access '[^']+': .*(Failed to connect|Could not resolve|timed out|returned error: (429|5\d\d))/,
    what: 'The server of a git repository did not answer',
    mend: 'Check the network, and run again.',
  },
]

/** How uv says that a requirement by its address leads nowhere, which no other run can mend. */
const LEADS_NOWHERE =
  /Failed to download `[^`]+ @ [^`]+`\s+cause: Failed to fetch: \S+\s+cause: HTTP status client error \(4(04|10)\b/

/** What stopped an installer that said this, if nothing is wrong with what it was asked for. */
export function obstacleIn(
  told: readonly string[],
): { what: string; line: string; mend: string } | undefined {
  const said = told.join('\n')
  if (LEADS_NOWHERE.test(said)) return undefined
  // What was tried again says nothing of how it ended.
  const lines = said.split(/\r?\n/).filter((line) => !line.startsWith('WARNING: Retrying '))
  for (const { pattern, what, mend } of OBSTACLES) {
    const line = lines.find((candidate) => pattern.test(candidate))
    if (line !== undefined)
      return {
        what,
        line: line
          .trim()
          .replace(/ - skipping$/, '')
          .slice(0, 300),
        mend,
      }
  }
  return undefined
}

/** The installer's own last words. */
export function refusal({ stdout, stderr }: Pick<ChildResult, 'stdout' | 'stderr'>): string[] {
  const errors = stderr
    .split(/\r?\n/)
    .filter((line) => /^\s*(ERROR:|error:|cause:|[×╰│]|Because|And because|we can conclude)/.test(line))
  const words = errors.length > 0 ? errors : lastLines(stderr, 5)
  // pip lists every version that there is.
  const short = words.map((line) => line.trim().replace(/ \(from versions: [^)]{80,}\)/, ''))
  return [...new Set(short.flatMap((line) => meaning(line, stdout, stderr)))].slice(0, 8)
}

/** Whether a refusal is about a command that could not be made: pip 23 fails with a line of its own code. */
export function isAboutScripts(words: readonly string[]): boolean {
  return words.some((line) => /entry.?point|script|Pair\.__new__/i.test(line))
}

/** Where pip says in one place that something is wrong, and in another what. */
function meaning(line: string, stdout: string, stderr: string): string[] {
  if (line === 'ERROR: Exception:') return lastLines(stderr, 1)
  if (!line.startsWith('ERROR: ResolutionImpossible:')) return [line]
  const [, conflict] = /^The conflict is caused by:\r?\n((?: {4}.+\r?\n)+)/m.exec(stdout) ?? []
  return conflict === undefined ? [line] : lastLines(conflict, 6).map((one) => one.trim())
}

/**
 * The pages of the index that pip could not read. It goes on as if they were empty: an index that refuses looks like a
 * requirement that does not exist.
 */
export function unreachable(log: readonly string[]): string[] {
  return log.filter((line) => line.startsWith('Could not fetch URL '))
}

/**
 * The pages of which nothing is known, although pip has installed something: the index that has it may not have been
 * the one that should have been asked. One that refuses may do so for each name that it does not have.
 */
export function unanswered(log: readonly string[]): string[] {
  return unreachable(log).filter((line) => !/: 4(?!29)\d\d Client Error/.test(line))
}
