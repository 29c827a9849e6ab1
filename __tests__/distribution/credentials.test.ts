/** Credentials are put together here, so that this file holds none that a scanner would find. */
import { expect, test } from '@jest/globals'
import { credentialIn } from '../../src/distribution/credentials.ts'

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
  ['certificates, as certifi has them', 'certifi/cacert.pem', pem('CERTIFICATE').repeat(3), undefined],
  ['a public key', 'demo/key.pem', pem('PUBLIC KEY'), undefined],
  ['code that reads keys', 'demo/pem.py', 'BEGIN = "-----BEGIN PRIVATE KEY-----"\n', undefined],
  ['a token of GitHub', 'demo/api.py', `TOKEN = "ghp_${random(36)}"`, 'a token of GitHub'],
  ['a fine-grained one', 'a', `github_pat_${random(22)}_${random(59)}`, 'a token of GitHub'],
  ['an example of one', 'README.md', `ghp_${'x'.repeat(36)}`, undefined],
  ['another example', 'README.md', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789', undefined],
  ['the prefix alone', 'demo/scan.py', 'if text.startswith("ghp_"):', undefined],
  [
    'a token of the index',
    '.pypirc',
    `password = pypi-AgEIcHlwaS5vcmc${random(90)}`,
    'a token of a package index',
  ],
  ['a token of npm', '.npmrc', `//host/:_authToken=${random(30)}`, 'a token of npm'],
  ['a variable in its place', '.npmrc', `//host/:_authToken=$\{NPM_TOKEN}`, undefined],
  [
    'a token of Slack',
    'a.py',
    `xoxb-123456789012-${random(24)}`.replace('123456', '860913'),
    'a token of Slack',
  ],
  [
    'an access key of AWS with its secret',
    'demo/s3.py',
    `"AKIA${random(40).toUpperCase().slice(0, 16)}", "${random(40)}"`,
    'an access key of AWS',
  ],
  [
    'an identifier without its secret',
    'demo/s3.py',
    `AKIA${random(40).toUpperCase().slice(0, 16)}`,
    undefined,
  ],
  ['the key of the documentation', 'a', `AKIAIOSFODNN7EXAMPLE ${random(40)}`, undefined],
  ['a password', '.env', 'DEBUG=1\nexport DB_PASSWORD="correct-horse"\n', 'a password'],
  ['settings', '.env', 'PYTHONPATH=src\nDEBUG=1\n', undefined],
  ['an empty password', '.env', 'DB_PASSWORD=\n', undefined],
  ['a placeholder', '.env', `API_KEY=changeme\nTOKEN=$\{TOKEN}\n`, undefined],
  ['an example of settings', '.env.example', 'DB_PASSWORD=correct-horse\n', undefined],
  ['a password of another file', 'demo/settings.py', 'DB_PASSWORD = "correct-horse"\n', undefined],
  ['a password of an index', '.pypirc', '[pypi]\nusername = ada\npassword = correct-horse\n', 'a password'],
  ['a password of netrc', '.netrc', 'machine a login ada password correct-horse\n', 'a password'],
  ['a binary file', 'demo/a.so', '\u0000\u0001ELF', undefined],
])('%s', (_, path, content, expected) => {
  expect(credentialIn(path, Buffer.from(content))).toBe(expected)
})
