import { expect, test } from '@jest/globals'
import { redact, secretsIn } from '../../src/process/secrets.ts'

test.each<[string, NodeJS.ProcessEnv, string[]]>([
  ['a password', { PIP_INDEX_URL: 'https://user:s3cret@host/simple' }, ['s3cret']],
  ['a token as the user name', { PIP_INDEX_URL: 'https://t0ken@host/simple' }, ['t0ken']],
  ['a token with an empty password', { PIP_INDEX_URL: 'https://t0ken:@host/simple' }, ['t0ken']],
  [
    'a token with the password x-oauth-basic',
    { UV_INDEX_URL: 'https://t0ken:x-oauth-basic@host' },
    ['t0ken'],
  ],
  ['a token with the user __token__', { UV_INDEX_URL: 'https://__token__:t0ken@host' }, ['t0ken']],
  ['several URLs', { PIP_EXTRA_INDEX_URL: 'https://u:first@a/s https://u:second@b/s' }, ['first', 'second']],
  ['a named index of uv', { UV_INDEX: 'mine=https://u:s3cret@host/simple' }, ['s3cret']],
  ['a password of uv', { UV_INDEX_MINE_PASSWORD: 's3cret' }, ['s3cret']],
  ['a proxy, in lower case', { https_proxy: 'http://u:s3cret@proxy:8080' }, ['s3cret']],
  [
    'a percent-encoded password',
    { PIP_INDEX_URL: 'https://u:p%40ss%2Fword@host' },
    ['p%40ss%2Fword', 'p@ss/word'],
  ],
  [
    'a password that lacks percent-encoding',
    { PIP_INDEX_URL: 'https://u:p@ssword@host' },
    ['p@ssword', 'p%40ssword'],
  ],
  [
    'a password with an invalid percent-encoding',
    { PIP_INDEX_URL: 'https://u:100%zz@host' },
    ['100%zz', '100%25zz'],
  ],
  ['a password with a colon', { PIP_INDEX_URL: 'https://u:a:b:c:d@host' }, ['a:b:c:d', 'a%3Ab%3Ac%3Ad']],
  ['a password with a quote', { UV_INDEX_A_PASSWORD: 'ab"cd' }, ['ab"cd', 'ab%22cd', 'ab\\"cd']],
  ['a secret that is too short to redact', { PIP_INDEX_URL: 'https://u:abc@host' }, []],
  ['no credentials', { PIP_INDEX_URL: 'https://host/simple', PIP_CERT: '/x@y' }, []],
  ['an @ in the path', { PIP_INDEX_URL: 'https://host/a@b/simple' }, []],
  ['other variables', { DATABASE: 'postgres://u:s3cret@host' }, []],
  [
    'one secret twice',
    { PIP_INDEX_URL: 'https://u:s3cret@a', UV_INDEX_URL: 'https://u:s3cret@b' },
    ['s3cret'],
  ],
  ['nothing', {}, []],
])('finds the secrets in %s', (_, environment, expected) => {
  expect(secretsIn(environment).sort()).toEqual([...expected].sort())
})

test.each<[string, string, string[], string]>([
  ['a known secret', 'a s3cret b s3cret', ['s3cret'], 'a *** b ***'],
  ['characters with a meaning in regular expressions', 'a.*b(c', ['.*b('], 'a***c'],
  ['a secret that is a prefix of another', 'abcdefgh abcd', ['abcd', 'abcdefgh'], '*** ***'],
  [
    'credentials in a URL',
    'Looking in https://user:pw@host/simple',
    [],
    'Looking in https://***@host/simple',
  ],
  ['a token in a URL', 'https://t0ken@host/simple', [], 'https://***@host/simple'],
  ['a token with an empty password', 'https://t0ken:@host/simple', [], 'https://***@host/simple'],
  ['@ in a password', 'https://u:p@ss@host/simple', [], 'https://***@host/simple'],
  ['a URL of git', 'git+https://u:pw@host/x.git@v1', [], 'git+https://***@host/x.git@v1'],
  ['several URLs in a line', 'http://a:b@c http://d:e@f', [], 'http://***@c http://***@f'],
  ['JSON', '{"a":"https://u:p@h/s","b":"x@y"}', [], '{"a":"https://***@h/s","b":"x@y"}'],
  ['a URL and an email address', '{"a":"https://host","b":"x@y"}', [], '{"a":"https://host","b":"x@y"}'],
  ['no credentials', 'https://host:8080/a@b and me@host.org', [], 'https://host:8080/a@b and me@host.org'],
  ['the user of git over ssh', 'git+ssh://git@host/x.git', [], 'git+ssh://git@host/x.git'],
  ['an @ in a query', 'https://host?mail=a@b', [], 'https://host?mail=a@b'],
])('redacts %s', (_, text, secrets, expected) => {
  expect(redact(text, secrets)).toBe(expected)
})

test('redacts every encoding of a secret', () => {
  const secrets = secretsIn({ PIP_INDEX_URL: 'https://u:p%40ss%22word@host' })
  for (const text of [
    'p%40ss%22word',
    'p@ss"word',
    JSON.stringify('p@ss"word'),
    encodeURIComponent('p@ss"word'),
  ])
    expect(redact(text, secrets)).not.toMatch(/ss.*word/)
})
