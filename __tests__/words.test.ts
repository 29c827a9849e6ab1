import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { RULES } from '../src/checks/rules.ts'
import { findBanned, showHit } from './words/banned.ts'
import { hitsIn, hitsInTests, readableFiles, testFiles } from './words/files.ts'
import { testTextsOf, textsOf } from './words/texts.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

test('no text uses a banned expression', () => {
  const files = readableFiles(ROOT)
  expect(files.length).toBeGreaterThan(400)
  expect(files.flatMap((file) => hitsIn(ROOT, file)).map(showHit)).toEqual([])
})

test('no comment and no name of a test uses a banned expression', () => {
  const files = testFiles(ROOT)
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap((file) => hitsInTests(ROOT, file)).map(showHit)).toEqual([])
})

test('--help uses no banned expression', () => {
  const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
  const text = execFileSync(process.execPath, [cli, '--help'], { encoding: 'utf8' })
  expect(findBanned({ text, line: 1, isComment: false }, '--help').map(showHit)).toEqual([])
})

test.each([
  { text: 'The tests run in a folder of their own.', found: ['folder'] },
  { text: 'The wheel alone is installed.', found: ['alone'] },
  { text: 'The index is told the version.', found: ['told'] },
  { text: 'pip accuses no dependency.', found: ['accuses'] },
  { text: 'uv is asked for all\nthe same.', found: ['asked', 'all the same'] },
  { text: 'There is no wheel for want of a build.', found: ['for want of'] },
  { text: 'It waits for ever.', found: ['for ever'] },
  { text: 'An e-mail address that is none', found: ['is none'] },
  { text: 'It is no package, and there is no other.', found: ['is no'] },
  { text: 'Mend that line.', found: ['Mend'] },
  { text: 'No wheel could be had from the index.', found: ['be had'] },
  {
    text: 'Who installs it gets it by chance, here and there.',
    found: ['Who installs', 'by chance', 'here and there'],
  },
  { text: 'Paths, one a line', found: ['one a line'] },
  { text: 'The artifact is broken', found: ['artifact'] },
  { text: 'Compare what ships with the tree.', found: ['what ships', 'the tree'] },
  { text: '3 modules read; 1 script called', found: ['modules read', 'script called'] },
  {
    text: 'The verdict is undecided: it could not be decided.',
    found: ['undecided', 'could not be decided'],
  },
  { text: 'Each cell of the plan reports.', found: ['cell'] },
  { text: 'Require this: it is the check to require.', found: ['check to require'] },
  { text: 'The sibling is in a ring of packages.', found: ['sibling', 'ring'] },
  { text: 'What path takes away is left out.', found: ['takes away', 'left out'] },
  { text: 'It ends at the time limit.', found: ['time limit'] },
  { text: 'as-installed itself 23.1 s', found: ['as-installed itself'] },
  { text: 'the floor in practice', found: ['floor'] },
  { text: 'A guard reports every file that is not reached.', found: ['guard', 'not reached'] },
])('finds $found in: $text', ({ text, found }) => {
  expect(findBanned({ text, line: 1, isComment: false }).map((hit) => hit.found)).toEqual(found)
})

test.each([
  'The workflow uploads an artifact with actions/upload-artifact.',
  'The input cell: linux-3.12',
  'Returns undefined if there is none.',
  'The second build had other files.',
  'Two wheels that cannot be told apart.',
  'The wheel is built directly from the source tree.',
  'Packages that others need are built first; standalone ones follow.',
  'A ring buffer for the end of the output.',
  'It reads pyproject.toml.',
  'one cell of a table',
  'The plan, --cell and test-requirements',
])('finds nothing in: %s', (text) => {
  expect(findBanned({ text, line: 1, isComment: false })).toEqual([])
})

test('reads the strings and comments of code, and names no part of it', () => {
  const typeScript = [
    '// The folder of the first',
    '// artifact.',
    "const cell = { 'alone': siblings['guard'] }",
    'const pattern = /"a folder`/',
    `throw new Error(\`No wheel in \${folder.alone}: left`,
    '  out`)',
  ].join('\n')
  expect(
    textsOf('a.ts', typeScript)
      .flatMap((text) => findBanned(text, 'a.ts'))
      .map(showHit),
  ).toEqual([
    'a.ts:1: `folder` → directory',
    'a.ts:2: `artifact` → distribution, sdist, wheel',
    'a.ts:5: `left out` → skipped, excluded, omitted',
  ])
  const python = ['"""Reads the', 'tree."""', 'folder = "the folder"  # alone', "alone = 'guard'"].join('\n')
  expect(
    textsOf('a.py', python)
      .flatMap((text) => findBanned(text, 'a.py'))
      .map(showHit),
  ).toEqual(['a.py:1: `the tree` → source tree', 'a.py:3: `folder` → directory', 'a.py:3: `alone` → only'])
})

test('reads the names of tests, and none of their inputs', () => {
  const source = [
    "test('a folder of its own', () => expect('a folder of its own').toBe(1))",
    "describe.each(['the cell alone'])('is alone: %s', () => {})",
    '/** The cell. */',
  ].join('\n')
  expect(
    testTextsOf(source)
      .flatMap((text) => findBanned(text, 'a.ts'))
      .map(showHit)
      .sort(),
  ).toEqual([
    'a.ts:1: `folder` → directory',
    'a.ts:2: `alone` → only',
    'a.ts:3: `cell` → job (of the matrix)',
  ])
})

test('titles of rules have two to six words and no full stop', () => {
  const titles = Object.values(RULES).map((rule) => rule.title)
  expect(titles.filter((title) => !/^\S+(?: \S+){1,5}(?<!\.)$/.test(title))).toEqual([])
})
