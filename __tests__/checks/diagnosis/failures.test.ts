import { expect, test } from '@jest/globals'
import { neededUnshippedModules } from '../../../src/checks/diagnosis/failures.ts'
import { factsOf } from '../facts.ts'

test.each([
  ['console_scripts', 'the script d'],
  ['gui_scripts', 'the GUI script d'],
  ['host.plugins', 'the entry point d of host.plugins'],
])('an entry point of %s that needs a module is %s', (group, neededBy) => {
  const entryPoints = `[${group}]\nd = demo.gone:main`
  const facts = factsOf({ shipped: ['demo/__init__.py'], missing: ['demo/gone.py'], entryPoints })
  expect(neededUnshippedModules(facts)).toEqual([{ module: 'demo.gone', neededBy }])
})
