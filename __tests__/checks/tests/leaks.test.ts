import { expect, test } from '@jest/globals'
import type { Culprit } from '../../../src/checks/tests/facts.ts'
import { type AuditEvent, leaksOf, relativeLeaks } from '../../../src/checks/tests/leaks.ts'

const NOWHERE = { pythonpath: { entries: [], inifile: null }, pth: [] }
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
const HANDED = { kind: 'PYTHONPATH', file: null, line: null } as const
const PROGRAM = { kind: 'program', file: null, line: null } as const

const executed = (given: Partial<AuditEvent> = {}) =>
  event('exec', '/c/src/a.py', { entry: '/c/src', ...given })
const starter = (path: string) => event('child', path, { importer: TEST })

test.each<[string, AuditEvent[], Partial<typeof NOWHERE> | object, Culprit]>([
  [
    'code that puts an entry on sys.path',
    [executed({ origin: CODE })],
    {},
    { way: 'code', entry: '/c/src', by: { file: CODE.file, line: 2 } },
  ],
  [
    'the same, known to another process alone',
    [executed(), event('exec', '/c/src/b.py', { entry: '/c/src', origin: CODE })],
    {},
    { way: 'code', entry: '/c/src', by: { file: CODE.file, line: 2 } },
  ],
  ['something', [executed()], {}, { way: 'code', entry: '/c/src', by: null }],
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
    'PYTHONPATH of a child that a test starts',
    [starter('/c/src'), executed({ origin: HANDED })],
    {},
    { way: 'PYTHONPATH', entry: '/c/src', by: TEST },
  ],
  [
    'PYTHONPATH that nobody was seen to set',
    [executed({ origin: HANDED })],
    {},
    { way: 'PYTHONPATH', entry: '/c/src', by: null },
  ],
  [
    'a child that is started in the folder',
    [executed({ origin: PROGRAM }), starter('/c/src')],
    {},
    { way: 'program', entry: '/c/src', by: TEST },
  ],
  [
    'a child that is started with the file',
    [starter('/c/src/a.py'), executed({ origin: PROGRAM })],
    {},
    { way: 'program', entry: '/c/src', by: TEST },
  ],
  [
    'a child that is started with a program beside the file',
    [starter('/c/src/program.py'), executed({ origin: PROGRAM })],
    {},
    { way: 'program', entry: '/c/src', by: TEST },
  ],
  [
    'code that names the path',
    [event('exec', '/c/src/a.py', { importer: TEST })],
    {},
    { way: 'path', entry: null, by: TEST },
  ],
])('the culprit is %s', (_, events, settings, culprit) => {
  const found = leaksOf(events, { ...NOWHERE, ...settings }).find(({ path }) => path === '/c/src/a.py')
  expect(found?.culprit).toEqual(culprit)
})

test.each<[string, AuditEvent[], string[]]>([
  ['none', [], []],
  ['read and run', [event('open', '/c/a.py'), event('exec', '/c/a.py')], ['exec /c/a.py']],
  ['run and read', [event('exec', '/c/a.py'), event('open', '/c/a.py')], ['exec /c/a.py']],
  ['run by two', [event('exec', '/c/a.py'), event('exec', '/c/a.py')], ['exec /c/a.py']],
  [
    'what ran before what was read',
    [event('open', '/c/a.md'), event('extension', '/c/a.so'), event('open', '/c/b.md')],
    ['extension /c/a.so', 'open /c/a.md', 'open /c/b.md'],
  ],
  [
    'what is no use of the checkout',
    [event('child', '/c'), event('loaded', '/site/a.py'), event('sandbox', '/sandbox/a.py')],
    [],
  ],
])('leaks: %s', (_, events, expected) => {
  expect(leaksOf(events, NOWHERE).map(({ kind, path }) => `${kind} ${path}`)).toEqual(expected)
})

test('if several imports use a module, the leak has the known culprit', () => {
  const [leak] = leaksOf([executed(), executed({ origin: CODE }), executed()], NOWHERE)
  expect(leak?.culprit.by).toEqual({ file: CODE.file, line: 2 })
})

test.each([
  ['/sandbox/tests/a.py', 'tests/a.py'],
  ['/site/demo/a.py', 'src/demo/a.py'],
  ['/elsewhere/a.py', '/elsewhere/a.py'],
])('the place %s is reported as %s', (file, reported) => {
  const culprit: Culprit = { way: 'path', entry: null, by: { file, line: 1 } }
  const sourceOf = (path: string) => (path.startsWith('/site/') ? path.replace('/site', 'src') : undefined)
  const [leak] = relativeLeaks([{ kind: 'exec', path: '/c/a.py', culprit }], '/c', '/sandbox', sourceOf)
  expect(leak?.path).toBe('a.py')
  expect(leak?.culprit.by).toEqual({ file: reported, line: 1 })
})
