import { expect, test } from '@jest/globals'
import { parse } from 'smol-toml'
import { takesTag, versionTool } from '../../src/project/version-tool.ts'
import { projectOf } from './project.ts'

test.each<[string, string[], string, string | undefined]>([
  ['setuptools-scm', ['setuptools', 'setuptools_scm[toml]>=8'], 'dynamic = ["version"]', 'setuptools-scm'],
  ['hatch-vcs', ['hatchling', 'hatch-vcs'], 'dynamic = ["version"]', 'hatch-vcs'],
  ['versioningit', ['versioningit~=3.0'], 'dynamic = ["version"]', 'versioningit'],
  ['poetry', ['poetry-core', 'poetry-dynamic-versioning>=1,<2'], '', 'poetry-dynamic-versioning'],
  ['a static version', ['setuptools', 'setuptools-scm'], 'version = "1.0"', undefined],
  ['pdm', ['pdm-backend'], 'dynamic = ["version"]\n[tool.pdm.version]\nsource = "scm"', 'pdm-backend'],
  ['pdm, from a file', ['pdm-backend'], '[tool.pdm.version]\nsource = "file"', undefined],
  ['only setuptools', ['setuptools'], 'dynamic = ["version"]', undefined],
  ['flit', ['flit_core'], 'dynamic = ["version"]', undefined],
])('the tool that computes the version from git: %s', (_, requires, more, tool) => {
  const pyproject = `[project]\nname = "demo"\n${more}\n`
  expect(parse(pyproject)).toBeDefined()
  const project = projectOf(pyproject)
  expect(versionTool({ ...project, buildSystem: { ...project.buildSystem, requires } })?.name).toBe(tool)
})

const requiring = (requires: string[], more: string, backend = 'setuptools.build_meta') => {
  const project = projectOf(`[project]\nname = "demo"\ndynamic = ["version"]\n${more}\n`)
  return { ...project, buildSystem: { ...project.buildSystem, requires, backend } }
}

test.each<[string, string[], string, string, string | undefined]>([
  ['setuptools-scm', ['setuptools-scm'], '[tool.setuptools_scm]', '', undefined],
  ['setuptools-scm without its table', ['setuptools-scm'], '', '', '[tool.setuptools_scm]'],
  ['setuptools-scm, simplified', ['setuptools-scm[simple]'], '', '', undefined],
  ['setuptools-scm in setup.py', ['setuptools-scm'], '', 'setup(use_scm_version=True)', undefined],
  ['hatch-vcs', ['hatch-vcs'], '[tool.hatch.version]\nsource = "vcs"', '', undefined],
  ['hatch-vcs without a source', ['hatch-vcs'], '', '', '[tool.hatch.version]\nsource = "vcs"'],
  [
    'poetry-dynamic-versioning, disabled',
    ['poetry-dynamic-versioning'],
    '[tool.poetry-dynamic-versioning]\nenable = false',
    '',
    '[tool.poetry-dynamic-versioning]\nenable = true',
  ],
  ['versioningit', ['versioningit'], '[tool.versioningit]', '', undefined],
  ['versioneer', ['versioneer'], '', '', undefined],
])('what enables the tool: %s', (_, requires, more, setupPy, missing) => {
  expect(versionTool(requiring(requires, more), setupPy)?.missingTable).toBe(missing)
})

test.each<[string, string[], string, string[]]>([
  ['no pattern', ['setuptools-scm'], '[tool.setuptools_scm]', ['no pattern']],
  [
    'a regular expression',
    ['setuptools-scm'],
    '[tool.setuptools_scm]\ntag_regex = "^lib-(?P<version>.*)$"',
    ['lib-1.0'],
  ],
  [
    'a command',
    ['setuptools-scm'],
    `[tool.setuptools_scm]\ngit_describe_command = "git describe --long --match 'lib/*[0-9]*'"`,
    ['lib/v1.0'],
  ],
  [
    'a list',
    ['hatch-vcs'],
    '[tool.hatch.version]\nsource = "vcs"\nraw-options.git_describe_command = ["git", "describe", "--match=v*"]',
    ['v1.0'],
  ],
  [
    'the default of a command',
    ['setuptools-scm'],
    `[tool.setuptools_scm]\ngit_describe_command = "git describe --match *[0-9]*"`,
    ['no pattern'],
  ],
  [
    'hatch',
    ['hatch-vcs'],
    '[tool.hatch.version]\nsource = "vcs"\ntag-pattern = "v(?P<version>.*)"',
    ['v1.0', 'lib/v1.0'],
  ],
  [
    'a prefix',
    ['poetry-dynamic-versioning'],
    '[tool.poetry-dynamic-versioning]\nenable = true\npattern-prefix = "lib-"',
    ['lib-1.0'],
  ],
  ['a filter', [], '[tool.pdm.version]\nsource = "scm"\ntag_filter = "lib-?.?"', ['lib-1.0']],
  [
    'what JavaScript cannot express',
    ['setuptools-scm'],
    '[tool.setuptools_scm]\ntag_regex = "(?x) (?P<version>.*)"',
    ['no pattern'],
  ],
])('the tags that a tool takes: %s', (_, requires, more, expected) => {
  const patterns = versionTool(requiring(requires, more))?.tags
  const tags = ['v1.0', 'lib-1.0', 'lib/v1.0', 'docs-1.0'].filter(
    (tag) => patterns && takesTag(patterns, tag),
  )
  expect(patterns === undefined ? ['no pattern'] : tags).toEqual(expected)
})
