/**
 * Follows the printed fixes of the seeded defects: what was tried is applied by git and verified again. `npm test` follows
 * one project of some rows; `npm run test:fixes` follows all. Prints the table.
 */
import { afterAll, describe, expect, test } from '@jest/globals'
import type { PackageReport, ReportedFinding } from '../../src/report/report.ts'
import { limit } from '../checks/limit.ts'
import { applyDiff, commit, git, runCli } from '../support/project.ts'
import { DEFECTS, type Defect } from './defects.ts'
import { BACKENDS, type Greeter, greeter, LAYOUTS } from './greeter.ts'
import { type GreeterRepository, greeterRepository } from './repository.ts'

const ALL = process.env.SEEDED_FIXES === 'all'
/** The rules whose fixes `npm test` follows, for one backend each. */
const SAMPLE = [
  'module-missing',
  'data-missing',
  'stray-top-level',
  'entry-point-broken',
  'version-not-bumped',
]
const COLUMNS = BACKENDS.flatMap((backend) => LAYOUTS.map((layout) => ({ backend, layout })))
const atMost = limit(2)

const rowOf = ({ rule, how }: Defect) => (how === undefined ? rule : `${rule}: ${how}`)
const columnOf = ({ backend, layout }: Pick<Greeter, 'backend' | 'layout'>) => `${backend} ${layout}`

interface Cell {
  readonly row: string
  readonly column: string
  readonly rule: string
  readonly seeded: Greeter
}

const failing = DEFECTS.filter(({ severity = 'error' }) => severity === 'error')
const cells = failing.flatMap((defect, i): Cell[] => {
  const all = COLUMNS.flatMap(({ backend, layout }): Cell[] => {
    const seeded = defect.seed(greeter(backend, layout))
    return seeded === undefined
      ? []
      : [{ row: rowOf(defect), column: columnOf({ backend, layout }), rule: defect.rule, seeded }]
  })
  if (ALL) return all
  const isFirst = failing.findIndex(({ rule }) => rule === defect.rule) === i
  return isFirst && SAMPLE.includes(defect.rule) ? all.slice((i * 5) % all.length).slice(0, 1) : []
})

const CODE = 'the code has to be changed'
const DECISION = 'a person has to decide'
const CONTRADICTION = 'the project contradicts its own policy'
/** The rows whose fix is not tried, for one build backend at least, and why. */
const NOT_TRIED: Readonly<Record<string, string>> = {
  'build-failed: invalid version': DECISION,
  'metadata-invalid: the README does not render': 'the README has to be changed',
  'junk-shipped: API key': CODE,
  'junk-shipped: credentials': 'a diff that deletes the file would print them, and flit cannot exclude it',
  'module-missing: beside the package, imported by the README': 'flit and uv_build ship one package',
  'contents-policy: required': CONTRADICTION,
  'contents-policy: forbidden': CONTRADICTION,
  'file-collision: command': DECISION,
  'file-collision: names that differ in case': DECISION,
  'import-failed: reads a file of the repository root': CODE,
  'import-failed: missing name in an own module': CODE,
  'import-failed: syntax error in a module that nothing imports': CODE,
  'import-failed: exception with a bracketed word that is no extra': CODE,
  'import-failed: exception in the module of a plugin': CODE,
  'import-failed: plugin': CODE,
  'entry-point-broken: missing plugin module': DECISION,
  'entry-point-broken: plugin that fails with its host': CODE,
  'script-failed: smoke command': CODE,
  'tests-failed': CODE,
  'tests-failed: a test ends the session with status 0': CODE,
  'tests-failed: a test ends the process with status 0': CODE,
  'tests-failed: only as installed': CODE,
  'tests-missing: all tests are skipped': CODE,
  'tests-import-checkout': 'no copy of the checkout can show that it helps',
  'tag-mismatch: a development version in the tag': 'the tag has to be moved',
}

type Mark = 'tried' | 'suggested' | 'none' | 'does not help'
const marks = new Map<string, Mark>()

describe('what was tried helps', () => {
  test.concurrent.each(cells)('$row ($column)', (cell) => atMost(() => follow(cell)))
})

async function follow({ row, column, rule, seeded }: Cell): Promise<void> {
  const repository = await greeterRepository(seeded)
  const broken = await verify(repository, seeded, true)
  const finding = errorsOf(broken).find((one) => one.rule === rule)
  const { patch } = finding ?? {}
  const cell = `${row}|${column}`
  marks.set(cell, patch?.status ?? 'none')
  if (patch?.status !== 'tried') {
    expect(Object.keys(NOT_TRIED)).toContain(row)
    return
  }
  marks.set(cell, 'does not help')
  await git(repository.directory, 'clean', '--quiet', '-fdx')
  await applyDiff(repository.directory, patch.diff)
  await commit(repository.directory)
  const mended = await verify(repository, seeded, false)
  const before = new Set(errorsOf(broken).map((error) => error.rule))
  const left = errorsOf(mended).map((error) => error.rule)
  expect(left.filter((one) => one === rule || !before.has(one))).toEqual([])
  marks.set(cell, 'tried')
}

function errorsOf({ findings }: PackageReport): ReportedFinding[] {
  return findings.filter(({ severity }) => severity === 'error')
}

async function verify(
  { directory, env }: GreeterRepository,
  { options = [] }: Greeter,
  triesFixes: boolean,
): Promise<PackageReport> {
  const run = await runCli(['.', '--installer', 'uv', ...options], { cwd: directory, env, triesFixes })
  const report = run.report?.packages[0]
  if (report === undefined) throw new Error(`There is no report:\n${run.stdout}\n${run.stderr}`)
  return report
}

const SIGNS: Readonly<Record<Mark, string>> = {
  tried: '✓',
  suggested: 's',
  none: '-',
  'does not help': 'BROKEN',
}

afterAll(() => {
  const columns = COLUMNS.map(columnOf)
  const rows = [...new Set(cells.map(({ row }) => row))].map((row) => {
    const signs = columns.map((column) => {
      const mark = marks.get(`${row}|${column}`)
      return mark === undefined ? '·' : SIGNS[mark]
    })
    return `| ${row} | ${signs.join(' | ')} |`
  })
  const count = (mark: Mark) => [...marks.values()].filter((one) => one === mark).length
  process.stderr.write(
    `\n| | ${columns.join(' | ')} |\n|---|${columns.map(() => '---').join('|')}|\n${rows.join('\n')}\n\n${marks.size} cells: ${count('tried')} tried, ${count('suggested')} suggested, ${count('none')} none, ${count('does not help')} do not help\n`,
  )
})
