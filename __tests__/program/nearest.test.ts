import { expect, test } from '@jest/globals'
import { RULE_NAMES } from '../../src/checks/rules.ts'
import { didYouMean, nearest } from '../../src/program/nearest.ts'

test.each<[word: string, known: readonly string[], best: string | undefined]>([
  ['--pyhton', ['--python', '--path'], '--python'],
  ['--output-file', ['--output', '--out'], '--output'],
  ['UV', ['pip', 'uv'], 'uv'],
  ['lowest', ['highest', 'lowest-direct'], 'lowest-direct'],
  ['--no', ['--no-fix-check'], undefined],
  ['conda', ['auto', 'pip', 'uv'], undefined],
  ['x', ['y'], undefined],
  ['anything', [], undefined],
  ['moduls-missing', RULE_NAMES, 'module-missing'],
  ['dependency-undeclared-imports', RULE_NAMES, 'dependency-undeclared'],
])('%s', (word, known, best) => {
  expect(nearest(word, known)).toBe(best)
  expect(didYouMean(word, known)).toBe(best === undefined ? '' : `Did you mean "${best}"?`)
})
