/** Diffs are applied by `git apply` to a repository, and edits by replacing the lines. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { FileChange } from '../../../src/checks/fixes/apply-edits.ts'
import { lineEdits, unifiedDiff } from '../../../src/checks/fixes/diff.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'diff täst '))
})
afterAll(() => rmSync(root, { recursive: true }))

const LINES = Array.from({ length: 40 }, (_, i) => `line ${i + 1}\n`).join('')
const WINDOWS = LINES.replaceAll('\n', '\r\n')

type Changes = Readonly<Record<string, FileChange>>
const changed = (before: string, after: string): FileChange => ({ before, after })
const created = (after: string): FileChange => ({ before: undefined, after })
const deleted = (before: string): FileChange => ({ before, after: undefined })

const CASES: readonly (readonly [string, Changes])[] = [
  ['one line', { 'pyproject.toml': changed(LINES, LINES.replace('line 20\n', 'line XX\n')) }],
  [
    'several hunks',
    {
      f: changed(
        LINES,
        LINES.replace('line 1\n', '').replace('line 20\n', 'a\nb\n').replace('line 40\n', ''),
      ),
    },
  ],
  ['adjacent hunks', { f: changed(LINES, LINES.replace('line 10\n', 'a\n').replace('line 17\n', 'b\n')) }],
  ['a new file', { 'src/demo/new/__init__.py': created('"""Demo."""\n') }],
  ['an empty new file', { 'src/demo/py.typed': created('') }],
  ['a new file without a final newline', { 'MANIFEST.in': created('include a') }],
  ['a deleted file', { 'setup.cfg': deleted(LINES) }],
  ['an empty deleted file', { 'tests/__init__.py': deleted('') }],
  ['a deleted file without a final newline', { a: deleted('x') }],
  ['an emptied file', { a: changed('x\n', '') }],
  ['a filled file', { a: changed('', 'x\n') }],
  ['no final newline', { a: changed('x\ny', 'z\ny') }],
  ['a final newline that is added', { a: changed('x\ny', 'x\ny\nz\n') }],
  ['a final newline that is removed', { a: changed('x\ny\n', 'x\ny') }],
  ['lines behind the last one without a newline', { a: changed('x\ny', 'x\ny\nz') }],
  ['CRLF', { a: changed(WINDOWS, WINDOWS.replace('line 20\r\n', 'a\r\nb\r\n')) }],
  ['CRLF without a final newline', { a: changed('x\r\ny', 'x\r\ny\r\nz') }],
  ['mixed line endings', { a: changed('x\r\ny\nz\r\n', 'x\r\nY\nz\r\n') }],
  ['line endings that change', { a: changed('x\ny\n', 'x\r\ny\n') }],
  ['lone carriage returns and form feeds', { a: changed('x\ry\n\fz\n', 'x\ry\n\fzz\n') }],
  ['lines that look like a diff', { a: changed('-- a\n++ b\n\\ No newline\n', '-- a\n++ c\n@@ -1 +1 @@\n') }],
  ['blank lines and trailing space', { a: changed('x\n\n  \ny \n', 'x\n\n  \n\ny  \n') }],
  ['non-ASCII text', { a: changed('ä\n😀\n', 'ä\n😀😀\n') }],
  ['a path with a space', { 'my project/set up.cfg': changed('a\n', 'b\n') }],
  ['a new path with a space', { 'my project/new file.py': created('a\n') }],
  ['a new empty path with a space', { 'my project/py.typed': created('') }],
  ['a deleted path with a space', { 'my project/old file.py': deleted('a\n') }],
  ['a path with ~', { '~/x~.py': changed('a\n', 'b\n'), '~new.py': created('a\n') }],
  ['a path with quotes', { "it's.py": changed('a\n', 'b\n'), 'say "hi".py': changed('a\n', 'b\n') }],
  ['a non-ASCII path', { 'pröjekt/日本/😀.py': changed('a\n', 'b\n'), 'é/new.py': created('') }],
  ['a path with a backslash, tab and newline', { 'a\\b': changed('a\n', 'b\n'), 'a\tb\nc': created('x\n') }],
  [
    'a path that begins like a prefix',
    { 'a/b/c': changed('a\n', 'b\n'), 'b/a': deleted('x\n'), '-x': created('') },
  ],
  [
    'several files',
    {
      'b.py': deleted('x\n'),
      'a.py': created('x\n'),
      'c/__init__.py': created(''),
      'pyproject.toml': changed(LINES, `${LINES}new\n`),
    },
  ],
]

const git = (directory: string, args: readonly string[], input?: string): string =>
  execFileSync('git', ['-c', 'core.autocrlf=false', ...args], {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input !== undefined && { input }),
  })

function repository(changes: Changes): string {
  const directory = mkdtempSync(join(root, 'repository-'))
  git(directory, ['init', '--quiet'])
  for (const [file, { before }] of Object.entries({ ...changes, 'other.txt': changed('other\n', '') })) {
    if (before === undefined) continue
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    writeFileSync(join(directory, file), before)
  }
  git(directory, ['add', '--all'])
  return directory
}

const read = (directory: string, file: string): string | undefined =>
  existsSync(join(directory, file)) ? readFileSync(join(directory, file), 'utf8') : undefined

test.each(CASES)('git apply takes the diff: %s', (_, changes) => {
  const directory = repository(changes)
  const diff = unifiedDiff(new Map(Object.entries(changes)))
  git(directory, ['apply', '--check', '-'], diff)
  git(directory, ['apply', '--index', '-'], diff)
  for (const [file, { after }] of Object.entries(changes))
    expect([file, read(directory, file)]).toEqual([file, after])
  expect(read(directory, 'other.txt')).toBe('other\n')
  git(directory, ['apply', '--reverse', '-'], diff)
  for (const [file, { before }] of Object.entries(changes))
    expect([file, read(directory, file)]).toEqual([file, before])
})

test.each(CASES)('the edits give the new text: %s', (_, changes) => {
  const edits = lineEdits(new Map(Object.entries(changes)))
  expect(new Set(edits.map(({ file }) => file))).toEqual(new Set(Object.keys(changes)))
  for (const [file, { before, after }] of Object.entries(changes)) {
    const lines = (before ?? '').split(/(?<=\n)/)
    const own = edits.filter((edit) => edit.file === file)
    for (const { startLine, endLine, text } of own.toReversed())
      lines.splice(startLine - 1, endLine - startLine + 1, text)
    expect(lines.join('')).toBe(after ?? '')
  }
})

test('an executable file keeps its mode', () => {
  const directory = repository({ 'setup.py': changed('a\n', '') })
  chmodSync(join(directory, 'setup.py'), 0o755)
  git(directory, ['add', '--all'])
  git(directory, ['apply', '--index', '-'], unifiedDiff(new Map([['setup.py', changed('a\n', 'b\n')]])))
  expect(git(directory, ['ls-files', '--stage'])).toMatch(/^100755 /m)
  git(directory, ['apply', '--index', '-'], unifiedDiff(new Map([['setup.py', deleted('b\n')]])))
  expect(read(directory, 'setup.py')).toBeUndefined()
})

test('the diff is sorted by path and in the format of git', () => {
  const changes = new Map([
    ['b c.py', changed('1\n2\n3\n4\n5\n', '1\n2\n3\n4\n5\n6')],
    ['a.py', created('x\n')],
  ])
  expect(unifiedDiff(changes)).toBe(`diff --git a/a.py b/a.py
new file mode 100644
--- /dev/null
+++ b/a.py
@@ -0,0 +1,1 @@
+x
diff --git a/b c.py b/b c.py
--- a/b c.py
+++ b/b c.py
@@ -3,3 +3,4 @@
 3
 4
 5
+6
\\ No newline at end of file
`)
})
