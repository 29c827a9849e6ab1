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
  ['a token of GitHub', 'demo/api.py', `TOKEN = "ghp_${random(36)}"`, 'a token of GitHub'],
  ['a fine-grained token of GitHub', 'a', `github_pat_${random(22)}_${random(59)}`, 'a token of GitHub'],
  ['an example of a token', 'README.md', `ghp_${'x'.repeat(36)}`, undefined],
  ['a token of consecutive letters', 'README.md', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789', undefined],
  ['only the prefix of a token', 'demo/scan.py', 'if text.startswith("ghp_"):', undefined],
  [
    'a token of the index',
    '.pypirc',
    `password = pypi-AgEIcHlwaS5vcmc${random(90)}`,
    'a token of a package index',
  ],
  ['a token of npm', '.npmrc', `//host/:_authToken=${random(30)}`, 'a token of npm'],
  ['a variable instead of a token', '.npmrc', `//host/:_authToken=$\{NPM_TOKEN}`, undefined],
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
])('the credential in %s', (_, path, content, expected) => {
  expect(findCredential(path, Buffer.from(content))).toBe(expected)
})
