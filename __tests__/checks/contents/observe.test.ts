import { expect, test } from '@jest/globals'
import { observeContents } from '../../../src/checks/contents/observe.ts'
import { readProject } from '../../../src/project/project.ts'
import { readCheckout } from '../../../src/repository/checkout.ts'
import { project } from '../../support/project.ts'
import { wheelOf } from '../facts.ts'

test('reads the .gitignore pattern that matches a tracked file, but no negated pattern', async () => {
  const directory = await project({
    'pyproject.toml': '',
    '.gitignore': '# Generated\nknowledge/\n*.txt\n!kept.txt\n',
    'MANIFEST.in': 'graft demo\n',
    'demo/__init__.py': '',
    'demo/knowledge/größe.py': '',
    'demo/kept.txt': '',
    'demo/other.json': '',
  })
  const checkout = await readCheckout(directory)
  const contents = await observeContents(wheelOf(), await readProject(checkout, directory), checkout)
  expect([...contents.unshipped.keys()].sort()).toEqual([
    'demo/kept.txt',
    'demo/knowledge/größe.py',
    'demo/other.json',
  ])
  expect([...contents.ignoredBy]).toEqual([['demo/knowledge/größe.py', '"knowledge/" (.gitignore:2)']])
  expect(contents).toMatchObject({ manifest: 'graft demo\n', setupPy: undefined })
  expect(contents.sources.map(({ path }) => path)).toContain('demo/other.json')
})
