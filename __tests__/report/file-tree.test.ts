import { expect, test } from '@jest/globals'
import { fileTree, sizeInWords } from '../../src/report/summary/file-tree.ts'

const files = (...paths: string[]) => paths.map((path, i) => ({ path, bytes: 10 ** i }))

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [242_400, '242.4 kB'],
  [4_500_000, '4.5 MB'],
])('%i bytes are %s', (bytes, expected) => {
  expect(sizeInWords(bytes)).toBe(expected)
})

test('directories come first, and those with one directory only are one line', () => {
  const paths = ['shop/b.py', 'shop/a.py', 'README.md', 'shop/data/deep/x.txt', 'shop-2.0.dist-info/METADATA']
  expect(fileTree(files(...paths)).split('\n')).toEqual([
    'shop/',
    '  data/deep/',
    '    x.txt     1.0 kB',
    '  a.py          10 B',
    '  b.py           1 B',
    'shop-2.0.dist-info/',
    '  METADATA   10.0 kB',
    'README.md      100 B',
  ])
})

test('a long tree is cut, and counts the other files', () => {
  const many = Array.from({ length: 372 }, (_, i) => ({ path: `shop/${i % 4}/${i}.py`, bytes: 1 }))
  const lines = fileTree(many).split('\n')
  expect(lines).toHaveLength(60)
  expect(lines.at(-1)).toBe('… 315 more files')
  expect(fileTree(many.slice(0, 55)).split('\n').at(-1)).toBe('    7.py        1 B')
  expect(
    fileTree(files('a', 'b', 'c'), 2)
      .split('\n')
      .at(-1),
  ).toBe('… 2 more files')
})

test('no file', () => {
  expect(fileTree([])).toBe('')
})
