import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { parse } from 'smol-toml'
import { changedIn, randomNumbers, SIZES, writeWorkspace } from './workspace.ts'

const root = mkdtempSync(join(tmpdir(), 'as-installed-workspace-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const newDirectory = (name: string) => mkdtempSync(join(root, name))

/** Path -> content of all files below a directory. */
function contentOf(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    files
      .filter((file) => statSync(join(directory, file)).isFile())
      .map((file) => [file, readFileSync(join(directory, file), 'utf8')]),
  )
}

describe('the generated workspace', () => {
  test('is the same each time', () => {
    const [one, two] = [newDirectory('one'), newDirectory('two')]
    expect(writeWorkspace(one, 12, new Set())).toEqual(writeWorkspace(two, 12, new Set()))
    expect(contentOf(one)).toEqual(contentOf(two))
  })

  test('of more packages starts with the same packages', () => {
    const [small, large] = [newDirectory('small'), newDirectory('large')]
    writeWorkspace(small, 10, new Set())
    writeWorkspace(large, 20, new Set())
    expect(contentOf(join(large, 'packages'))).toMatchObject(contentOf(join(small, 'packages')))
  })

  test('differs only in the changed packages', () => {
    const [before, after] = [newDirectory('before'), newDirectory('after')]
    const [, changed] = writeWorkspace(before, 10, new Set())
    writeWorkspace(after, 10, new Set([changed?.name ?? '']))
    const [old, fresh] = [contentOf(before), contentOf(after)]
    const different = Object.keys(old).filter((file) => old[file] !== fresh[file])
    expect(different).toEqual([
      expect.stringMatching(/^packages\/as-installed-benchmark-001\/pyproject.toml$/),
      expect.stringMatching(/^packages\/as-installed-benchmark-001\/src\/.*\/core.py$/),
    ])
  })

  test('has packages of four backends, a third of them with dependencies on workspace members before them', () => {
    const all = writeWorkspace(newDirectory('all'), 30, new Set())
    expect(new Set(all.map(({ buildSystem }) => buildSystem.backend)).size).toBe(4)
    expect(all.filter(({ siblings }) => siblings.length > 0)).toHaveLength(10)
    expect(Math.max(...all.map(({ siblings }) => siblings.length))).toBeGreaterThan(1)
    for (const [i, { siblings }] of all.entries())
      for (const sibling of siblings) expect(all.findIndex(({ name }) => name === sibling)).toBeLessThan(i)
  })

  test('describes its packages as their files do', () => {
    const directory = newDirectory('described')
    for (const { path, name, scripts, buildSystem, siblings } of writeWorkspace(directory, 12, new Set())) {
      const file = parse(readFileSync(join(directory, path, 'pyproject.toml'), 'utf8'))
      expect(file).toMatchObject({
        'build-system': { requires: buildSystem.requires, 'build-backend': buildSystem.backend },
        project: { name, dependencies: siblings.slice(0, 1).map((sibling) => `${sibling}>=1.0`) },
      })
      expect(Object.keys((file as { project: { scripts: object } }).project.scripts)).toEqual(scripts)
    }
  })

  test.each(SIZES)('of %i packages has one, a tenth or all changed', (size) => {
    const all = writeWorkspace(newDirectory('changed'), size, new Set())
    const needed = new Set(all.flatMap(({ siblings }) => siblings))
    const [one, tenth] = [changedIn(all, 'one'), changedIn(all, 'tenth')]
    expect([one.size, tenth.size, changedIn(all, 'all').size]).toEqual([1, size / 10, size])
    expect([...one, ...tenth].filter((name) => needed.has(name))).toEqual([])
    expect(all.find(({ name }) => one.has(name))?.siblings).toEqual([])
  })
})

test('random numbers depend only on the seed', () => {
  const draw = (seed: number) => Array.from({ length: 3 }, randomNumbers(seed))
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  for (const number of draw(1)) expect(number >= 0 && number < 1).toBe(true)
})
