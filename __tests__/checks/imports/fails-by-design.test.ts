import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { failsByDesign } from '../../../src/checks/imports/fails-by-design.ts'
import { contentsOf, error } from '../facts.ts'

let site: string
beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'fails-by-design-'))
})
afterAll(() => rm(site, { recursive: true }))

test.each<[string, string, string, boolean]>([
  ['a raise statement', 'raise ValueError("use demo.api")', '<module>', true],
  ['an assertion', '    assert sys.version_info < (3, 13)', '<module>', true],
  [
    'a statement that reads the arguments of the program',
    'host, port = sys.argv[1].split(":")',
    '<module>',
    true,
  ],
  ['a line of a function that reads them', '    host, port = sys.argv[1].split(":")', 'run', true],
  ['a raise statement in a function', '    raise ValueError(name)', 'load', false],
  ['another statement', 'SIZE = int("many")', '<module>', false],
])('an import that fails by design: %s', async (_, line, name, expected) => {
  const file = join(site, 'demo.py')
  await writeFile(file, `import sys\n${line}\n`)
  const raised = { ...error('ValueError: no'), frames: [{ file, line: 2, function: name }] }
  expect(await failsByDesign(raised, contentsOf({ shipped: ['demo.py'] }))).toBe(expected)
})
