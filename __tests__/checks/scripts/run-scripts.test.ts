import { expect, test } from '@jest/globals'
import { offeredOption } from '../../../src/checks/scripts/run-scripts.ts'

test.each<[string, string, string | undefined]>([
  ['argparse', "usage: greet [-h] [--version] name\n\n  --version   show program's version\n", '--version'],
  [
    'argparse with a short one',
    "  -V, --version         show program's version number and exit",
    '--version',
  ],
  ['click', '  --version  Show the version and exit.\n  --help     Show this message', '--version'],
  ['docopt', 'Options:\n  -h --help     Show this.\n  --version     Show version.', '--version'],
  ['one blank before the words', '--version Show the version', '--version'],
  ['fire', 'FLAGS\n    -v, --version', '--version'],
  ['the usage alone', 'usage: greet [--version|--help]', '--version'],
  ['a short one alone', 'usage: greet [-V]\n  -V    print the version', '-V'],
  ['a short one that means something else', '  -V    be verbose', undefined],
  ['a small one', '  -v    print the version', undefined],
  ['a value of argparse', '  --version VERSION   what to release', undefined],
  ['a value of click', '  --version TEXT  What to release', undefined],
  ['a choice', '  --version {1,2}   of the protocol', undefined],
  ['a value of docopt', '  --version=<v>  What to release', undefined],
  ['a value with an equals sign', '  --version=VER  What to release', undefined],
  ['a longer option', '  --version-file F\n  --no-version', undefined],
  ['nothing', 'Usage: greet NAME', undefined],
])('what a help offers to ask for the version: %s', (_, help, expected) => {
  expect(offeredOption(help)).toBe(expected)
})
