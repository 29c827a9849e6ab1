import { expect, test } from '@jest/globals'
import { parse } from 'smol-toml'
import { findVersionWriter, versionFromGit } from '../../../src/checks/version/version-source.ts'
import { projectOf } from '../../project/project.ts'

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
  expect(versionFromGit({ ...project, buildSystem: { ...project.buildSystem, requires } })).toBe(tool)
})

const workflow = (step: string, on = 'release:\n    types: [published]') =>
  `on:\n  ${on}\njobs:\n  one:\n    steps:\n      - run: ${step}\n`

test.each<[string, boolean]>([
  ['poetry version $GITHUB_REF_NAME', true],
  ['poetry version $VERSION', true],
  ['poetry version "$(cat tag)"', true],
  ['poetry version --short', false],
  ['poetry version -s', false],
  ['hatch version $GITHUB_REF_NAME', true],
  ['hatch version', false],
  ['uv version "$TAG"', true],
  ['pdm version 1.0', true],
  ['bump-my-version replace --new-version $TAG', true],
  ['bumpversion --new-version $TAG patch', false],
  ['sed -i "s/__version__ = .*/__version__ = \'$TAG\'/" demo/__init__.py', true],
  ['sed -i s/0.0.1/$TAG/ demo/version.py', true],
  ['echo "__version__ = \'$TAG\'" > demo/_version.py', true],
  ['echo "version=$TAG" >> $GITHUB_OUTPUT', false],
  ['python -m build', false],
  ['python --version', false],
])('a workflow that runs "%s" writes the version: %s', (step, writes) => {
  const found = findVersionWriter(new Map([['.github/workflows/release.yml', workflow(step)]]))
  expect(found).toEqual(
    writes ? { file: '.github/workflows/release.yml', line: 7, text: `- run: ${step}` } : undefined,
  )
})

test.each<[string, string, boolean]>([
  ['a release', 'release:\n    types: [released]', true],
  ['tags', 'push:\n    tags: ["v*"]', true],
  ['a list of tags', 'push:\n    tags:\n      - v*', true],
  ['every push', 'push:\n    branches: [main]', false],
])('a workflow on %s is a release workflow: %s', (_, on, expected) => {
  const found = findVersionWriter(new Map([['w.yml', workflow('poetry version 1.0', on)]]))
  expect(found !== undefined).toBe(expected)
})

test('a comment does not write the version', () => {
  const text = workflow('python -m build').replace('      - run', '      # poetry version $TAG\n      - run')
  expect(findVersionWriter(new Map([['w.yml', text]]))).toBeUndefined()
})
