/** Bytes. Larger files are not searched. */
export const MAX_CREDENTIAL_FILE_BYTES = 1024 * 1024

/** Credentials with a documented format. */
const PATTERNS: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'a private key',
    // Code that reads keys contains the header without a body.
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\s+(?:[\w-]+: [^\n]*\n\s*)*[A-Za-z0-9+/=]{40}/,
  ],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/],
  ['a token of a package index', /\bpypi-AgE[A-Za-z0-9_-]{80,}/],
  ['a token of GitLab', /\bglpat-[A-Za-z0-9_-]{20,}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[A-Za-z0-9_-]{16,}/],
  ['a token of Slack', /\bxox[abprs]-\d{8,}-[A-Za-z0-9-]{20,}/],
  ['a live key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{20,}/],
]

/** The access key ID, which is not secret, and the secret access key, which has no format of its own (AWS IAM User Guide). */
const AWS_ACCESS_KEY = [/\bAKIA[A-Z0-9]{16}\b/, /\b[A-Za-z0-9/+]{40}\b/] as const

/** Placeholders of a credential in documentation and examples. */
const PLACEHOLDER =
  /example|dummy|fake|sample|placeholder|changeme|change[-_]me|your|x{5}|0{5}|1234567|abcdef/i

/** Finds a credential in a file and returns its kind, such as `a private key`. Certificates are public. */
export function findCredential(path: string, content: Buffer): string | undefined {
  const name = path.split('/').at(-1) as string
  const text = content.toString('latin1')
  for (const [kind, pattern] of PATTERNS) {
    const found = pattern.exec(text)?.[0]
    if (found !== undefined && isRandom(found)) return kind
  }
  const [id, secret] = AWS_ACCESS_KEY.map((pattern) => pattern.exec(text)?.[0])
  if (id !== undefined && secret !== undefined && isRandom(id) && isRandom(secret))
    return 'an access key of AWS'
  return findPassword(name, text)
}

/** Finds a password in a file whose format defines where passwords are. */
function findPassword(name: string, text: string): string | undefined {
  const pattern = /^\.env(?!\.(?:example|sample|template|dist|tests?)$)(\.|$)/.test(name)
    ? /^\s*(?:export\s+)?\w*(?:SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|CREDENTIAL)\w*\s*=\s*["']?([^\s"'#]{6,})/im
    : name === '.pypirc'
      ? /^\s*password\s*[=:]\s*(\S{6,})/im
      : /^[._]netrc$/.test(name)
        ? /\bpassword\s+(\S{6,})/i
        : undefined
  const value = pattern?.exec(text)?.[1]
  // "${NAME}", "<token>" and "{{ token }}" are replaced before use.
  if (value === undefined || /^[$<{%]/.test(value) || PLACEHOLDER.test(value)) return undefined
  return 'a password'
}

/** Whether text in the format of a credential is a random value, not a placeholder. */
function isRandom(found: string): boolean {
  return !PLACEHOLDER.test(found) && new Set(found.slice(-36)).size >= 12
}
