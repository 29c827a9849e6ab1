import { expect, test } from '@jest/globals'
import { observeContents } from '../../../src/checks/contents/observe.ts'
import { readProject } from '../../../src/project/project.ts'
import { readCheckout } from '../../../src/repository/checkout.ts'
import { type Files, project } from '../../support/project.ts'
import { wheelOf } from '../facts.ts'

/** The modules beside the package `demo` in `src`, with the files that import them. */
async function modulesBeside(files: Files): Promise<Record<string, readonly string[]>> {
  const directory = await project({ 'pyproject.toml': '', 'src/demo/__init__.py': '', ...files })
  const checkout = await readCheckout(directory)
  const contents = await observeContents(
    wheelOf({ shipped: ['demo/__init__.py'] }),
    await readProject(checkout, directory),
    checkout,
  )
  return Object.fromEntries(contents.besidePackages.map(({ name, importedBy }) => [name, importedBy]))
}

test.each<[string, Files, Record<string, readonly string[]>]>([
  ['a module that nothing imports', { 'src/other.py': '' }, { other: [] }],
  ['a package', { 'src/other/__init__.py': '' }, { other: [] }],
  [
    'a module that the README imports',
    { 'src/other.py': '', 'README.md': '```python\nimport other\n```' },
    { other: ['README.md:2'] },
  ],
  [
    'a module that a test imports',
    { 'src/other.py': '', 'tests/test_a.py': 'from other import run' },
    { other: ['tests/test_a.py:1'] },
  ],
  [
    'a module that a test in the root of the project imports',
    { 'src/other.py': '', 'test_a.py': 'from other import run' },
    { other: ['test_a.py:1'] },
  ],
  // As in typing_extensions.
  [
    'a helper of a test beside it',
    { 'src/other.py': '', 'src/test_a.py': 'from other import run' },
    { other: [] },
  ],
  ['a module named after tests', { 'src/_typed_test_helper.py': '', 'src/testlib_tests.py': '' }, {}],
  ['a module whose name only contains the letters', { 'src/attestation.py': '' }, { attestation: [] }],
])('%s', async (_, files, expected) => {
  expect(await modulesBeside(files)).toEqual(expected)
})
