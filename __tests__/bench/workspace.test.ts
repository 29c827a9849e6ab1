import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { parse } from 'smol-toml'
import { changedIn, randomNumbers, SIZES, writeWorkspace } from './workspace.ts'

const root = mkdtempSync(join(tmpdir(), 'as-installed-workspace-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const place = (name: string) => mkdtempSync(join(root, name))

/** Path -> content of everything below a folder. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    files
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )
}

describe('the generated workspace', () => {
  test('is the same each time', () => {
    const [one, two] = [place('one'), place('two')]
    expect(writeWorkspace(one, 12, new Set())).toEqual(writeWorkspace(two, 12, new Set()))
    expect(contentOf(one)).toEqual(contentOf(two))
  })

  test('of more packages begins with those of fewer', () => {
    const [small, large] = [place('small'), place('large')]
    writeWorkspace(small, 10, new Set())
    writeWorkspace(large, 20, new Set())
    expect(contentOf(join(large, 'packages'))).toMatchObject(contentOf(join(small, 'packages')))
  })

  test('differs in the packages that changed and in no other', () => {
    const [before, after] = [place('before'), place('after')]
    const [, changed] = writeWorkspace(before, 10, new Set())
    writeWorkspace(after, 10, new Set([changed?.name ?? '']))
    const [old, fresh] = [contentOf(before), contentOf(after)]
    const different = Object.keys(old).filter((file) => old[file] !== fresh[file])
    expect(different).toEqual([
      expect.stringMatching(/^packages\/as-installed-benchmark-001\/pyproject.toml$/),
      expect.stringMatching(/^packages\/as-installed-benchmark-001\/src\/.*\/core.py$/),
    ])
  })

  test('has packages of four backends, and a third of them with siblings that come before', () => {
    const all = writeWorkspace(place('all'), 30, new Set())
    expect(new Set(all.map(({ buildSystem }) => buildSystem.backend)).size).toBe(4)
    expect(all.filter(({ siblings }) => siblings.length > 0)).toHaveLength(10)
    expect(Math.max(...all.map(({ siblings }) => siblings.length))).toBeGreaterThan(1)
    for (const [i, { siblings }] of all.entries())
      for (const sibling of siblings) expect(all.findIndex(({ name }) => name === sibling)).toBeLessThan(i)
  })

  test('says of its packages what their files say', () => {
    const folder = place('said')
    for (const { path, name, scripts, buildSystem, siblings } of writeWorkspace(folder, 12, new Set())) {
      const file = parse(readFileSync(join(folder, path, 'pyproject.toml'), 'utf8'))
      expect(file).toMatchObject({
        'build-system': { requires: buildSystem.requires, 'build-backend': buildSystem.backend },
        project: { name, dependencies: siblings.slice(0, 1).map((sibling) => `${sibling}>=1.0`) },
      })
      expect(Object.keys((file as { project: { scripts: object } }).project.scripts)).toEqual(scripts)
    }
  })

  test.each(SIZES)('of %i has one, a tenth or all changed', (size) => {
    const all = writeWorkspace(place('changed'), size, new Set())
    const needed = new Set(all.flatMap(({ siblings }) => siblings))
    const [one, tenth] = [changedIn(all, 'one'), changedIn(all, 'tenth')]
    expect([one.size, tenth.size, changedIn(all, 'all').size]).toEqual([1, size / 10, size])
    expect([...one, ...tenth].filter((name) => needed.has(name))).toEqual([])
    expect(all.find(({ name }) => one.has(name))?.siblings).toEqual([])
  })
})

test('random numbers depend on the seed alone', () => {
  const draw = (seed: number) => Array.from({ length: 3 }, randomNumbers(seed))
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  for (const number of draw(1)) expect(number >= 0 && number < 1).toBe(true)
})
