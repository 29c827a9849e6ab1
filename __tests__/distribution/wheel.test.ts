import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { readDistributionFile, topLevelsOf } from '../../src/distribution/wheel.ts'
import { moduleOf } from '../../src/python/module-names.ts'
import { readDescribedWheel } from '../support/described-wheel.ts'
import { withFile, zip } from './zip.ts'

const METADATA = ['demo-1.0.dist-info/METADATA', 'Name: demo\nVersion: 1.0\n'] as const

/** The archive with another first byte of a member's content. */
function corrupted(archive: Buffer, content: string): Buffer {
  const copy = Buffer.from(archive)
  copy.write('#', copy.indexOf(content))
  return copy
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')

const read = (bytes: Buffer) => withFile('demo-1.0-py3-none-any.whl', bytes, readDescribedWheel)

test('reads the installed files, top-level modules, entry points and digest of a wheel', async () => {
  const bytes = zip([
    ['demo/__init__.py', 'x = 1\n'],
    ['demo/data/', ''],
    ['demo/data/größe.json', '{}'],
    ['demo-1.0.data/purelib/plain.py', 'y = 2\n'],
    ['demo-1.0.data/platlib/fast.abi3.so', 'ELF'],
    ['demo-1.0.data/scripts/run-demo', '#!python\n'],
    ['demo-1.0.data/data/share/demo.1', 'man'],
    ['demo-1.0.data/headers/demo.h', ''],
    [
      METADATA[0],
      `${METADATA[1]}Requires-Python: >=3.9\nRequires-Dist: a>=1\nProvides-Extra: x\nClassifier: Typing :: Typed\n\nText`,
    ],
    ['demo-1.0.dist-info/licenses/LICENSE', 'free'],
    ['demo-1.0.dist-info/entry_points.txt', '[console_scripts]\ndemo = demo:main [x]\n'],
    ['demo/_vendor/other-2.dist-info/METADATA', 'Name: other\nVersion: 2\n'],
  ])
  const wheel = await read(bytes)
  expect(wheel).toMatchObject({ kind: 'wheel', sha256: sha256(bytes), bytes: bytes.length })
  expect(wheel.metadata).toEqual({
    name: 'demo',
    version: '1.0',
    requiresPython: '>=3.9',
    requirements: ['a>=1'],
    extras: ['x'],
    classifiers: ['Typing :: Typed'],
    descriptionType: 'text/x-rst',
  })
  expect(wheel.entryPoints).toMatchObject([{ group: 'console_scripts', name: 'demo', extras: ['x'] }])
  expect(wheel.files).toEqual([
    { path: 'demo/__init__.py', sha256: sha256('x = 1\n') },
    { path: 'demo/data/größe.json', sha256: sha256('{}') },
    { path: 'plain.py', sha256: sha256('y = 2\n') },
    { path: 'fast.abi3.so', sha256: sha256('ELF') },
    { path: 'demo/_vendor/other-2.dist-info/METADATA', sha256: sha256('Name: other\nVersion: 2\n') },
  ])
  expect(wheel.topLevels).toEqual([
    { name: 'demo', kind: 'package' },
    { name: 'fast', kind: 'module' },
    { name: 'plain', kind: 'module' },
  ])
})

test('metadata without optional fields', async () => {
  const { metadata, entryPoints } = await read(zip([METADATA]))
  expect(metadata).toMatchObject({ requiresPython: undefined, descriptionType: undefined })
  expect(entryPoints).toEqual([])
})

test('a byte order mark in entry_points.txt does not hide scripts', async () => {
  const entryPoints = '\ufeff[console_scripts]\nd = d:m\n'
  const wheel = await read(zip([METADATA, ['demo-1.0.dist-info/entry_points.txt', entryPoints]]))
  expect(wheel.entryPoints).toMatchObject([{ group: 'console_scripts', name: 'd' }])
})

test.each([
  ['an empty file', Buffer.alloc(0)],
  ['text', Buffer.from('this is no archive\n'.repeat(10))],
  ['half an archive', zip([['demo/__init__.py', 'x'], METADATA]).subarray(0, 60)],
  ['an archive without METADATA', zip([['demo/__init__.py', 'x']])],
  ['a member outside', zip([METADATA, ['../../evil.py', 'x']])],
  ['an absolute member', zip([METADATA, ['/etc/evil.py', 'x']])],
  ['only the metadata of a vendored package', zip([['demo/_vendor/o.dist-info/METADATA', 'Name: o\n']])],
  ['an archive with a wrong checksum', corrupted(zip([METADATA]), METADATA[1])],
])('%s is not a wheel', async (_, bytes) => {
  await expect(read(bytes)).rejects.toThrow(
    /^demo-1\.0-py3-none-any\.whl is not a (valid zip archive: .{5,}|wheel: it has no METADATA file)$/,
  )
})

test('reads the digest and size of a distribution', async () => {
  const file = await withFile('demo-1.0.tar.gz', Buffer.from('abc'), (path) =>
    readDistributionFile(path, 'sdist'),
  )
  expect(file).toMatchObject({ kind: 'sdist', sha256: sha256('abc'), bytes: 3 })
})

test.each([
  ['demo.py', 'demo'],
  ['demo/__init__.py', 'demo'],
  ['demo/a/__init__.py', 'demo.a'],
  ['demo/a.py', 'demo.a'],
  ['demo/__main__.py', 'demo.__main__'],
  ['demo/größe.py', 'demo.größe'],
  ['demo/fast.cpython-311-x86_64-linux-gnu.so', 'demo.fast'],
  ['demo/fast.abi3.so', 'demo.fast'],
  ['demo/fast.cp311-win_amd64.pyd', 'demo.fast'],
  ['demo/fast.pypy39-pp73-x86_64-linux-gnu.so', 'demo.fast'],
  ['demo/fast.pyd', 'demo.fast'],
  ['demo/__init__.cpython-312-darwin.so', 'demo'],
  ['demo/libfoo.so', undefined],
  ['demo/libfoo.so.3', undefined],
  ['demo/a.pyi', undefined],
  ['demo/a.pyx', undefined],
  ['demo/a.pyc', undefined],
  ['demo/a.py.txt', undefined],
  ['demo/.py', undefined],
  ['demo/data.json', undefined],
  ['demo/my-module.py', undefined],
  ['demo/2to3.py', undefined],
  ['my-data/a.py', undefined],
  ['demo/py.typed', undefined],
  ['a1.pth', undefined],
])('the module name of %s is %s', (path, module) => {
  expect(moduleOf(path)).toBe(module)
})

test.each([
  ['a package', ['demo/__init__.py', 'demo/a.py'], { demo: 'package' }],
  ['a module', ['demo.py'], { demo: 'module' }],
  ['a compiled module', ['demo.cp311-win_amd64.pyd'], { demo: 'module' }],
  ['a compiled package', ['demo/__init__.cpython-311-x86_64-linux-gnu.so'], { demo: 'package' }],
  ['a namespace package', ['acme/core/__init__.py', 'acme/core/a.py'], { acme: 'namespace' }],
  ['a package whose __init__ is last', ['demo/z.py', 'demo/__init__.py'], { demo: 'package' }],
  ['two names', ['b.py', 'a/__init__.py'], { a: 'package', b: 'module' }],
  ['a package that shadows a module', ['demo/__init__.py', 'demo.py'], { demo: 'package' }],
  ['a module that is shadowed', ['demo.py', 'demo/__init__.py'], { demo: 'package' }],
  ['a module that shadows a namespace package', ['demo/a.py', 'demo.py'], { demo: 'module' }],
  ['only data', ['demo/data.json', 'share/x.txt', 'a.pth'], {}],
  ['stubs', ['demo-stubs/__init__.pyi', 'demo/__init__.pyi'], {}],
  ['a directory whose name is not an identifier', ['my-data/a.py'], {}],
  ['no files', [], {}],
] as const)('top-level modules of %s', (_, paths, expected) => {
  expect(Object.fromEntries(topLevelsOf(paths).map(({ name, kind }) => [name, kind]))).toEqual(expected)
})
