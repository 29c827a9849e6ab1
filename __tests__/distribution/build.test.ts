import { expect, test } from '@jest/globals'
import { absentFrom } from '../../src/distribution/build.ts'
import { readSdist } from '../../src/distribution/sdist.ts'
import { newFolder, write } from '../support/project.ts'

test.each([
  ["FileNotFoundError: [Errno 2] No such file or directory: 'requirements.txt'", 'requirements.txt'],
  ["ModuleNotFoundError: No module named 'versioneer'", 'versioneer.py'],
  ["ModuleNotFoundError: No module named 'tools.version'", 'tools/version.py'],
  ["ModuleNotFoundError: No module named 'tools'", 'tools/__init__.py'],
  ["OSError: there is no 'my notes.md'", 'my notes.md'],
  ['OSError: Readme file does not exist: docs/readme.rst', 'docs/readme.rst'],
  ['ConfigError: Description file <unpacked>/docs/readme.rst does not exist.', 'docs/readme.rst'],
  // What the sdist has, what the checkout lacks too, and what is nowhere.
  ["FileNotFoundError: 'setup.py'", undefined],
  ["FileNotFoundError: 'generated.py'", undefined],
  ["FileNotFoundError: '../requirements.txt'", undefined],
  ["FileNotFoundError: '/etc/passwd'", undefined],
  ['RuntimeError: versioneer does not work with these tools.', undefined],
])('%s', async (said, expected) => {
  const [source, unpacked] = [await newFolder(), await newFolder()]
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
  expect(absentFrom(unpacked, source, said.replace('<unpacked>', unpacked))).toBe(expected)
})

test('an sdist is read: its files, and what in them must not be published', async () => {
  const folder = await newFolder()
  await write(folder, {
    'demo-1.0.tar.gz': 'abc',
    'demo-1.0/PKG-INFO': 'Name: demo\n',
    'demo-1.0/src/demo/größe.py': '',
    'demo-1.0/.env': 'DB_PASSWORD=correct-horse\n',
  })
  const sdist = await readSdist(`${folder}/demo-1.0.tar.gz`, `${folder}/demo-1.0`)
  expect(sdist).toMatchObject({ kind: 'sdist', bytes: 3 })
  expect(sdist.files).toEqual(['.env', 'PKG-INFO', 'src/demo/größe.py'])
  expect([...sdist.credentials]).toEqual([['.env', 'a password']])
})
