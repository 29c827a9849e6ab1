/** Bytes. Larger files are not searched. */
export const MAX_CREDENTIAL_FILE_BYTES = 1024 * 1024

/** A credential in a file; its value is never stored, so that no report can contain it. */
export interface Credential {
  /** Such as `a private key`. */
  readonly what: string
  /** 1-based. */
  readonly line: number
  /** Whether the format proves it: passwords in URLs may belong to nothing but an example. */
  readonly isCertain: boolean
}

/** Formats that secretlint does not know, or of which it requires more than is needed. */
const PATTERNS: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a private key',
    // Code that reads keys contains the header without a body. Keys of Google are in JSON, with "\n" for line breaks.
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n)+(?:[\w-]+: [^\n]*\n\s*)*[A-Za-z0-9+/=]{40}/,
  ],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/],
  ['a PyPI token', /\bpypi-AgE[A-Za-z0-9_-]{80,}/],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20,}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[A-Za-z0-9_-]{16,}/],
  ['a Stripe live key', /\b[rs]k_live_[A-Za-z0-9]{20,}/],
  ['a Hugging Face token', /\bhf_[A-Za-z0-9]{34,40}\b/],
  ['an Azure storage key', /\bAccountKey=(?!Eby8vdM02xNOcqFl)[A-Za-z0-9+/]{86}==/],
]

/** The access key ID, which is not secret, and the secret access key, which has no format of its own (AWS IAM User Guide). */
const AWS_ACCESS_KEY = [/\bAKIA[A-Z0-9]{16}\b/, /\b[A-Za-z0-9/+]{40}\b/] as const

/** Rules of secretlint: what they find, and whether its format proves it. Those that find no secrets are not listed. */
const SECRETLINT_RULES: Readonly<Record<string, readonly [what: string, isCertain: boolean]>> = {
  AWSSecretAccessKey: ['an AWS access key', true],
  GITHUB_TOKEN: ['a GitHub token', true],
  NPM_ACCESS_TOKEN: ['an npm token', true],
  PackageJSON_xOauthToken: ['a GitHub token', true],
  SLACK_TOKEN: ['a Slack token', true],
  IncomingWebhook: ['a Slack webhook', true],
  OPENAI_TOKEN: ['an OpenAI API key', true],
  ANTHROPIC_API_KEY: ['an Anthropic API key', true],
  LINEAR_API_TOKEN: ['a Linear API key', true],
  SENDGRID_KEY: ['a SendGrid API key', true],
  SHOPIFY_KEY: ['a Shopify token', true],
  OPS_TOKEN: ['a 1Password token', true],
  BasicAuth: ['a password in a URL', false],
  MongoDBConnection: ['a password in a connection string', false],
  MySQLConnection: ['a password in a connection string', false],
  PostgreSQLConnection: ['a password in a connection string', false],
}

/** What every text contains in which secretlint finds something: most files need not be given to it. */
const MAY_CONTAIN =
  /\bgh[pousr]_|github_pat_|sk-(?:proj|svcacct|admin|ant)-|T3BlbkFJ|secret_?access_?key|\bxox[abopr]-|\bxapp-|hooks\.slack\.com|\bnpm_|x-oauth-basic|\bSG\.|shp(?:pa|ca|at|ss)_|lin_api_|ops_ey|:\/\/[^\s:@/'"]+:[^\s@/'"]+@/i

/** Placeholders of a credential in documentation and examples. */
const PLACEHOLDER =
  /example|dummy|fake|sample|placeholder|changeme|change[-_]me|your|x{5}|0{5}|1234567|abcdef/i

/** Finds a credential in a text file. Certificates are public. */
export async function findCredential(path: string, content: Buffer): Promise<Credential | undefined> {
  if (content.subarray(0, 8000).includes(0)) return undefined
  const text = content.toString('latin1')
  return (
    findToken(text) ??
    findPassword(path.split('/').at(-1) as string, text) ??
    (await findBySecretlint(path, text))
  )
}

function findToken(text: string): Credential | undefined {
  for (const [what, pattern] of PATTERNS) {
    const found = pattern.exec(text)
    if (found === null || !isRandom(found[0])) continue
    const isGoogle = what === 'a private key' && /"type":\s*"service_account"/.test(text)
    return credential(isGoogle ? 'a Google service account key' : what, text, found.index)
  }
  const [id, secret] = AWS_ACCESS_KEY.map((pattern) => pattern.exec(text))
  return id && secret && isRandom(id[0]) && isRandom(secret[0])
    ? credential('an AWS access key', text, id.index)
    : undefined
}

function credential(what: string, text: string, index: number, isCertain = true): Credential {
  return { what, line: text.slice(0, index).split('\n').length, isCertain }
}

/** Finds a password in a file whose format defines where passwords are. */
function findPassword(name: string, text: string): Credential | undefined {
  const pattern = isEnvironmentFile(name)
    ? /^\s*(?:export\s+)?\w*(?:SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|CREDENTIAL)\w*\s*=\s*["']?([^\s"'#]{6,})/im
    : name === '.pypirc'
      ? /^\s*password\s*[=:]\s*(\S{6,})/im
      : /^[._]netrc$/.test(name)
        ? /\bpassword\s+(\S{6,})/i
        : undefined
  const found = pattern?.exec(text)
  const value = found?.[1]
  if (value === undefined || isTemplate(value) || PLACEHOLDER.test(value)) return undefined
  return credential('a password', text, found?.index ?? 0)
}

/** A file of environment variables that is not named as an example. */
export function isEnvironmentFile(name: string): boolean {
  return /^\.env(?!\.(?:example|sample|template|dist|defaults?|tests?)$)(\.|$)|^\.envrc$/.test(name)
}

/** `${NAME}`, `<token>` and `{{ token }}` are replaced before use. */
function isTemplate(value: string): boolean {
  return /^[$<{%]/.test(value)
}

async function findBySecretlint(path: string, text: string): Promise<Credential | undefined> {
  if (!MAY_CONTAIN.test(text)) return undefined
  // Loaded only for a file that may contain something, as it takes longer to load than most wheels to read.
  const { lintText } = await import('./secretlint.ts')
  const messages = await lintText(path, text)
  for (const { messageId, range } of messages) {
    const [what, isCertain] = SECRETLINT_RULES[messageId] ?? []
    const found = text.slice(...range)
    if (what === undefined || isCertain === undefined) continue
    if (isCertain ? isRandom(found) : isRealPassword(text.slice(range[0], range[1] + 300)))
      return credential(what, text, range[0], isCertain)
  }
  return undefined
}

/** Whether text in the format of a credential is a random value, not a placeholder. */
function isRandom(found: string): boolean {
  return !PLACEHOLDER.test(found) && new Set(found.slice(-36)).size >= 12
}

/** `postgresql://user:password@host` */
const URL_WITH_PASSWORD = /^[\w+:]*?:\/\/([^:@/\s]+):([^@/\s]+)@([^/?\s'"`)>]+)/
/** Hosts of examples and of the own machine; a name without a dot is that of a container. */
const LOCAL_HOST =
  /^(localhost|127\.|10\.|192\.168\.|0\.0\.0\.0|\[|[^.:]+(:\d+)?$)|example|\.(test|local|localhost|invalid|internal|lan)(:\d+)?$/i

/** Whether the password of a URL looks generated, and its host is public. */
function isRealPassword(url: string): boolean {
  const [, , password = '', host = ''] = URL_WITH_PASSWORD.exec(url) ?? []
  return (
    password.length >= 10 &&
    /\d/.test(password) &&
    /[a-z]/i.test(password) &&
    new Set(password).size >= 8 &&
    !/[{}$<>%*[\]]/.test(password + host) &&
    !PLACEHOLDER.test(password) &&
    !/secret|pa[s5]{2}w|user/i.test(password) &&
    !LOCAL_HOST.test(host)
  )
}
