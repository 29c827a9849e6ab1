import { expect, test } from '@jest/globals'
import {
  differsAfterUpgrade,
  droppedDirectories,
  droppedFiles,
} from '../../../src/checks/upgrade/shared-paths.ts'
import { type Given, wheelOf } from '../facts.ts'

const BEFORE: Given = { shipped: ['demo/__init__.py', 'demo/core/__init__.py', 'demo/core/a.py'] }

test.each<[string, Given, Given, boolean, string[], string[]]>([
  ['the same files', BEFORE, BEFORE, false, [], []],
  ['a new directory', BEFORE, { shipped: [...(BEFORE.shipped ?? []), 'demo/new/x.json'] }, false, [], []],
  [
    'a removed module',
    BEFORE,
    { shipped: ['demo/__init__.py', 'demo/core/__init__.py'] },
    false,
    ['demo/core/a.py'],
    [],
  ],
  [
    'a package that became a module',
    BEFORE,
    { shipped: ['demo/__init__.py', 'demo/core.py'] },
    true,
    ['demo/core/__init__.py', 'demo/core/a.py'],
    ['demo/core'],
  ],
  [
    'a module that became a package',
    { shipped: ['demo.py'] },
    { shipped: ['demo/__init__.py'] },
    false,
    ['demo.py'],
    [],
  ],
  [
    'a removed package with another in it',
    { shipped: ['demo/__init__.py', 'old/__init__.py', 'old/sub/__init__.py'] },
    {},
    true,
    ['old/__init__.py', 'old/sub/__init__.py'],
    ['old'],
  ],
  [
    'a namespace package whose modules were moved',
    { shipped: ['mega/foo.py', 'mega/bar.py'] },
    { shipped: ['mega/foo.py'], requires: ['mega-bar'] },
    true,
    ['mega/bar.py'],
    [],
  ],
  [
    'tests that were installed by mistake',
    { shipped: ['demo/__init__.py', 'tests/__init__.py', 'README.md'] },
    {},
    true,
    [],
    ['tests'],
  ],
  ['other requirements', { requires: ['a<2'] }, { requires: ['a'] }, true, [], []],
  [
    'the same requirements in another order',
    { requires: ['a', 'b'] },
    { requires: ['b', 'a'] },
    false,
    [],
    [],
  ],
])('%s', (_name, before, after, differs, files, directories) => {
  const [previous, wheel] = [wheelOf(before), wheelOf(after)]
  expect(differsAfterUpgrade(previous, wheel)).toBe(differs)
  expect(droppedFiles(previous, wheel)).toEqual(files)
  expect(droppedDirectories(previous, wheel)).toEqual(directories)
})
