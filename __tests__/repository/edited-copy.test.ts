import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readCheckout } from '../../src/repository/checkout.ts'
import { makeEditedCopy } from '../../src/repository/edited-copy.ts'
import { commit, git, repository, temporaryDirectory, write } from './repository.ts'

const all = temporaryDirectory()

test('edits are part of the tagged commit of the copy, and change nothing else', async () => {
  const directory = mkdtempSync(join(all, 'case-'))
  const root = repository(join(directory, 'repository'))
  commit(root, { 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n', '.gitignore': 'new/\n' }, 'v1.2')
  const copy = join(directory, 'copy')
  const changes = new Map([
    ['a.txt', 'edited\n'],
    ['b.txt', undefined],
    ['new/d.txt', 'd\n'],
  ])
  await makeEditedCopy(await readCheckout(root), copy, changes, [])
  expect(git(copy, 'status', '--porcelain')).toBe('')
  expect(git(copy, 'tag', '--points-at', 'HEAD')).toBe('v1.2')
  expect(git(copy, 'rev-list', '--count', 'HEAD')).toBe('1')
  expect(git(copy, 'ls-files').split('\n')).toEqual(['.gitignore', 'a.txt', 'c.txt', 'new/d.txt'])
  expect(readFileSync(join(copy, 'a.txt'), 'utf8')).toBe('edited\n')
  expect(git(root, 'show', 'v1.2:a.txt')).toBe('a')
})

test('staged changes of others stay out of the commit', async () => {
  const directory = mkdtempSync(join(all, 'case-'))
  const root = repository(join(directory, 'repository'))
  commit(root, { 'a.txt': 'a\n', 'b.txt': 'b\n' })
  write(root, { 'b.txt': 'staged\n' })
  git(root, 'add', 'b.txt')
  const copy = join(directory, 'copy')
  await makeEditedCopy(await readCheckout(root), copy, new Map([['a.txt', 'edited\n']]), [])
  expect(git(copy, 'status', '--porcelain')).toBe('M  b.txt')
  expect(git(copy, 'show', 'HEAD:a.txt')).toBe('edited')
})

test('a clone may lack files of the commit', async () => {
  const directory = mkdtempSync(join(all, 'case-'))
  const root = repository(join(directory, 'repository'))
  commit(root, { 'a.txt': 'a\n', 'b.txt': 'b\n' }, 'v1.2')
  const blob = git(root, 'rev-parse', 'HEAD:b.txt')
  rmSync(join(root, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
  const copy = join(directory, 'copy')
  await makeEditedCopy(await readCheckout(root), copy, new Map([['a.txt', 'edited\n']]), [])
  expect(git(copy, 'tag', '--points-at', 'HEAD')).toBe('v1.2')
  expect(git(copy, 'show', 'v1.2:a.txt')).toBe('edited')
})

test('a repository without commits is edited, too', async () => {
  const directory = mkdtempSync(join(all, 'case-'))
  const root = repository(join(directory, 'repository'))
  const copy = join(directory, 'copy')
  await makeEditedCopy(await readCheckout(root), copy, new Map([['a.txt', 'a\n']]), [])
  expect(git(copy, 'status', '--porcelain')).toBe('A  a.txt')
})
