/**
 * Every rule, broken in the way of every build backend and both layouts: red with this rule and no other; and mended,
 * green. By pip as by uv, with the same report. `npm test` takes one cell of each row, and by both only where the
 * installer has a part in it; `npm run test:seeded` takes all of them by both. Each prints the table.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { PackageReport } from '../../src/report/report.ts'
import { limit } from '../checks/limit.ts'
import { INSTALLERS, type Installer, withoutInstaller } from '../support/installers.ts'
import { commit, git, newFolder, runCli, write } from '../support/project.ts'
import { pathWithUv } from '../support/uv.ts'
import { DEFECTS, type Defect } from './defects.ts'
import { BACKENDS, filesOf, type Greeter, greeter, LAYOUTS } from './greeter.ts'

const ALL = process.env.SEEDED === 'all'
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
  const makesSense = COLUMNS.flatMap(({ backend, layout }): Cell[] => {
    const healthy = greeter(backend, layout)
    const seeded = defect.seed(healthy)
    if (seeded === undefined) return []
    const twin = defect.twin?.(healthy) ?? healthy
    return [{ defect, row: rowOf(defect), column: columnOf(healthy), seeded, twin }]
  })
  // One of each row, and from row to row another backend and layout.
  return ALL ? makesSense : makesSense.slice((i * 5) % makesSense.length).slice(0, 1)
})

type Mark = 'found' | 'missed' | 'more than it' | 'false alarm' | 'differs'
const marks = new Map<string, Mark>()
/** Cells of which the installers give the same report. */
const same = new Set<string>()

describe('a seeded defect is found, and nothing else', () => {
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

describe('the same project without the defect is green', () => {
  const twins = new Map(cells.map((cell) => [JSON.stringify(cell.twin), cell]))
  test.concurrent.each([...twins.values()])('$row ($column)', async ({ defect, row, column, twin }) => {
    const { report, others } = await verify(twin, installersOf(defect, twin))
    if (broken(report).length > 0) marks.set(`${row}|${column}`, 'false alarm')
    expect(broken(report)).toEqual([])
    expect(report.verdict).toBe('pass')
    expectTheSame(report, others, `${row}|${column}`)
  })
})

/** What verifies a cell. */
function installersOf({ installer }: Defect, { options = [] }: Greeter): readonly Installer[] {
  // pip resolves to no lowest versions, and the run says so.
  if (options.includes('lowest-direct')) return ['uv']
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

/** Everything that is found, but what is only noted beside something else. */
function broken({ findings, checks }: PackageReport): string[] {
  const found = [...new Set(findings.map(({ severity, rule }) => `${severity} ${rule}`))]
  const heavy = found.filter((one) => !one.startsWith('note '))
  const undecided = checks
    .filter(({ status }) => status === 'error')
    .map(({ check, reason }) => `${check}: ${reason}`)
  return [...(heavy.length > 0 ? heavy : found), ...undecided]
}

const NOT_ON_GITHUB = { GITHUB_EVENT_NAME: undefined, GITHUB_REF_TYPE: undefined, GITHUB_REF_NAME: undefined }

/** Verifies a project by installers, one after the other. */
function verify(
  project: Greeter,
  installers: readonly Installer[],
): Promise<{ report: PackageReport; others: PackageReport[] }> {
  return atMost(async () => {
    const folder = await newFolder()
    await commitAll(project, folder)
    const event = join(await newFolder(), 'event.json')
    await writeFile(event, JSON.stringify(project.payload ?? {}))
    const env = {
      ...NOT_ON_GITHUB,
      CHECKOUT: folder,
      GITHUB_EVENT_PATH: event,
      PATH: await pathWithUv(),
      ...project.variables,
    }
    const reports: PackageReport[] = []
    for (const installer of installers) {
      // Tests that import from the checkout leave bytecode there, which another run would see.
      await git(folder, 'clean', '--quiet', '-fdx')
      const args = ['.', '--installer', installer, ...(project.options ?? [])]
      const run = await runCli(args, { cwd: folder, env })
      const report = run.report?.packages[0]
      if (report === undefined) throw new Error(`There is no report:\n${run.stdout}\n${run.stderr}`)
      reports.push(report)
    }
    const [report, ...others] = reports as [PackageReport]
    return { report, others }
  })
}

/** The history of a project, from its release on. */
async function commitAll(project: Greeter, folder: string): Promise<void> {
  const { released, tag } = project
  await git(folder, 'init', '--quiet', '--initial-branch=main')
  if (released !== undefined) {
    await write(folder, filesOf(released.project))
    await commit(folder)
    await git(folder, 'tag', released.tag)
    if (released.way === 'beside') await git(folder, 'checkout', '--quiet', '--orphan', 'next')
    if (released.way === 'merged') await git(folder, 'checkout', '--quiet', '-b', 'topic')
  }
  await write(folder, filesOf(project))
  await commit(folder)
  if (released?.way === 'merged') {
    await git(folder, 'checkout', '--quiet', 'main')
    await git(folder, 'merge', '--quiet', '--no-ff', '--message=Merge', 'topic')
  }
  if (tag !== undefined) await git(folder, 'tag', tag)
  await git(folder, 'update-ref', 'refs/remotes/origin/main', 'main')
}
