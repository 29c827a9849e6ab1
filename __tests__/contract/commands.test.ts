import { expect, test } from '@jest/globals'
import { executedCommands } from './commands.ts'

const names = (log: string) => executedCommands(log).map(({ name }) => name)

test('reads the name, the properties and the data of a command', () => {
  expect(executedCommands('::error file=a%2Cb.py,line=3,title=a%3A b::one%0Atwo %2525')).toEqual([
    { name: 'error', properties: { file: 'a,b.py', line: '3', title: 'a: b' }, data: 'one\ntwo %25' },
  ])
})

test('a command starts a line, after optional white space', () => {
  expect(names(' \t\u0085::error::x\r::warning::y\r\nsay ::error::z\n│ ::error::z')).toEqual([
    'error',
    'warning',
  ])
})

test('a command in the old syntax counts anywhere in a line', () => {
  expect(executedCommands('│ what ##[set-output name=x;y=2]z')).toEqual([
    { name: 'set-output', properties: { name: 'x', y: '2' }, data: 'z' },
  ])
})

test('commands are case-insensitive, and unknown commands are text', () => {
  expect(names('::Error::x\n##[section]x\n::token::\n::error:x')).toEqual(['error'])
})

test('commands between stop-commands and its token are ignored', () => {
  const log = '::stop-commands::Abc\n::error::x\nx ##[error]x\n::other::\n::abc::\n::notice::y'

  expect(names(log)).toEqual(['stop-commands', 'notice'])
})
