import { expect, test } from '@jest/globals'
import { fileMissingFromSdist } from '../../src/distribution/build.ts'
import type { MetadataDescription } from '../../src/distribution/core-metadata.ts'
import { readSdist } from '../../src/distribution/sdist.ts'
import { temporaryDirectory, write } from '../support/project.ts'

test.each([
  ["FileNotFoundError: [Errno 2] No such file or directory: 'requirements.txt'", 'requirements.txt'],
  ["ModuleNotFoundError: No module named 'versioneer'", 'versioneer.py'],
  ["ModuleNotFoundError: No module named 'tools.version'", 'tools/version.py'],
  ["ModuleNotFoundError: No module named 'tools'", 'tools/__init__.py'],
  ["OSError: there is no 'my notes.md'", 'my notes.md'],
  ['OSError: Readme file does not exist: docs/readme.rst', 'docs/readme.rst'],
  ['ConfigError: Description file <unpacked>/docs/readme.rst does not exist.', 'docs/readme.rst'],
  // In the sdist, missing from the checkout too, or outside of the project.
  ["FileNotFoundError: 'setup.py'", undefined],
  ["FileNotFoundError: 'generated.py'", undefined],
  ["FileNotFoundError: '../requirements.txt'", undefined],
  ["FileNotFoundError: '/etc/passwd'", undefined],
  ['RuntimeError: versioneer does not work with these tools.', undefined],
])('the file that the sdist lacks, from "%s"', async (message, expected) => {
  const [source, unpacked] = [await temporaryDirectory(), await temporaryDirectory()]
  await write(source, {
    'setup.py': '',
    'requirements.txt': '',
    'versioneer.py': '',
    'tools/__init__.py': '',
    'tools/version.py': '',
    'my notes.md': '',
    'docs/readme.rst': '',
  })
  await write(unpacked, { 'setup.py': '' })
  expect(fileMissingFromSdist(unpacked, source, message.replace('<unpacked>', unpacked))).toBe(expected)
})

const METADATA: MetadataDescription = {
  name: 'demo',
  version: '1.0',
  requires_python: null,
  requires_dist: [],
  provides_extra: [],
  classifiers: [],
  description_content_type: null,
}

test.each([
  ['without PKG-INFO', null],
  ['with PKG-INFO that has no version', { ...METADATA, version: '' }],
])('an sdist %s has no version', async (_, metadata) => {
  const directory = await temporaryDirectory()
  await write(directory, { 'demo-1.0.tar.gz': '', 'demo-1.0/setup.py': '' })
  const sdist = await readSdist(`${directory}/demo-1.0.tar.gz`, `${directory}/demo-1.0`, metadata)
  expect(sdist.version).toBeUndefined()
})

test('reads the files, credentials and version of an sdist', async () => {
  const directory = await temporaryDirectory()
  await write(directory, {
    'demo-1.0.tar.gz': 'abc',
    'demo-1.0/PKG-INFO': '',
    'demo-1.0/src/demo/größe.py': '',
    'demo-1.0/.env': 'DB_PASSWORD=correct-horse\n',
  })
  const sdist = await readSdist(`${directory}/demo-1.0.tar.gz`, `${directory}/demo-1.0`, METADATA)
  expect(sdist).toMatchObject({ kind: 'sdist', bytes: 3, version: '1.0' })
  expect(sdist.files).toEqual(['.env', 'PKG-INFO', 'src/demo/größe.py'])
  expect([...sdist.credentials]).toEqual([['.env', { what: 'a password', line: 1, isCertain: true }]])
})
