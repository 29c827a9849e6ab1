import { expect, test } from '@jest/globals'
import { findVersionWriter } from '../../../src/checks/version/version-writer.ts'

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
