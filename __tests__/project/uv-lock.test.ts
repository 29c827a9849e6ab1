import { expect, test } from '@jest/globals'
import { readUvLock } from '../../src/project/uv-lock.ts'
import { type Files, temporaryDirectory, write } from '../support/project.ts'

const HEAD = 'version = 1\nrevision = 3\nrequires-python = ">=3.9"\n\n[manifest]\nmembers = ["a"]\n\n'
const entry = (name: string, version: string | undefined, source: string) =>
  `[[package]]\nname = "${name}"\n${version === undefined ? '' : `version = "${version}"\n`}source = { ${source} }\ndependencies = [\n    { name = "click" },\n]\n\n[package.metadata]\nrequires-dist = [{ name = "click" }]\n\n`
const CLICK = entry('click', '8.1', 'registry = "https://example.org/simple"')

async function read(files: Files, path = '.') {
  const root = await temporaryDirectory()
  await write(root, files)
  const checkout = {
    root,
    isRepository: true,
    byteNames: new Map(),
    files: Object.keys(files),
    untracked: [],
    head: undefined,
    committedAt: undefined,
  }
  return readUvLock(checkout, path)
}

test.each<[string, string, string, object | undefined]>([
  ['an application', '.', 'virtual = "."', { version: '1.0' }],
  ['a package', '.', 'editable = "."', { version: '1.0' }],
  ['a package that is not editable', '.', 'directory = "."', { version: '1.0' }],
  ['a workspace member', 'packages/demo', 'editable = "packages/demo"', { version: '1.0' }],
  [
    'a workspace member with a relative path',
    'packages/demo',
    'editable = "./packages/demo"',
    { version: '1.0' },
  ],
  ['another workspace member', 'packages/demo', 'editable = "packages/demo-2"', undefined],
  ['a dependency from an index', '.', 'registry = "https://example.org/simple"', undefined],
  ['a dependency from git', '.', 'git = "https://example.org/demo"', undefined],
])('the entry of %s', async (_, path, source, expected) => {
  const found = await read({ 'uv.lock': HEAD + CLICK + entry('demo', '1.0', source) }, path)
  expect(found).toEqual(expected && { ...expected, file: 'uv.lock', line: 21 })
})

test('the line is that of the version, with CRLF too', async () => {
  const text = HEAD + CLICK + entry('demo', '1.0', 'virtual = "."')
  const found = await read({ 'uv.lock': text.replaceAll('\n', '\r\n') })
  expect(found).toEqual({ version: '1.0', file: 'uv.lock', line: 21 })
  expect(text.split('\n')[20]).toBe('version = "1.0"')
})

test('an entry without a version', async () => {
  const found = await read({ 'uv.lock': HEAD + entry('demo', undefined, 'editable = "."') })
  expect(found).toEqual({ version: null, file: 'uv.lock', line: 8 })
})

test('the nearest lock file with an entry of the project is used', async () => {
  const files = {
    'uv.lock': HEAD + entry('demo', '1.0', 'editable = "packages/demo"'),
    'packages/demo/uv.lock': HEAD + entry('demo', '1.1', 'editable = "."'),
    'packages/other/uv.lock': HEAD + CLICK,
  }
  expect(await read(files, 'packages/demo')).toMatchObject({ version: '1.1', file: 'packages/demo/uv.lock' })
  const { 'packages/demo/uv.lock': _, ...others } = files
  expect(await read({ ...others, 'packages/demo/uv.lock': HEAD + CLICK }, 'packages/demo')).toMatchObject({
    version: '1.0',
    file: 'uv.lock',
  })
})

test.each([
  ['no lock file', {}],
  ['an empty lock file', { 'uv.lock': '' }],
  ['a lock file with a merge conflict', { 'uv.lock': `[[package]]\n<<<<<<<\nsource = { virtual = "." }\n` }],
  ['a lock file of poetry', { 'poetry.lock': '[[package]]\nname = "click"\nversion = "8.1"\n' }],
])('%s has no entry', async (_, files: Files) => {
  expect(await read(files)).toBeUndefined()
})
