import type { ChildResult } from '../process/run.ts'
import { lastLines } from '../program/sentence.ts'

/** Errors of pip and uv whose cause is not in the requirements: the index, the network or the machine. */
const EXTERNAL_ERRORS = [
  {
    pattern: /No space left on device|There is not enough space on the disk/i,
    problem: 'The disk is full',
    fix: 'Free some disk space and run again.',
  },
  {
    pattern:
      /Failed to read `--find-links`|^WARNING: Location .* is ignored: it is either a non-existing path/,
    problem: 'A --find-links location does not exist',
    fix: 'Check PIP_FIND_LINKS and UV_FIND_LINKS.',
  },
  {
    pattern: /is not a trusted or secure host/,
    problem: 'pip ignores the package index because its URL does not use HTTPS',
    fix: 'Use HTTPS, or list the host in PIP_TRUSTED_HOST.',
  },
  {
    pattern:
      /\b(401|403|407) (Client Error|Unauthorized|Forbidden|Proxy)|HTTP error 40[137]|status code 40[137]/i,
    problem: 'The package index rejected the credentials',
    fix: 'Check the credentials for PIP_INDEX_URL or UV_INDEX.',
  },
  {
    pattern:
      /Max retries exceeded|NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|Connection (refused|reset|aborted|broken)|connection error:|Name or service not known|Temporary failure in name resolution|getaddrinfo failed|nodename nor servname|dns error|error sending request|Failed to fetch|operation timed out|SSLError|ssl certificate|CERTIFICATE_VERIFY_FAILED|invalid peer certificate|\b(429|50[0234]) (Client Error|Server Error|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway)|too many \d+ error responses|status code (429|50[0234])|error trying to connect|network was disabled/i,
    problem: 'The package index is unavailable',
    fix: 'Check the network and the index settings (PIP_INDEX_URL, UV_INDEX), and run again.',
  },
  {
    // Not 404, with which an index responds if it has no such project (Simple repository API).
    pattern:
      /^Could not fetch URL .*: (?!404)4\d\d Client Error|HTTP error 4\d\d while getting \S+ \(from https?:|DO NOT MATCH THE HASHES|Hash mismatch for|^ERROR: Wheel '.*' located at .* is invalid|has an invalid package format/,
    problem: 'The package index returned an invalid response',
    fix: 'Run again, and check the index settings (PIP_INDEX_URL, UV_INDEX).',
  },
  {
    pattern:
      /unable to access '[^']+': .*(Failed to connect|Could not resolve|timed out|returned error: (429|5\d\d))/,
    problem: 'The server of a git repository is unavailable',
    fix: 'Check the network, and run again.',
  },
]

/** The error of uv if the URL of a direct reference does not exist: an error of the requirement. */
const URL_NOT_FOUND =
  /Failed to download `[^`]+ @ [^`]+`\s+cause: Failed to fetch: \S+\s+cause: HTTP status client error \(4(04|10)\b/

/** The first external error in an installer output, with its line in the output. */
export function externalErrorIn(
  output: readonly string[],
): { problem: string; line: string; fix: string } | undefined {
  const text = output.join('\n')
  if (URL_NOT_FOUND.test(text)) return undefined
  // After these warnings, pip repeats the request.
  const lines = text.split(/\r?\n/).filter((line) => !line.startsWith('WARNING: Retrying '))
  for (const { pattern, problem, fix } of EXTERNAL_ERRORS) {
    const line = lines.find((candidate) => pattern.test(candidate))
    if (line !== undefined)
      return {
        problem,
        line: line
          .trim()
          .replace(/ - skipping$/, '')
          .slice(0, 300),
        fix,
      }
  }
  return undefined
}

/** The lines of an installer output that state why the installation failed. */
export function errorLines({ stdout, stderr }: Pick<ChildResult, 'stdout' | 'stderr'>): string[] {
  const errors = stderr
    .split(/\r?\n/)
    .filter((line) => /^\s*(ERROR:|error:|cause:|[×╰│]|Because|And because|we can conclude)/.test(line))
  const lines = errors.length > 0 ? errors : lastLines(stderr, 5)
  // pip appends all versions on the index.
  const short = lines.map((line) => line.trim().replace(/ \(from versions: [^)]{80,}\)/, ''))
  return [...new Set(short.flatMap((line) => explain(line, stdout, stderr)))].slice(0, 8)
}

/** Whether an installation failed at a console script; pip 23 then prints only a line of its own source, with `Pair.__new__`. */
export function isScriptError(output: readonly string[]): boolean {
  return output.some((line) => /entry.?point|script|Pair\.__new__/i.test(line))
}

/** Replaces a generic error of pip by the lines elsewhere in its output that contain the cause. */
function explain(line: string, stdout: string, stderr: string): string[] {
  if (line === 'ERROR: Exception:') return lastLines(stderr, 1)
  if (!line.startsWith('ERROR: ResolutionImpossible:')) return [line]
  const [, conflict] = /^The conflict is caused by:\r?\n((?: {4}.+\r?\n)+)/m.exec(stdout) ?? []
  return conflict === undefined ? [line] : lastLines(conflict, 6).map((one) => one.trim())
}

/**
 * The pages of the index that pip could not fetch. pip treats them as empty, so that an index that denies access looks
 * like a requirement that does not exist.
 */
export function fetchErrors(log: readonly string[]): string[] {
  return log.filter((line) => line.startsWith('Could not fetch URL '))
}

/**
 * The fetch errors that make even a successful installation inconclusive, as pip may have installed a distribution from
 * the wrong index. Not those with a 4xx status, with which some indexes respond for projects that they do not have.
 */
export function transientFetchErrors(log: readonly string[]): string[] {
  return fetchErrors(log).filter((line) => !/: 4(?!29)\d\d Client Error/.test(line))
}
