import { expect, test } from '@jest/globals'
import { splitCommand } from '../../src/config/split-command.ts'

test.each<[string, string[] | undefined]>([
  ['greet --version', ['greet', '--version']],
  ['  greet   Ada ', ['greet', 'Ada']],
  [`python -c 'import greeter; print("a b")'`, ['python', '-c', 'import greeter; print("a b")']],
  [`python -c "import greeter; print('a b')"`, ['python', '-c', "import greeter; print('a b')"]],
  [String.raw`python -c "print(\"a\\b\")"`, ['python', '-c', String.raw`print("a\b")`]],
  [String.raw`greet C:\people\ada.txt`, ['greet', String.raw`C:\people\ada.txt`]],
  [String.raw`greet "C:\my people\ada.txt"`, ['greet', String.raw`C:\my people\ada.txt`]],
  [String.raw`greet "C:\my people\"`, ['greet', 'C:\\my people\\']],
  [`greet --name='Ada Lovelace'"!"`, ['greet', '--name=Ada Lovelace!']],
  [`greet ''`, ['greet', '']],
  ['greet $HOME *.txt | cat', ['greet', '$HOME', '*.txt', '|', 'cat']],
  ["greet 'Ada", undefined],
  ['greet "Ada', undefined],
  ["greet Ada's", undefined],
])('the command %s', (command, expected) => {
  expect(splitCommand(command)).toEqual(expected)
})
