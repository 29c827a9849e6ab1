import { expect, test } from '@jest/globals'
import { obeyedCommands } from './commands.ts'

const names = (log: string) => obeyedCommands(log).map(({ name }) => name)

test('reads the name, the properties and the data of a command', () => {
  expect(obeyedCommands('::error file=a%2Cb.py,line=3,title=a%3A b::one%0Atwo %2525')).toEqual([
    { name: 'error', properties: { file: 'a,b.py', line: '3', title: 'a: b' }, data: 'one\ntwo %25' },
  ])
})

test('a command begins its line, but for white space', () => {
  expect(names(' \t\u0085::error::x\r::warning::y\r\nsay ::error::z\n│ ::error::z')).toEqual([
    'error',
    'warning',
  ])
})

test('a command of the old form counts anywhere in the line', () => {
  expect(obeyedCommands('│ what ##[set-output name=x;y=2]z')).toEqual([
    { name: 'set-output', properties: { name: 'x', y: '2' }, data: 'z' },
  ])
})

test('case does not matter, and what the runner does not know is text', () => {
  expect(names('::Error::x\n##[section]x\n::token::\n::error:x')).toEqual(['error'])
})

test('nothing counts between stop-commands and its token', () => {
  const log = '::stop-commands::Abc\n::error::x\nx ##[error]x\n::other::\n::abc::\n::notice::y'

  expect(names(log)).toEqual(['stop-commands', 'notice'])
})
