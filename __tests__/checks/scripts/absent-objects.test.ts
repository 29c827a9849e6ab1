import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { findAbsentObjects } from '../../../src/checks/scripts/absent-objects.ts'
import type { Environment } from '../../../src/python/virtual-environment.ts'
import { entryPointsOf } from '../../support/entry-points.ts'
import { contentsOf, error, imported, script, scriptRun } from '../facts.ts'

let site: string
beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'absent-objects-'))
})
afterAll(() => rm(site, { recursive: true }))

const FAILED = scriptRun(1, { error: error("ModuleNotFoundError: No module named 'gone'") })

test.each<[string, string, ReturnType<typeof scriptRun>, string[]]>([
  ['the source lacks it', 'import gone\nargs = gone.parse()\n', FAILED, ['d']],
  ['the source has it', 'import gone\ndef main(): pass\n', FAILED, []],
  ['the source only has a longer name', 'import gone\ndef main_menu(): pass\n', FAILED, ['d']],
  ['the source may import it', 'from gone import *\n', FAILED, []],
  ['the source may compute it', 'import gone\ndef __getattr__(name): return gone\n', FAILED, []],
  ['the script works', 'import gone\n', scriptRun(0), []],
])('the object of a script whose module fails to import: %s', async (_, source, run, expected) => {
  await writeFile(join(site, 'demo.py'), source)
  const contents = contentsOf({ shipped: ['demo.py'] })
  const environment = { purelib: site, platlib: site } as Environment
  const found = await findAbsentObjects(
    { scripts: [script('d = demo:main', [run])], entryPoints: [] },
    { contents, environment },
  )
  expect(found.map(({ name }) => name)).toEqual(expected)
})

test.each<[string, string, string[]]>([
  ['of a plugin', '[demo.plugins]\nd = demo:main', ['d']],
  ['of a plugin, which is not an identifier', '[demo.plugins]\nd = demo:main(', []],
  ['of a script that installers refuse', '[gui_scripts]\nd = demo:main()', []],
])('the object of an entry point whose module fails to import: %s', async (_, declared, expected) => {
  await writeFile(join(site, 'demo.py'), 'import gone\n')
  const entryPoints = entryPointsOf(declared).map((entryPoint) => ({
    ...imported('demo', FAILED.error ?? 'failed'),
    entryPoint,
    extras: [],
  }))
  const contents = contentsOf({ shipped: ['demo.py'] })
  const environment = { purelib: site, platlib: site } as Environment
  const found = await findAbsentObjects({ scripts: [], entryPoints }, { contents, environment })
  expect(found.map(({ name }) => name)).toEqual(expected)
})
