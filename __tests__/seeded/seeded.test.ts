/**
 * Breaks every rule with every build backend and both layouts: only this rule is reported, and nothing without the
 * defect. pip and uv give the same report. `npm test` verifies one cell of each row, and with both installers only if
 * the installer matters; `npm run test:seeded` verifies all cells with both. Prints the table.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { PackageReport } from '../../src/report/report.ts'
import { limit } from '../checks/limit.ts'
import { INSTALLERS, type Installer, withoutInstaller } from '../support/installers.ts'
import { commit, git, runCli, temporaryDirectory, write } from '../support/project.ts'
import { pathWithUv } from '../support/uv.ts'
import { DEFECTS, type Defect } from './defects.ts'
import { BACKENDS, filesOf, type Greeter, greeter, LAYOUTS } from './greeter.ts'

const ALL = process.env.SEEDED === 'all'
/** Set to verify all cells with one installer, which takes half of the time. */
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
/** Cells with the same report of both installers. */
const same = new Set<string>()

describe('only the seeded defect is found', () => {
  test.concurrent.each(cells)('$row ($column)', async ({ defect, row, column, seeded }) => {
    const { report, others: byOthers } = await verify(seeded, installersOf(defect, seeded))
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

describe('the same project without the defect passes', () => {
  const twins = new Map(cells.map((cell) => [JSON.stringify(cell.twin), cell]))
  test.concurrent.each([...twins.values()])('$row ($column)', async ({ defect, row, column, twin }) => {
    const { report, others } = await verify(twin, installersOf(defect, twin))
    if (broken(report).length > 0) marks.set(`${row}|${column}`, 'false alarm')
    expect(broken(report)).toEqual([])
    expect(report.verdict).toBe('pass')
    expectTheSame(report, others, `${row}|${column}`)
  })
})

/** The installers to verify a cell with. */
function installersOf({ installer }: Defect, { options = [] }: Greeter): readonly Installer[] {
  // pip does not support this resolution.
  if (options.includes('lowest-direct')) return ['uv']
  if (ONLY !== undefined) return [ONLY]
  return ALL || installer ? INSTALLERS : ['uv']
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

const NOT_ON_GITHUB = { GITHUB_EVENT_NAME: undefined, GITHUB_REF_TYPE: undefined, GITHUB_REF_NAME: undefined }

/** Verifies a project with each installer. */
function verify(
  project: Greeter,
  installers: readonly Installer[],
): Promise<{ report: PackageReport; others: PackageReport[] }> {
  return atMost(async () => {
    const directory = await temporaryDirectory()
    await commitAll(project, directory)
    const event = join(await temporaryDirectory(), 'event.json')
    await writeFile(event, JSON.stringify(project.payload ?? {}))
    const env = {
      ...NOT_ON_GITHUB,
      CHECKOUT: directory,
      GITHUB_EVENT_PATH: event,
      PATH: await pathWithUv(),
      ...project.variables,
    }
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

/** Commits the last release of a project, if any, and then the project. */
async function commitAll(project: Greeter, directory: string): Promise<void> {
  const { released, tag } = project
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  if (released !== undefined) {
    await write(directory, filesOf(released.project))
    await commit(directory)
    await git(directory, 'tag', released.tag)
    if (released.way === 'beside') await git(directory, 'checkout', '--quiet', '--orphan', 'next')
    if (released.way === 'merged') await git(directory, 'checkout', '--quiet', '-b', 'topic')
  }
  await write(directory, filesOf(project))
  await commit(directory)
  if (released?.way === 'merged') {
    await git(directory, 'checkout', '--quiet', 'main')
    await git(directory, 'merge', '--quiet', '--no-ff', '--message=Merge', 'topic')
  }
  if (tag !== undefined) await git(directory, 'tag', tag)
  await git(directory, 'update-ref', 'refs/remotes/origin/main', 'main')
}
