import { expect, test } from '@jest/globals'
import { readArguments } from '../../src/cli/arguments.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { makeConfig } from '../../src/config/config.ts'
import { type GivenOptions, OPTIONS, type Option } from '../../src/config/options.ts'

const STYLE = { width: 100, heading: (text: string) => text }
const read = (...args: string[]) => readArguments(args, STYLE)

function helpOf(...args: string[]): string {
  const requested = read(...args, '--help')
  return requested.kind === 'help' ? requested.text : ''
}

test.each<[args: readonly string[], given: GivenOptions]>([
  [[], {}],
  [['a', 'b'], { path: 'a\nb' }],
  [['--python', '3.9', 'a', '--python=3.12'], { python: '3.9\n3.12', path: 'a' }],
  [['--json', 'a', '--json', 'b'], { json: 'b' }],
  [['--fix', '--no-fix-check'], { fix: 'true', 'no-fix-check': 'true' }],
  [['-q', '-v'], { quiet: 'true', verbose: 'true' }],
  [['-qv'], { quiet: 'true', verbose: 'true' }],
  [['--color=never'], { color: 'never' }],
  [['--pytest-args', '-x', '--pytest-args', '--timings'], { 'pytest-args': '-x\n--timings' }],
  [['plan', 'a', '--pythons', '3.12'], { mode: 'plan', path: 'a', pythons: '3.12' }],
  [['gate', '--plan', 'p', '--reports', 'r'], { mode: 'gate', plan: 'p', reports: 'r' }],
  [['--json', 'a', 'plan'], { mode: 'plan', json: 'a' }],
  [['--mode', 'plan', '--pythons', '3.12', 'a'], { mode: 'plan', pythons: '3.12', path: 'a' }],
  [['--mode', 'gate', '--plan=p', '--reports=r'], { mode: 'gate', plan: 'p', reports: 'r' }],
  // A directory that is named like a command.
  [['./plan'], { path: './plan' }],
  [['verify', 'plan'], { mode: 'verify', path: 'plan' }],
  [['a', 'plan'], { path: 'a\nplan' }],
  [['--', '--odd'], { path: '--odd' }],
])('%j', (args, given) => {
  expect(read(...args)).toEqual({ kind: 'run', given })
})

test.each<[args: readonly string[], message: string]>([
  [['--pyhton', '3.12'], 'unknown option --pyhton (did you mean --python-version?)'],
  [['--pyhton=3.12'], 'unknown option --pyhton (did you mean --python-version?)'],
  [['plan', '--runner', 'x'], 'unknown option --runner (did you mean --runners?)'],
  [['--something-else'], 'unknown option --something-else'],
  [['-x'], 'unknown option -x'],
  [['--python'], '--python needs a value'],
  [['--python', '--json', 'a'], '--python needs a value, but --json follows'],
  [['--fix=yes'], '--fix takes no value'],
])('%j is an error', (args, message) => {
  expect(() => read(...args)).toThrow(`${message}. See "as-installed --help".`)
})

test('gate takes no paths', () => {
  expect(() => read('gate', 'a')).toThrow(/^too many arguments for 'gate'/)
})

test.each([
  ['-V', 'version'],
  ['--version', 'version'],
  ['-h', 'help'],
  ['--help', 'help'],
])('%s', (flag, kind) => {
  expect(read(flag).kind).toBe(kind)
  expect(read('plan', flag).kind).toBe(kind)
})

test.each(COMMANDS.map(({ name }) => [name] as const))('the help of %s', (name) => {
  const text = helpOf(name)
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
  const shown = [...text.matchAll(/^ {2,6}(?:-\w, )?--([\w-]+)/gm)].map(([, flag]) => flag).sort()
  const own = (OPTIONS as readonly Option[]).filter(
    ({ name: option, modes, isHidden }) => option !== 'path' && !isHidden && (modes?.includes(name) ?? true),
  )
  expect(shown).toEqual([...own.map((option) => option.name), 'help', 'version'].sort())
  for (const { group } of own) expect(text).toContain(`\n${group}:\n`)
  expect(text).toMatch(/\nDocumentation: https:\/\/\S+\n$/)
})

test('the help without a command is that of verify, with the commands', () => {
  const lines = helpOf().split('\n')
  expect(lines).toContain('Usage: as-installed [OPTIONS] [PATH...]')
  expect(lines.find((line) => line.startsWith('  plan'))).toMatch(/Plan a matrix/)
  const words = helpOf().replace(/\s+/g, ' ')
  expect(words).toContain('pip only [auto, pip, uv; default: auto]')
  expect(words).toContain('Additional argument for pytest [repeatable]')
  expect(words).toContain('Exit status:')
})

test.each([60, 80, 200])(
  'the help fits a terminal of %d columns, and is at most 100 columns wide',
  (width) => {
    const requested = readArguments(['--help'], { ...STYLE, width })
    const lines = requested.kind === 'help' ? requested.text.split('\n') : []
    const isCommand = (line: string) => /^ {2}as-installed|^Documentation/.test(line)
    const widths = lines.filter((line) => !isCommand(line)).map((line) => line.length)
    expect(Math.max(...widths)).toBeLessThanOrEqual(Math.min(width, 100))
  },
)

test.each(COMMANDS.flatMap(({ examples }) => examples.map(([command]) => [command] as const)))(
  'the example %s is valid',
  (command) => {
    const words = command.replaceAll("'", '').split(' ')
    expect(words.shift()).toBe('as-installed')
    expect(read(...words).kind).toBe('run')
  },
)

test('the configuration accepts each choice of an option, and nothing else', () => {
  for (const { name, choices, modes } of OPTIONS as readonly Option[]) {
    const required = { mode: modes?.[0] ?? 'verify', plan: 'p', reports: 'r' }
    const event = { 'pull-request': { base: 'main' }, 'merge-queue': { base: 'main' }, tag: { tag: 'v1' } }
    const config = (value: string) => {
      const needed = name === 'event' ? Object(event[value as keyof typeof event]) : {}
      const given = { ...(modes?.[0] === 'gate' ? required : {}), ...needed, [name]: value }
      return makeConfig(given, {}, process.cwd())
    }
    for (const choice of (choices ?? []).filter((one) => one !== 'gate'))
      expect(() => config(choice)).not.toThrow()
    if (choices !== undefined) expect(() => config('no-choice')).toThrow(name)
  }
})
