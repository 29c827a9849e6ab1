/**
 * Breaks every rule with every build backend and both layouts: only this rule is reported, and nothing without the
 * defect. pip and uv give the same report. `npm test` verifies one project of each row, and only defects that depend on
 * the installer with both; `npm run test:seeded` verifies all with both. Prints the table.
 */
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { PackageReport } from '../../src/report/report.ts'
import { limit } from '../checks/limit.ts'
import { INSTALLERS, type Installer, withoutInstaller } from '../support/installers.ts'
import { git, runCli } from '../support/project.ts'
import { DEFECTS, type Defect } from './defects.ts'
import { BACKENDS, type Greeter, greeter, LAYOUTS } from './greeter.ts'
import { greeterRepository } from './repository.ts'

const ALL = process.env.SEEDED === 'all'
/** Set to verify all projects with one installer, which takes half of the time. */
const ONLY = INSTALLERS.find((installer) => installer === process.env.SEEDED_INSTALLER)
const COLUMNS = BACKENDS.flatMap((backend) => LAYOUTS.map((layout) => ({ backend, layout })))
const atMost = limit(3)

interface Cell {
  readonly defect: Defect
  readonly row: string
  readonly column: string
  readonly seeded: Greeter
  readonly twin: Greeter
}

const rowOf = ({ rule, how }: Defect) => (how === undefined ? rule : `${rule}: ${how}`)
const columnOf = ({ backend, layout }: Pick<Greeter, 'backend' | 'layout'>) => `${backend} ${layout}`

const cells = DEFECTS.flatMap((defect, i) => {
  const applicable = COLUMNS.flatMap(({ backend, layout }): Cell[] => {
    const healthy = greeter(backend, layout)
    const seeded = defect.seed(healthy)
    if (seeded === undefined) return []
    const twin = defect.twin?.(healthy) ?? healthy
    return [{ defect, row: rowOf(defect), column: columnOf(healthy), seeded, twin }]
  })
  // One of each row, and from row to row another backend and layout.
  return ALL ? applicable : applicable.slice((i * 5) % applicable.length).slice(0, 1)
})

type Mark = 'found' | 'missed' | 'more than it' | 'false alarm' | 'differs'
const marks = new Map<string, Mark>()
/** Projects with the same report of both installers. */
const same = new Set<string>()

describe('only the seeded defect is found', () => {
  test.concurrent.each(cells)('$row ($column)', async ({ defect, row, column, seeded }) => {
    const { report, others: byOthers } = await verify(seeded, installersOf(seeded, defect))
    const found = broken(report)
    const severity = defect.severity ?? 'error'
    const right = found.includes(`${severity} ${defect.rule}`)
    const others = found.filter((one) => !one.endsWith(` ${defect.rule}`))
    marks.set(`${row}|${column}`, !right ? 'missed' : others.length > 0 ? 'more than it' : 'found')
    expect(found).toContain(`${severity} ${defect.rule}`)
    expect(others).toEqual([])
    expect(report.verdict).toBe(severity === 'error' ? 'fail' : 'pass')
    expectTheSame(report, byOthers, `${row}|${column}`)
  })
})

describe('the same project without the seeded defect passes', () => {
  const twins = new Map(cells.map((cell) => [JSON.stringify(cell.twin), cell]))
  test.concurrent.each([...twins.values()])('$row ($column)', async ({ row, column, twin }) => {
    const { report, others } = await verify(twin, installersOf(twin))
    if (broken(report).length > 0) marks.set(`${row}|${column}`, 'false alarm')
    expect(broken(report)).toEqual([])
    expect(report.verdict).toBe('pass')
    expectTheSame(report, others, `${row}|${column}`)
  })
})

/** The installers to verify a project with, which has a defect or none. */
function installersOf({ options = [] }: Greeter, defect?: Defect): readonly Installer[] {
  // pip does not support this resolution.
  if (options.includes('lowest-direct')) return ['uv']
  if (ONLY !== undefined) return [ONLY]
  return ALL || defect?.installer ? INSTALLERS : ['uv']
}

function expectTheSame(report: PackageReport, others: readonly PackageReport[], cell: string): void {
  const [one, ...all] = [report, ...others].map(withoutInstaller)
  if (all.some((other) => !isDeepStrictEqual(other, one))) marks.set(cell, 'differs')
  else if (all.length > 0) same.add(cell)
  for (const other of all) expect(other).toEqual(one)
}

afterAll(() => {
  const count = (mark: Mark) => [...marks.values()].filter((one) => one === mark).length
  const columns = COLUMNS.map(columnOf)
  const rows = [...new Set(cells.map(({ row }) => row))].map(
    (row) =>
      `| ${row} | ${columns.map((column) => SIGNS[marks.get(`${row}|${column}`) ?? 'none']).join(' | ')} |`,
  )
  process.stderr.write(
    `\n| | ${columns.join(' | ')} |\n|---|${columns.map(() => '---').join('|')}|\n${rows.join('\n')}\n\n${marks.size} cells: ${count('found')} found, ${count('missed')} missed, ${count('more than it')} with more, ${count('false alarm')} false alarms; by both installers ${same.size} the same, ${count('differs')} not\n`,
  )
})

const SIGNS = {
  found: '✓',
  missed: 'missed',
  'more than it': '✓ +',
  'false alarm': 'FALSE',
  differs: 'differs',
  none: '·',
}

/** The findings and inconclusive checks; notes only if there is nothing else. */
function broken({ findings, checks }: PackageReport): string[] {
  const found = [...new Set(findings.map(({ severity, rule }) => `${severity} ${rule}`))]
  const relevant = found.filter((one) => !one.startsWith('note '))
  const inconclusive = checks
    .filter(({ status }) => status === 'error')
    .map(({ check, reason }) => `${check}: ${reason}`)
  return [...(relevant.length > 0 ? relevant : found), ...inconclusive]
}

/** Verifies a project with each installer. */
function verify(
  project: Greeter,
  installers: readonly Installer[],
): Promise<{ report: PackageReport; others: PackageReport[] }> {
  return atMost(async () => {
    const { directory, env } = await greeterRepository(project)
    const reports: PackageReport[] = []
    for (const installer of installers) {
      // Tests that import from the checkout leave bytecode, which the next run would find.
      await git(directory, 'clean', '--quiet', '-fdx')
      const args = ['.', '--installer', installer, ...(project.options ?? [])]
      const run = await runCli(args, { cwd: directory, env })
      const report = run.report?.packages[0]
      if (report === undefined) throw new Error(`There is no report:\n${run.stdout}\n${run.stderr}`)
      reports.push(report)
    }
    const [report, ...others] = reports as [PackageReport]
    return { report, others }
  })
}
