import { expect, test } from '@jest/globals'
import { escapeCommands, workflowLog } from '../../src/report/workflow-log.ts'

const logOf = (text: string, title = 'build') => workflowLog({ title }, text)

/** The lines that the runner reads while commands are not stopped; it also splits lines at CR. */
function unstoppedLines(output: string): string[] {
  let token: string | undefined
  return output.split(/\r\n|\r|\n/).filter((line) => {
    const trimmed = line.trimStart()
    if (token === undefined && trimmed.startsWith('::stop-commands::')) token = trimmed.slice(17)
    else if (token !== undefined && trimmed === `::${token}::`) token = undefined
    else return token === undefined && line !== ''
    return false
  })
}

test.each([
  ['a command', '::error::x'],
  ['an indented command', '   ::add-mask::a'],
  ['the old form', '##[add-path]/evil'],
  ['the old form inside a line', 'x ##[error]y'],
  ['a command after CR', 'progress\r::add-path::/evil'],
  ['a command after CR LF', 'x\r\n::set-env name=A::b'],
  ['the end of a group', '::endgroup::\n::group::mine'],
  ['a stop of its own', '::stop-commands::mine\nx\n::mine::'],
  ['a guess of the token', '::00000000-0000-0000-0000-000000000000::\n::error::x'],
])('%s in a log is not executed', (_, text) => {
  const output = logOf(text)
  expect(unstoppedLines(output)).toEqual(['::group::build', '::endgroup::'])
  for (const line of output.split('\n').slice(2, -3)) expect(line).toMatch(/^│ /)
})

test('each log has its own group and token', () => {
  const output = logOf('a\nb\n\n', 'build') + logOf('c', 'pytest')
  expect(output.replace(/[0-9a-f-]{36}/g, 'TOKEN').split('\n')).toEqual([
    '::group::build',
    '::stop-commands::TOKEN',
    '│ a',
    '│ b',
    '::TOKEN::',
    '::endgroup::',
    '::group::pytest',
    '::stop-commands::TOKEN',
    '│ c',
    '::TOKEN::',
    '::endgroup::',
    '',
  ])
  expect(new Set(output.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g)).size).toBe(2)
})

test('an empty log is omitted', () => {
  expect(logOf('') + logOf(' \n\n')).toBe('')
})

test('a command in a title is not executed', () => {
  expect(unstoppedLines(logOf('a', 'demo\n::error::x'))).toEqual([
    '::group::demo',
    ': :error::x',
    '::endgroup::',
  ])
})

test.each([
  ['::error::x', ': :error::x'],
  ['a\n  ::error::x', 'a\n  : :error::x'],
  ['a\r::error::x', 'a\r: :error::x'],
  ['a\r\n\t::error::x', 'a\r\n\t: :error::x'],
  ['a ##[add-path]/evil', 'a ## [add-path]/evil'],
  ['tests/test_a.py::test_b fails', 'tests/test_a.py::test_b fails'],
])('%j is escaped', (text, expected) => {
  expect(escapeCommands(text)).toBe(expected)
})
