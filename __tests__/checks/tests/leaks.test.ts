import { expect, test } from '@jest/globals'
import type { Culprit } from '../../../src/checks/tests/facts.ts'
import { type AuditEvent, leaksOf, relativeLeaks } from '../../../src/checks/tests/leaks.ts'

const NO_SETTINGS = { pythonpath: { entries: [], inifile: null }, pth: [] }
const TEST = { file: '/sandbox/tests/test_a.py', line: 7 }

const event = (kind: AuditEvent['kind'], path: string, given: Partial<AuditEvent> = {}): AuditEvent => ({
  kind,
  path,
  importer: null,
  entry: null,
  origin: null,
  ...given,
})
const CODE = { kind: 'code', file: '/sandbox/conftest.py', line: 2 } as const
const INHERITED = { kind: 'PYTHONPATH', file: null, line: null } as const
const PROGRAM = { kind: 'program', file: null, line: null } as const

const executed = (given: Partial<AuditEvent> = {}) =>
  event('exec', '/c/src/a.py', { entry: '/c/src', ...given })
const starter = (path: string) => event('child', path, { importer: TEST })

test.each<[string, AuditEvent[], Partial<typeof NO_SETTINGS> | object, Culprit]>([
  [
    'code that puts an entry on sys.path',
    [executed({ origin: CODE })],
    {},
    { way: 'code', entry: '/c/src', by: { file: CODE.file, line: 2 } },
  ],
  [
    'code that only another process recorded',
    [executed(), event('exec', '/c/src/b.py', { entry: '/c/src', origin: CODE })],
    {},
    { way: 'code', entry: '/c/src', by: { file: CODE.file, line: 2 } },
  ],
  ['unknown', [executed()], {}, { way: 'code', entry: '/c/src', by: null }],
  [
    "pytest's settings",
    [executed({ origin: CODE })],
    { pythonpath: { entries: ['/c/src'], inifile: '/sandbox/tox.ini' } },
    { way: 'setting', entry: '/c/src', by: { file: '/sandbox/tox.ini', line: null } },
  ],
  [
    'a .pth file',
    [executed()],
    { pth: [{ file: '/site/x.pth', lines: ['import x', 'import sys; sys.path.append("/c/src")'] }] },
    { way: 'pth', entry: '/c/src', by: { file: 'x.pth', line: null } },
  ],
  [
    'PYTHONPATH of a child process that a test starts',
    [starter('/c/src'), executed({ origin: INHERITED })],
    {},
    { way: 'PYTHONPATH', entry: '/c/src', by: TEST },
  ],
  [
    'PYTHONPATH from an unknown process',
    [executed({ origin: INHERITED })],
    {},
    { way: 'PYTHONPATH', entry: '/c/src', by: null },
  ],
  [
    'a child process that is started in the directory',
    [executed({ origin: PROGRAM }), starter('/c/src')],
    {},
    { way: 'program', entry: '/c/src', by: TEST },
  ],
  [
    'a child process that is started with the file',
    [starter('/c/src/a.py'), executed({ origin: PROGRAM })],
    {},
    { way: 'program', entry: '/c/src', by: TEST },
  ],
  [
    'a child process that is started with a script beside the file',
    [starter('/c/src/program.py'), executed({ origin: PROGRAM })],
    {},
    { way: 'program', entry: '/c/src', by: TEST },
  ],
  [
    'code that uses the path',
    [event('exec', '/c/src/a.py', { importer: TEST })],
    {},
    { way: 'path', entry: null, by: TEST },
  ],
])('the culprit is %s', (_, events, settings, culprit) => {
  const found = leaksOf(events, { ...NO_SETTINGS, ...settings }).find(({ path }) => path === '/c/src/a.py')
  expect(found?.culprit).toEqual(culprit)
})

test.each<[string, AuditEvent[], string[]]>([
  ['none', [], []],
  ['read, then executed', [event('open', '/c/a.py'), event('exec', '/c/a.py')], ['exec /c/a.py']],
  ['executed, then read', [event('exec', '/c/a.py'), event('open', '/c/a.py')], ['exec /c/a.py']],
  ['executed twice', [event('exec', '/c/a.py'), event('exec', '/c/a.py')], ['exec /c/a.py']],
  [
    'executed files before files that were read',
    [event('open', '/c/a.md'), event('extension', '/c/a.so'), event('open', '/c/b.md')],
    ['extension /c/a.so', 'open /c/a.md', 'open /c/b.md'],
  ],
  ['the repository', [event('open', '/c/.git/HEAD'), event('open', 'C:\\c\\.git\\HEAD')], []],
  ['a script in the repository', [event('exec', '/c/.git/a.py')], ['exec /c/.git/a.py']],
  [
    'events that are no leaks',
    [event('child', '/c'), event('loaded', '/site/a.py'), event('sandbox', '/sandbox/a.py')],
    [],
  ],
])('leaks: %s', (_, events, expected) => {
  expect(leaksOf(events, NO_SETTINGS).map(({ kind, path }) => `${kind} ${path}`)).toEqual(expected)
})

test('if several imports use a module, the leak has the known culprit', () => {
  const [leak] = leaksOf([executed(), executed({ origin: CODE }), executed()], NO_SETTINGS)
  expect(leak?.culprit.by).toEqual({ file: CODE.file, line: 2 })
})

test.each([
  ['/sandbox/tests/a.py', 'tests/a.py'],
  ['/site/demo/a.py', 'src/demo/a.py'],
  ['/elsewhere/a.py', '/elsewhere/a.py'],
])('a line of %s is reported in %s', (file, reported) => {
  const culprit: Culprit = { way: 'path', entry: null, by: { file, line: 1 } }
  const sourceOf = (path: string) => (path.startsWith('/site/') ? path.replace('/site', 'src') : undefined)
  const [leak] = relativeLeaks([{ kind: 'exec', path: '/c/a.py', culprit }], '/c', '/sandbox', sourceOf)
  expect(leak?.path).toBe('a.py')
  expect(leak?.culprit.by).toEqual({ file: reported, line: 1 })
})
