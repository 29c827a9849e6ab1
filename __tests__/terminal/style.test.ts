import { expect, test } from '@jest/globals'
import type { ColorChoice } from '../../src/config/options.ts'
import { painter, textWidth, usesColor } from '../../src/terminal/style.ts'

const NO_COLOR = { NO_COLOR: '1' }

test.each<[choice: ColorChoice, env: NodeJS.ProcessEnv, isTerminal: boolean, color: boolean]>([
  ['auto', {}, true, true],
  ['auto', {}, false, false],
  ['always', NO_COLOR, false, true],
  ['never', { FORCE_COLOR: '1' }, true, false],
  ['auto', NO_COLOR, true, false],
  ['auto', { NO_COLOR: '' }, true, true],
  ['auto', { ...NO_COLOR, FORCE_COLOR: '1', CLICOLOR_FORCE: '1' }, true, false],
  ['auto', { FORCE_COLOR: '1' }, false, true],
  ['auto', { FORCE_COLOR: '0' }, true, false],
  ['auto', { FORCE_COLOR: 'false' }, true, false],
  ['auto', { FORCE_COLOR: '' }, false, false],
  ['auto', { CLICOLOR_FORCE: '1' }, false, true],
  ['auto', { CLICOLOR_FORCE: '0' }, false, false],
  ['auto', { CLICOLOR: '0' }, true, false],
  ['auto', { TERM: 'dumb' }, true, false],
  ['auto', { TERM: 'dumb', FORCE_COLOR: '1' }, true, true],
])('--color %s with %j, terminal: %s', (choice, env, isTerminal, color) => {
  expect(usesColor(choice, env, isTerminal)).toBe(color)
})

test.each<[columns: number | undefined, COLUMNS: string | undefined, width: number]>([
  [undefined, undefined, 100],
  [120, undefined, 120],
  [120, '72', 72],
  [undefined, '72', 72],
  [120, 'wide', 120],
  [120, '0', 120],
  [0, undefined, 100],
  [10, undefined, 40],
])('a terminal of %s columns with COLUMNS=%s', (columns, COLUMNS, width) => {
  expect(textWidth({ COLUMNS }, columns)).toBe(width)
})

test('text is painted only with color', () => {
  expect(painter({ color: true })(31, 'x')).toBe('\u001b[31mx\u001b[0m')
  expect(painter({ color: false })(31, 'x')).toBe('x')
})
