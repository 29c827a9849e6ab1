import { type Contender, ROLES, type Role } from './contenders.ts'
import type { Measurement } from './run.ts'
import { type Summary, summarize } from './statistics.ts'

/** The results of one call of the benchmark, as `--json` writes them. */
export interface Figures {
  /** The machine and the versions of all programs, by name. */
  readonly machine: Readonly<Record<string, string>>
  readonly tasks: readonly { readonly name: string; readonly about: string }[]
  readonly measurements: readonly Measurement[]
  /** The contenders that could not run a task, with the reason. */
  readonly absent: readonly { readonly task: string; readonly contender: string; readonly reason: string }[]
}

/** The tables of one call, in Markdown. */
export function tables(figures: Figures, contenders: readonly Contender[]): string {
  const machine = Object.entries(figures.machine).map(([name, value]) => `| ${name} | ${value} |`)
  const parts = [['| | |\n|---|---|', ...machine].join('\n')]
  for (const { name, about } of figures.tasks) {
    parts.push(`### ${name}`, `${about[0]?.toUpperCase()}${about.slice(1)}.`)
    parts.push(tableOf(name, figures, contenders))
  }
  return parts.join('\n\n')
}

function tableOf(task: string, { measurements, absent }: Figures, contenders: readonly Contender[]): string {
  const of = (name: string) =>
    measurements.filter((one) => one.task === task && one.contender === name && one.round !== undefined)
  const counted = (name: string) => of(name).filter(({ failure }) => failure === undefined)
  const median = (name: string | undefined) => {
    const walls = counted(name ?? '').map(({ wall }) => wall)
    return walls.length === 0 ? undefined : summarize(walls).median
  }
  const present = contenders.filter(({ name }) => of(name).length > 0)
  const roles = ROLES.filter((role) => present.some((one) => one.role === role))
  /** The contender with a role, the same caches and the same installer; (f) has no caches and is compared with all. */
  const reference = (role: Role, { caches, installer }: Contender) =>
    present.find(
      (one) =>
        one.role === role &&
        (one.caches === caches || role === '(f)') &&
        (one.installer === undefined || one.installer === installer),
    )?.name
  const row = (...cells: string[]) => `| ${cells.join(' | ')} |`
  const head = [
    'median s',
    'minimum',
    'quartiles',
    'CPU s',
    'overhead s',
    ...roles.map((role) => `to ${role}`),
    'MB',
  ]
  const blank = (title: string, reason: string) => row(title, reason, ...Array(head.length - 1).fill(''))

  const rows = contenders.flatMap((contender) => {
    const { name, title } = contender
    const failures = of(name).flatMap(({ failure }) => failure ?? [])
    const missing = absent.find((one) => one.task === task && one.contender === name)
    if (missing !== undefined) return [blank(title, `not run: ${missing.reason}`)]
    if (of(name).length === 0) return []
    if (failures.length > 0)
      return [blank(title, `FAILED, ${failures.length} of ${of(name).length}: ${failures[0]}`)]
    const wall = summarize(counted(name).map((one) => one.wall))
    const cpu = counted(name).map((one) => one.cpu)
    const megabytes = Math.max(...counted(name).map((one) => one.megabytes))
    const ratios = roles.map((role) => {
      const other = median(reference(role, contender))
      return other === undefined ? '' : (wall.median / other).toFixed(2)
    })
    const own = counted(name).flatMap((one) => one.own ?? [])
    const ownMedian = own.length === 0 ? '' : seconds(summarize(own).median)
    const cells = [title, seconds(wall.median), seconds(wall.min), quartiles(wall), mean(cpu), ownMedian]
    return [row(...cells, ...ratios, Number.isNaN(megabytes) ? '' : megabytes.toFixed(0))]
  })
  return [row('', ...head), `|---${'|--:'.repeat(head.length)}|`, ...rows].join('\n')
}

function mean(values: readonly number[]): string {
  return seconds(values.reduce((sum, one) => sum + one, 0) / values.length)
}

function quartiles({ lowerQuartile, upperQuartile }: Summary): string {
  return `${seconds(lowerQuartile)} to ${seconds(upperQuartile)}`
}

function seconds(value: number): string {
  return Number.isNaN(value) ? '' : value.toFixed(2)
}

const [BEGIN, END] = ['<!-- figures: written by npm run bench -->', '<!-- end of the figures -->']

/** Inserts the tables between the markers of a page. */
export function replaceFigures(page: string, text: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin === -1 || end < begin) throw new Error(`The page has no place for figures: ${BEGIN} and ${END}.`)
  return `${page.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${page.slice(end)}`
}
