import { expect, test } from '@jest/globals'
import { findVersionOption } from '../../../src/checks/scripts/run-scripts.ts'

test.each<[string, string, string | undefined]>([
  ['argparse', "usage: greet [-h] [--version] name\n\n  --version   show program's version\n", '--version'],
  [
    'argparse with a short option',
    "  -V, --version         show program's version number and exit",
    '--version',
  ],
  ['click', '  --version  Show the version and exit.\n  --help     Show this message', '--version'],
  ['docopt', 'Options:\n  -h --help     Show this.\n  --version     Show version.', '--version'],
  ['one space before the description', '--version Show the version', '--version'],
  ['fire', 'FLAGS\n    -v, --version', '--version'],
  ['only in the usage line', 'usage: greet [--version|--help]', '--version'],
  ['only a short option', 'usage: greet [-V]\n  -V    print the version', '-V'],
  ['a short option with another meaning', '  -V    be verbose', undefined],
  ['a lower-case short option', '  -v    print the version', undefined],
  ['a value of argparse', '  --version VERSION   what to release', undefined],
  ['a value of click', '  --version TEXT  What to release', undefined],
  ['a choice', '  --version {1,2}   of the protocol', undefined],
  ['a value of docopt', '  --version=<v>  What to release', undefined],
  ['a value with an equals sign', '  --version=VER  What to release', undefined],
  ['longer options', '  --version-file F\n  --no-version', undefined],
  ['no option', 'Usage: greet NAME', undefined],
])('the version option in a help text: %s', (_, help, expected) => {
  expect(findVersionOption(help)).toBe(expected)
})
