import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { cacheDirectory } from '../../src/config/cache-directory.ts'
import { makeConfig } from '../../src/config/config.ts'
import type { GivenOptions } from '../../src/config/options.ts'
import { ConfigurationError } from '../../src/program/errors.ts'

const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'as-installed-test-')))
afterAll(() => rmSync(cwd, { recursive: true }))
for (const directory of ['a', 'b', 'with space']) mkdirSync(join(cwd, directory))
symlinkSync('a', join(cwd, 'link'))
writeFileSync(join(cwd, 'file.toml'), '')

const directories = (...paths: string[]) => ({
  requested: paths.map((directory) => ({ directory })),
  excluded: [],
  expandsWorkspaces: true,
})

const make = (given: GivenOptions) => makeConfig(given, {}, cwd)

function messages(given: GivenOptions): string[] {
  try {
    make(given)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(({ message }) => message)
    throw error
  }
}

const DEFAULTS = {
  paths: directories(cwd),
  changedOnly: false,
  directory: cwd,
  checks: undefined,
  skippedChecks: [],
  triesFixes: true,
  fixes: 'report',
  pythons: [],
  installer: 'auto',
  lowestDirect: false,
  prerelease: false,
  eachExtra: false,
  checksIndex: false,
  testRequirements: undefined,
  pytestArgs: [],
  testTimeLimit: undefined,
  versionPolicy: undefined,
  failOn: undefined,
  cache: 'auto',
  passEnv: [],
  out: undefined,
  json: undefined,
  formats: [],
  timings: false,
  verbosity: 'normal',
  color: 'auto',
  mode: { kind: 'verify', cell: undefined },
  cacheDirectory: cacheDirectory({}),
  event: { kind: 'none' },
  workflowRun: undefined,
  workflowFile: undefined,
  environment: {},
}

test('the defaults', () => {
  expect(make({})).toEqual(DEFAULTS)
})

test('empty inputs, which GitHub sets, are ignored', () => {
  expect(
    make({ path: '', python: '', installer: ' ', 'test-requirements': '', timings: '', out: '' }),
  ).toEqual(DEFAULTS)
})

test.each<[string, GivenOptions, object]>([
  ['a directory', { path: 'a' }, { paths: directories(join(cwd, 'a')) }],
  ['an absolute directory', { path: cwd }, { paths: directories(cwd) }],
  [
    'directories, one per line',
    { path: ' a \r\n\nb\n' },
    { paths: directories(join(cwd, 'a'), join(cwd, 'b')) },
  ],
  ['a directory with a space', { path: 'with space' }, { paths: directories(join(cwd, 'with space')) }],
  ['a directory twice', { path: 'a\n./a\nb/../a' }, { paths: directories(join(cwd, 'a')) }],
  ['a symbolic link to a directory', { path: 'a\nlink' }, { paths: directories(join(cwd, 'a')) }],
  ['a Python', { python: '3.12' }, { pythons: ['3.12'] }],
  ['several Pythons', { python: '3.9 3.12, 3.14\n3.9,3' }, { pythons: ['3.9', '3.12', '3.14', '3'] }],
  ['a Python by path, with spaces', { python: '/opt/python 3.12' }, { pythons: ['/opt/python 3.12'] }],
  ['a Python by name', { python: 'pypy3 3.12' }, { pythons: ['pypy3 3.12'] }],
  ['Pythons, one per line', { python: 'a b/python\n 3.9 3.12' }, { pythons: ['a b/python', '3.9', '3.12'] }],
  ['the documented name of python', { 'python-version': '3.9 3.12' }, { pythons: ['3.9', '3.12'] }],
  ['both names', { 'python-version': '3.9', python: ' 3.9 ' }, { pythons: ['3.9'] }],
  [
    'a working directory',
    { 'working-directory': 'a', path: '../b', out: 'o' },
    { directory: join(cwd, 'a'), paths: directories(join(cwd, 'b')), out: join(cwd, 'a', 'o') },
  ],
  ['checks', { checks: 'imports, tests\nscripts' }, { checks: ['imports', 'tests', 'scripts'] }],
  ['checks to skip', { skip: 'tests tests' }, { skippedChecks: ['tests'] }],
  ['an installer', { installer: 'uv' }, { installer: 'uv' }],
  ['the lower bounds', { resolution: 'lowest-direct' }, { lowestDirect: true }],
  ['pre-releases', { resolution: 'prerelease' }, { prerelease: true }],
  ['every extra', { extras: 'each' }, { eachExtra: true }],
  ['no fixes', { 'no-fix-check': 'true' }, { triesFixes: false }],
  ['apply fixes', { fix: 'true' }, { fixes: 'apply' }],
  ['apply fixes to changed files', { fix: 'true', 'allow-dirty': 'true' }, { fixes: 'apply-to-dirty' }],
  ['print fixes', { diff: 'true' }, { fixes: 'print' }],
  ['the package index', { 'taken-on': 'index' }, { checksIndex: true }],
  ['requirements', { 'test-requirements': '-r a.txt\n[test]' }, { testRequirements: ['-r a.txt', '[test]'] }],
  ['arguments', { 'pytest-args': '-k\nnot slow' }, { pytestArgs: ['-k', 'not slow'] }],
  ['a timeout', { 'test-time-limit': '0.5' }, { testTimeLimit: 0.5 }],
  ['a policy', { 'version-policy': 'off' }, { versionPolicy: 'off' }],
  ['variables', { 'pass-env': 'A\nB' }, { passEnv: ['A', 'B'] }],
  [
    'a report',
    { json: 'r/report.json', out: 'o' },
    { json: join(cwd, 'r', 'report.json'), out: join(cwd, 'o') },
  ],
  [
    'formats',
    { format: 'sarif\nmarkdown', output: 'a.sarif' },
    {
      formats: [
        { format: 'sarif', file: join(cwd, 'a.sarif') },
        { format: 'markdown', file: undefined },
      ],
    },
  ],
  [
    'a format for standard output before another one',
    { format: 'jsonl\njunit', output: '-\nj/unit.xml' },
    {
      formats: [
        { format: 'jsonl', file: undefined },
        { format: 'junit', file: join(cwd, 'j', 'unit.xml') },
      ],
    },
  ],
  ['timings', { timings: 'true' }, { timings: true }],
  ['less output', { quiet: 'true' }, { verbosity: 'quiet' }],
  ['more output', { verbose: 'true' }, { verbosity: 'verbose' }],
  ['colors', { color: 'never' }, { color: 'never' }],
  ['no cache', { cache: 'off' }, { cache: 'off', cacheDirectory: undefined }],
])('%s', (_, given, expected) => {
  expect(make(given)).toMatchObject(expected)
})

test.each<[string, GivenOptions, string]>([
  [
    'a missing directory',
    { path: 'none' },
    "none does not exist. Name the directory with the package's pyproject.toml.",
  ],
  [
    'a misspelled directory',
    { path: 'wiht space' },
    "wiht space does not exist (did you mean with space?). Name the directory with the package's pyproject.toml.",
  ],
  [
    'a misspelled command',
    { path: 'paln' },
    "paln does not exist (did you mean plan?). Name the directory with the package's pyproject.toml.",
  ],
  [
    'a file',
    { path: 'file.toml' },
    "file.toml is a file. Name the directory with the package's pyproject.toml.",
  ],
  ['an installer', { installer: 'poetry' }, 'installer is "poetry", but it must be auto, pip or uv.'],
  [
    'an installer in capitals',
    { installer: 'UV' },
    'installer is "UV", but it must be auto, pip or uv. Did you mean "uv"?',
  ],
  [
    'a resolution',
    { resolution: 'lowest' },
    'resolution is "lowest", but it must be highest, lowest-direct or prerelease. Did you mean "lowest-direct"?',
  ],
  [
    'two names of the same option',
    { python: '3.9', 'python-version': '3.10' },
    'python is another name of python-version, but they differ: "3.9" and "3.10". Omit python.',
  ],
  [
    'a working directory that is a file',
    { 'working-directory': 'file.toml', path: cwd },
    'working-directory is "file.toml", which is not a directory.',
  ],
  ['an extra', { extras: 'cli' }, 'extras is "cli", but it must be as-needed or each.'],
  [
    'a policy',
    { 'version-policy': 'sometimes' },
    'version-policy is "sometimes", but it must be if-shipped-changed, always, never or off.',
  ],
  [
    'a format',
    { format: 'xml' },
    'format is "xml", but it must be sarif, junit, gitlab, ctrf, markdown or jsonl.',
  ],
  [
    'a file without a format',
    { output: 'a.sarif' },
    'output names 1 file, but format only 0. Name the format of each file.',
  ],
  [
    'formats without files',
    { format: 'sarif\nmarkdown' },
    'format names 2 formats, but output only 0 files. Name the file of each format; only the last may go to standard output.',
  ],
  [
    'two formats for standard output',
    { format: 'jsonl\njunit', output: '-' },
    'Several formats go to standard output. Name the files of all but one.',
  ],
  [
    'events of the gate',
    { mode: 'gate', plan: 'a', reports: 'b', format: 'jsonl', output: 'c' },
    'format is "jsonl", but it must be sarif, junit, gitlab, ctrf or markdown.',
  ],
  ['a switch', { timings: 'yes' }, 'timings is "yes", but it must be true or false.'],
  [
    'a timeout of 0',
    { 'test-time-limit': '0' },
    'test-time-limit is "0", but it must be a number of seconds above 0 and at most 1000000.',
  ],
  [
    'a negative timeout',
    { 'test-time-limit': '-1' },
    'test-time-limit is "-1", but it must be a number of seconds above 0 and at most 1000000.',
  ],
  [
    'a timeout with a unit',
    { 'test-time-limit': '10m' },
    'test-time-limit is "10m", but it must be a number of seconds above 0 and at most 1000000.',
  ],
  [
    'a timeout beyond the limit of timers',
    { 'test-time-limit': '3000000' },
    'test-time-limit is "3000000", but it must be a number of seconds above 0 and at most 1000000.',
  ],
  [
    'an infinite timeout',
    { 'test-time-limit': 'Infinity' },
    'test-time-limit is "Infinity", but it must be a number of seconds above 0 and at most 1000000.',
  ],
])('%s is reported', (_, given, message) => {
  expect(messages(given)).toEqual([message])
})

test('all problems are reported together', () => {
  const given = {
    path: 'none\nfile.toml',
    installer: 'x',
    'version-policy': 'x',
    timings: 'x',
    'test-time-limit': 'x',
  }
  expect(messages(given)).toHaveLength(6)
})
