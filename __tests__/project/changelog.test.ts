import { expect, test } from '@jest/globals'
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts'
import { ConfigurationError } from '../../src/program/errors.ts'
import { readChangelog } from '../../src/project/changelog.ts'
import { parseIni } from '../../src/project/ini.ts'
import { type Files, temporaryDirectory, write } from '../support/project.ts'
import { projectOf } from './project.ts'

async function read(
  setting: boolean | string,
  files: Files,
  { pyproject = '', path = '.', setupCfg = '' } = {},
) {
  const root = await temporaryDirectory()
  await write(root, files)
  const settings = { ...DEFAULT_SETTINGS, version: { ...DEFAULT_SETTINGS.version, changelog: setting } }
  const project = projectOf(pyproject, { settings, path, setupCfg: parseIni(setupCfg) })
  return readChangelog(project, { root, files: Object.keys(files) })
}

const TEXT = '## 1.0\n'

test.each<[string, boolean | string, string[], { path?: string }, string[]]>([
  ['usual names', true, ['CHANGELOG.md', 'src/CHANGELOG.md'], {}, ['CHANGELOG.md']],
  ['names in other case', true, ['changes.txt'], {}, ['changes.txt']],
  ['names without a suffix', true, ['NEWS', 'README'], {}, ['NEWS']],
  [
    'names in docs, after others',
    true,
    ['docs/history.rst', 'HISTORY.rst'],
    {},
    ['HISTORY.rst', 'docs/history.rst'],
  ],
  [
    'the directory of the package',
    true,
    ['CHANGELOG.md', 'one/CHANGES.md'],
    { path: 'one' },
    ['one/CHANGES.md'],
  ],
  ['a path', 'doc/log.md', ['doc/log.md', 'CHANGELOG.md'], {}, ['doc/log.md']],
  ['a path outside of the package', '../CHANGELOG.md', ['CHANGELOG.md'], { path: 'one' }, ['CHANGELOG.md']],
  ['a directory', 'docs/releases', ['docs/releases/1.0.rst', 'docs/a.rst'], {}, ['docs/releases/1.0.rst']],
])('%s', async (_, setting, files, given, expected) => {
  const found = await read(setting, Object.fromEntries(files.map((file) => [file, TEXT])), given)
  expect(found?.files.map(({ path }) => path)).toEqual(expected)
})

test('included files are read', async () => {
  const files = { 'docs/changelog.rst': '.. include:: ../WHATSNEW.rst\n', 'WHATSNEW.rst': TEXT }
  const found = await read(true, files)
  expect(found?.files[1]).toEqual({ path: 'WHATSNEW.rst', text: TEXT })
})

test('no changelog is read without the setting', async () => {
  expect(await read(false, { 'CHANGELOG.md': TEXT })).toBeUndefined()
})

test.each<[boolean | string, RegExp]>([
  ['CHANGES.md', /changelog is "CHANGES\.md", but git tracks no such file/],
  [true, /changelog is true, but git tracks no CHANGELOG, /],
])('a changelog that does not exist (%s) is an invalid configuration', async (setting, message) => {
  const pyproject = '[tool.as-installed.version]\nchangelog = "CHANGES.md"\n'
  const error = await read(setting, { 'README.md': TEXT }, { pyproject }).catch((thrown) => thrown)
  expect(error).toBeInstanceOf(ConfigurationError)
  expect(error.problems).toEqual([
    { message: expect.stringMatching(message), file: 'pyproject.toml', line: 2 },
  ])
})

test.each<[string, string, Files, string[] | undefined]>([
  ['no tool', '', { 'newsfragments/1.feature': '' }, undefined],
  [
    'towncrier',
    '[tool.towncrier]',
    {
      'newsfragments/1.feature': '',
      'newsfragments/+x.bugfix.2.rst': '',
      'newsfragments/README.md': '',
      'newsfragments/.gitignore': '',
      'newsfragments/template.jinja': '',
    },
    ['newsfragments/1.feature', 'newsfragments/+x.bugfix.2.rst'],
  ],
  [
    'the package of towncrier',
    '[tool.towncrier]\npackage = "a.b"\npackage_dir = "src"',
    { 'src/a/b/newsfragments/1.misc': '', 'newsfragments/1.misc': '' },
    ['src/a/b/newsfragments/1.misc'],
  ],
  [
    'the types of towncrier',
    '[tool.towncrier]\ndirectory = "changes"\n[[tool.towncrier.type]]\ndirectory = "change"\n',
    { 'changes/1.change.md': '', 'changes/1.feature.md': '' },
    ['changes/1.change.md'],
  ],
  [
    'scriv',
    '[tool.scriv]',
    { 'changelog.d/2026_me.md': '', 'changelog.d/README.md': '', 'changelog.d/new.md.j2': '' },
    ['changelog.d/2026_me.md'],
  ],
])('the fragments of %s', async (_, pyproject, files, expected) => {
  const found = await read(true, { 'CHANGELOG.md': TEXT, ...files }, { pyproject })
  expect(found?.fragments?.files).toEqual(expected)
})

test('the settings of scriv in setup.cfg', async () => {
  const setupCfg = '[tool:scriv]\nfragment_directory = log\n'
  const found = await read(true, { 'CHANGELOG.md': TEXT, 'log/1.rst': '' }, { setupCfg })
  expect(found?.fragments).toEqual({ tool: 'scriv', files: ['log/1.rst'] })
})
