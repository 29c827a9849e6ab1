import { expect, test } from '@jest/globals'
import { RULES } from '../../../src/checks/rules.ts'

test.each(['public', 'own-module', 'own-name', 'checkout'] as const)(
  'an import that fails (%s) is shown by a command to paste',
  (why) => {
    const fix = RULES['import-failed'].fix({ module: 'demo.cli', error: 'E', why, extras: [], others: [] })
    expect(fix).toMatch(/: python -c "import demo\.cli"$/)
  },
)
