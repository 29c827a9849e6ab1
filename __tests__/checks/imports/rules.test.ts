import { expect, test } from '@jest/globals'
import { RULES } from '../../../src/checks/rules.ts'

test.each(['public', 'submodule', 'own-module', 'own-name', 'checkout', 'environment'] as const)(
  'the fix for a failed import (%s) has a command that reproduces it',
  (why) => {
    const fix = RULES['import-failed'].fix({
      module: 'demo.cli',
      error: 'E',
      why,
      extras: [],
      reason: null,
      neededBy: [],
      inFunction: false,
      others: [],
    })
    expect(fix).toMatch(/: python -c "import demo\.cli"$/)
  },
)
