/** Credentials are concatenated, so that secret scanners find none in this file. */
import { expect, test } from '@jest/globals'
import { findCredential } from '../../src/distribution/credentials.ts'

/** Letters and digits without a pattern. */
const random = (length: number) => 'q7Zk2Vw9Xr4Tn8Lc3Hm6Jd5Pb1Gs0FyAeUoIiKtR'.repeat(3).slice(0, length)
const pem = (label: string, body = random(64)) =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`

test.each([
  ['an RSA key', 'demo/key.pem', pem('RSA PRIVATE KEY'), 'a private key'],
  ['a key of PKCS #8', 'demo/server.txt', pem('PRIVATE KEY'), 'a private key'],
  ['a key of OpenSSH', 'id_ed25519', pem('OPENSSH PRIVATE KEY'), 'a private key'],
  [
    'a key with headers',
    'demo/key.pem',
    pem('RSA PRIVATE KEY', `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${random(64)}`),
    'a private key',
  ],
  ['a bundle of certificates', 'certifi/cacert.pem', pem('CERTIFICATE').repeat(3), undefined],
  ['a public key', 'demo/key.pem', pem('PUBLIC KEY'), undefined],
  ['code that reads keys', 'demo/pem.py', 'BEGIN = "-----BEGIN PRIVATE KEY-----"\n', undefined],
  ['a token of GitHub', 'demo/api.py', `TOKEN = "ghp_${random(36)}"`, 'a GitHub token'],
  ['a fine-grained token of GitHub', 'a', `github_pat_${random(22)}_${random(59)}`, 'a GitHub token'],
  ['an example of a token', 'README.md', `ghp_${'x'.repeat(36)}`, undefined],
  ['a token of consecutive letters', 'README.md', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789', undefined],
  ['only the prefix of a token', 'demo/scan.py', 'if text.startswith("ghp_"):', undefined],
  ['a token of the index', '.pypirc', `password = pypi-AgEIcHlwaS5vcmc${random(90)}`, 'a PyPI token'],
  ['a token of npm', '.npmrc', `//host/:_authToken=${random(30)}`, 'an npm token'],
  ['a variable instead of a token', '.npmrc', `//host/:_authToken=$\{NPM_TOKEN}`, undefined],
  [
    'a token of Slack',
    'a.py',
    `xoxb-123456789012-${random(24)}`.replace('123456', '860913'),
    'a Slack token',
  ],
  [
    'an access key of AWS with its secret',
    'demo/s3.py',
    `"AKIA${random(40).toUpperCase().slice(0, 16)}", "${random(40)}"`,
    'an AWS access key',
  ],
  [
    'an access key ID without its secret',
    'demo/s3.py',
    `AKIA${random(40).toUpperCase().slice(0, 16)}`,
    undefined,
  ],
  ['the access key of the AWS documentation', 'a', `AKIAIOSFODNN7EXAMPLE ${random(40)}`, undefined],
  ['a password', '.env', 'DEBUG=1\nexport DB_PASSWORD="correct-horse"\n', 'a password'],
  ['settings without a password', '.env', 'PYTHONPATH=src\nDEBUG=1\n', undefined],
  ['an empty password', '.env', 'DB_PASSWORD=\n', undefined],
  ['a placeholder', '.env', `API_KEY=changeme\nTOKEN=$\{TOKEN}\n`, undefined],
  ['an example of settings', '.env.example', 'DB_PASSWORD=correct-horse\n', undefined],
  ['a password in another file', 'demo/settings.py', 'DB_PASSWORD = "correct-horse"\n', undefined],
  ['a password in .pypirc', '.pypirc', '[pypi]\nusername = ada\npassword = correct-horse\n', 'a password'],
  ['a password in .netrc', '.netrc', 'machine a login ada password correct-horse\n', 'a password'],
  ['a binary file', 'demo/a.so', '\u0000\u0001ELF', undefined],
  ['a binary file with a token', 'demo/a.so', `\u0000\u0001ELF ghp_${random(36)}`, undefined],
  ['a Hugging Face token', 'demo/hub.py', `login("hf_${random(34)}")`, 'a Hugging Face token'],
  ['a GitLab token', 'demo/a.py', `glpat-${random(20)}`, 'a GitLab token'],
  ['an OpenAI key', 'demo/a.py', `"sk-${random(20)}T3BlbkFJ${random(30).slice(10)}"`, 'an OpenAI API key'],
  ['an OpenAI project key', 'a.py', `sk-proj-${random(74)}T3BlbkFJ${random(74)}`, 'an OpenAI API key'],
  ['an Anthropic key', 'demo/a.py', `KEY = "sk-ant-api03-${random(93)}AA"`, 'an Anthropic API key'],
  [
    'a key of a Google service account',
    'demo/account.json',
    JSON.stringify({ type: 'service_account', private_key: pem('PRIVATE KEY', random(120)) }, null, 1),
    'a Google service account key',
  ],
  ['an AWS secret with its name', 'demo/a.cfg', `aws_secret_access_key = ${random(40)}`, 'an AWS access key'],
  ['a SendGrid key', 'a.py', `SG.${random(22)}.${random(43)}`, 'a SendGrid API key'],
  [
    'a Slack webhook',
    'a.py',
    `https://hooks.slack.com/services/T${random(9)}/B${random(9)}/${random(24)}`,
    'a Slack webhook',
  ],
  ['an Azure key', 'a.py', `AccountName=a;AccountKey=${random(86)}==`, 'an Azure storage key'],
  ['the key of the Azure emulator', 'a.py', `AccountKey=Eby8vdM02xNOcqFl${random(70)}==`, undefined],
  [
    'a password in a connection string',
    'a.py',
    `postgresql://app:${random(16)}@db.acme.io/app`,
    'a password in a connection string',
  ],
  ['a password in a URL', 'a.py', `https://ada:${random(16)}@packages.acme.io/simple`, 'a password in a URL'],
  ['a default connection string', 'a.py', 'postgresql://user:password@localhost/db', undefined],
  ['a generated password of a container', 'a.py', `postgres://app:${random(16)}@db:5432/app`, undefined],
  ['a URL with a documented password', 'README.md', 'https://user:pa55word-1234@mail.org/', undefined],
  ['a URL with a template', 'a.py', `f"https://ada:{token12345}@packages.acme.io"`, undefined],
  ['the example key of OpenAI', 'README.md', `sk-proj-${'x'.repeat(74)}T3BlbkFJ${'x'.repeat(74)}`, undefined],
  ['an AWS account ID', 'a.py', 'aws_account_id = 123456789012', undefined],
  ['local settings', '.env.local', 'API_KEY=correct-horse\n', 'a password'],
])('the credential in %s', async (_, path, content, expected) => {
  expect((await findCredential(path, Buffer.from(content)))?.what).toBe(expected)
})

test('the line of a credential', async () => {
  const found = await findCredential(
    'a.py',
    Buffer.from(`import x\n\nKEY = "sk-ant-api03-${random(93)}AA"\n`),
  )
  expect(found).toEqual({ what: 'an Anthropic API key', line: 3, isCertain: true })
})

test('most files are not given to secretlint', async () => {
  const source = Buffer.from('def greet(name):\n    return f"Good day, {name}!"\n'.repeat(200))
  const started = performance.now()
  for (let i = 0; i < 2000; i++) await findCredential(`demo/${i}.py`, source)
  expect(performance.now() - started).toBeLessThan(10_000)
})
