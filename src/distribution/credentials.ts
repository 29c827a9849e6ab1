/** Bytes: no file of credentials is larger. */
export const LARGEST_CREDENTIAL_FILE = 1024 * 1024

/** What gives access to something, by the form in which it is written. */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  [
    'a private key',
    // With its body: the header alone stands in code that reads keys.
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\s+(?:[\w-]+: [^\n]*\n\s*)*[A-Za-z0-9+/=]{40}/,
  ],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/],
  ['a token of a package index', /\bpypi-AgE[A-Za-z0-9_-]{80,}/],
  ['a token of GitLab', /\bglpat-[A-Za-z0-9_-]{20,}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[A-Za-z0-9_-]{16,}/],
  ['a token of Slack', /\bxox[abprs]-\d{8,}-[A-Za-z0-9-]{20,}/],
  ['a live key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{20,}/],
]

/** Access keys of AWS are an identifier, which is no secret, and a secret, which looks like any other text. */
const AWS = [/\bAKIA[A-Z0-9]{16}\b/, /\b[A-Za-z0-9/+]{40}\b/] as const

/** Values that stand for one, in examples. */
const PLACEHOLDER =
  /example|dummy|fake|sample|placeholder|changeme|change[-_]me|your|x{5}|0{5}|1234567|abcdef/i

/**
 * What in a file must not be published, for a person: `a private key`; undefined where nothing is seen. Certificates
 * are public and are none.
 */
export function credentialIn(path: string, content: Buffer): string | undefined {
  const name = path.split('/').at(-1) as string
  const text = content.toString('latin1')
  for (const [what, form] of FORMS) {
    const found = form.exec(text)?.[0]
    if (found !== undefined && isReal(found)) return what
  }
  const [identifier, secret] = AWS.map((form) => form.exec(text)?.[0])
  if (identifier !== undefined && secret !== undefined && isReal(identifier) && isReal(secret))
    return 'an access key of AWS'
  return passwordIn(name, text)
}

/** A password in a file whose form says where passwords stand. */
function passwordIn(name: string, text: string): string | undefined {
  const form = /^\.env(?!\.(?:example|sample|template|dist|tests?)$)(\.|$)/.test(name)
    ? /^\s*(?:export\s+)?\w*(?:SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|CREDENTIAL)\w*\s*=\s*["']?([^\s"'#]{6,})/im
    : name === '.pypirc'
      ? /^\s*password\s*[=:]\s*(\S{6,})/im
      : /^[._]netrc$/.test(name)
        ? /\bpassword\s+(\S{6,})/i
        : undefined
  const value = form?.exec(text)?.[1]
  // "${NAME}", "<token>" and "{{ token }}" are filled in elsewhere.
  if (value === undefined || /^[$<{%]/.test(value) || PLACEHOLDER.test(value)) return undefined
  return 'a password'
}

/** Whether a text that looks like a credential is as random as one. */
function isReal(found: string): boolean {
  return !PLACEHOLDER.test(found) && new Set(found.slice(-36)).size >= 12
}
