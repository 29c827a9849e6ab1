import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { Inconclusive } from '../../src/program/errors.ts'
import { EnvironmentPool } from '../../src/python/environment-pool.ts'
import { findInstaller } from '../../src/python/install.ts'
import { findInterpreter } from '../../src/python/interpreter.ts'
import { oldestAllowed } from '../../src/python/requires-python.ts'
import { provideToolEnvironment, toolRequirements } from '../../src/python/tool-environments.ts'
import { temporaryDirectory } from '../support/project.ts'

test.each(['3.8.18', '3.9.18', '3.10.13', '3.14.0rc1'])('pins the tools for Python %s', async (version) => {
  const { requirements } = await toolRequirements('readme', { version })
  const names = requirements.map((requirement) => requirement.split(/[=>]/)[0])
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(['packaging', 'readme_renderer', 'docutils', 'vermin']))
  // All versions are pinned, except that of the list of classifiers.
  expect(requirements.filter((requirement) => !/^[\w-]+==[\d.]+$/.test(requirement))).toEqual([
    expect.stringMatching(/^trove-classifiers>=/),
  ])
})

test.each([
  ['3.9.18', []],
  ['3.10.13', [expect.stringMatching(/^griffelib==/)]],
  ['3.14.0rc1', [expect.stringMatching(/^griffelib==/)]],
])('the tools that read the API, for Python %s', async (version, expected) => {
  expect((await toolRequirements('api', { version })).requirements).toEqual(expected)
})

/** The tool environment from an index that always responds with a status; if undefined, the index is down. */
async function provideFromIndex(status: number | undefined) {
  const directory = await temporaryDirectory()
  const server = createServer((_, response) => response.writeHead(status ?? 500).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  if (status === undefined) server.close()
  const { PATH, HOME } = process.env
  const caller = {
    PATH,
    HOME: directory,
    PYENV_ROOT: process.env.PYENV_ROOT ?? join(HOME ?? '', '.pyenv'),
    PIP_INDEX_URL: `http://127.0.0.1:${port}/simple`,
    PIP_RETRIES: '0',
    PIP_NO_CACHE_DIR: '1',
  }
  const interpreter = await findInterpreter(
    { python: undefined, requiresPython: undefined },
    caller,
    directory,
  )
  try {
    const installer = await findInstaller('pip', interpreter, caller)
    const pool = new EnvironmentPool({ interpreter, installer, cache: undefined, scratch: directory, caller })
    return await provideToolEnvironment('metadata', { interpreter, pool }, async () => undefined)
  } finally {
    server.close()
  }
}

test('is unavailable, with a reason, if the index lacks the tools', async () => {
  expect(await provideFromIndex(404)).toMatchObject({
    kind: 'unavailable',
    reason: expect.stringMatching(/^its tools are not on the package index: .*packaging/),
  })
})

test('is inconclusive if the index is down', async () => {
  await expect(provideFromIndex(undefined)).rejects.toThrow(Inconclusive)
})

test.each([
  [undefined, undefined],
  ['', undefined],
  ['nonsense', undefined],
  ['>=3.9', '3.9'],
  ['>=3.9.2', '3.9'],
  ['>3.9', '3.9'],
  ['~=3.10', '3.10'],
  ['>=3.6', '3.8'],
  ['>=2.7,!=3.0.*,!=3.8.*', '3.9'],
  ['>=3.12,!=3.12.*', '3.13'],
  ['==3.11.*', '3.11'],
  ['<3.8', undefined],
])('the minimum Python of %j', (requiresPython, version) => {
  expect(oldestAllowed(requiresPython)).toBe(version)
})
