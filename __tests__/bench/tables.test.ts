import { describe, expect, test } from '@jest/globals'
import { CONTENDERS, optionsOf } from './contenders.ts'
import type { Measurement } from './run.ts'
import { type Figures, replaceFigures, tables } from './tables.ts'

function measured(contender: string, walls: readonly number[], failure?: string): Measurement[] {
  return walls.map((wall, round) => ({
    ...{ task: 'demo', contender, round, wall, cpu: wall / 2, megabytes: 80, load: 0 },
    ...(failure === undefined ? {} : { failure }),
  }))
}

function rowsOf(measurements: Measurement[], absent: Figures['absent'] = []): string[] {
  const tasks = [{ name: 'demo', about: 'a demonstration' }]
  const text = tables({ machine: {}, tasks, measurements, absent }, CONTENDERS)
  return text.split('\n').filter((line) => /^\| (as-installed|tox|the|hooks)/.test(line))
}

describe('the tables', () => {
  test('compare with contenders that have the same caches', () => {
    const rows = rowsOf([
      ...measured('ours-pip-warm', [2, 3, 1]).map((one) => ({ ...one, own: one.wall / 10 })),
      ...measured('pip-script-cold', [40, 40]),
      ...measured('pip-script-warm', [8, 8]),
      ...measured('irreducible', [1, 1]),
    ])
    expect(rows[0]).toBe(
      '| as-installed with pip, warm | 2.00 | 1.00 | 1.50 to 2.50 | 1.00 | 0.20 | 0.25 | 2.00 | 80 |',
    )
    expect(rows).toHaveLength(4)
  })

  test('compare with the same installer', () => {
    const rows = rowsOf([
      ...measured('ours-pip-together', [2]),
      ...measured('ours-pip-one-by-one', [10]),
      ...measured('ours-uv-together', [3]),
      ...measured('ours-uv-one-by-one', [4]),
      ...measured('ours-uv-alone', [1]),
    ])
    expect(rows[0]).toBe(
      '| as-installed with pip, in one run | 2.00 | 2.00 | 2.00 to 2.00 | 1.00 |  | 0.20 |  | 80 |',
    )
    expect(rows[2]).toBe(
      '| as-installed with uv, in one run | 3.00 | 3.00 | 3.00 to 3.00 | 1.50 |  | 0.75 | 3.00 | 80 |',
    )
  })

  test('omit the run that fills the caches', () => {
    const first = measured('ours-pip-warm', [100]).map((one) => ({ ...one, round: undefined }))
    expect(rowsOf([...first, ...measured('ours-pip-warm', [2])])[0]).toContain('| 2.00 | 2.00 |')
  })

  test('show no time of failed contenders', () => {
    const some = [...measured('ours-pip-warm', [1]), ...measured('ours-pip-warm', [1], 'demo: no wheel')]
    expect(rowsOf(some)[0]).toMatch(/FAILED, 1 of 2: demo: no wheel \| *\|/)
  })

  test('have the reason why a contender did not run', () => {
    const absent = [{ task: 'demo', contender: 'ours-uv-warm', reason: 'uv is not on PATH' }]
    expect(rowsOf([], absent)).toEqual([
      '| as-installed with uv, warm | not run: uv is not on PATH |  |  |  |  |  |',
    ])
  })
})

describe('a page', () => {
  const page = 'Before\n<!-- figures: written by npm run bench -->\nold\n<!-- end of the figures -->\nAfter\n'

  test('gets the tables between its markers', () => {
    const once = replaceFigures(page, 'new')
    expect(once).toBe(page.replace('\nold\n', '\n\nnew\n\n'))
    expect(replaceFigures(once, 'new')).toBe(once)
  })

  test('without markers is an error', () => {
    expect(() => replaceFigures('Before\nAfter\n', 'new')).toThrow('no place')
  })
})

test('names of contenders are unique', () => {
  const names = CONTENDERS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('options are read from the help text', () => {
  expect(optionsOf('Usage\n\n  --json FILE   Where\n  --changed-only  Only\n  not --this\n')).toEqual([
    '--json',
    '--changed-only',
  ])
})
