import { count, listSome } from '../program/sentence.ts'
import { leftOutSentences } from '../report/many-packages.ts'
import { block, writeBlocks } from '../report/summary/blocks.ts'
import { foreignName, foreignText } from '../report/summary/foreign-text.ts'
import { bullets, heading, plain, table, unbroken } from '../report/summary/markdown.ts'
import { stripControls } from '../terminal/strip-controls.ts'
import type { Plan } from './plan.ts'

/** A plan as text for a terminal or a log. */
export function planText({ cells, leftOut, selection }: Plan): string {
  const width = Math.max(0, ...cells.map(({ name }) => name.length))
  const lines = [
    ...cells.map(
      ({ name, os, packages }) =>
        `  ${stripControls(name).padEnd(width)}  ${os}  ${time(packages)}  ${stripControls(listSome(packages.map(({ path }) => path)))}`,
    ),
    ...notes({ leftOut, selection }).map((line) => `  - ${stripControls(line)}`),
  ]
  return `${[...lines, '', `Planned: ${sentence({ cells, leftOut })}`].join('\n')}\n`
}

/** A plan as a job summary. */
export function planSummary({ cells, leftOut, selection }: Plan): string {
  const rows = cells.map(({ name, os, packages }) => [
    foreignName(name),
    foreignName(os),
    [plain(unbroken(time(packages)))],
    foreignText(
      listSome(
        packages.map(({ path }) => path),
        3,
      ),
    ),
  ])
  const columns = [
    { title: 'Job' },
    { title: 'Runner' },
    { title: 'Time', align: 'right' as const },
    { title: 'Packages' },
  ]
  return writeBlocks([
    ...block('verdict', heading(2, plain(`as-installed plan: ${sentence({ cells, leftOut })}`))),
    ...(cells.length === 0 ? [] : block('verdict', table(columns, rows))),
    ...block('checks', ...bullets(notes({ leftOut, selection }).map(foreignText))),
  ])
}

/** How the packages were selected, and which are not verified. */
function notes({
  leftOut,
  selection,
}: {
  leftOut: Plan['leftOut']
  selection: string | undefined
}): string[] {
  return [...(selection === undefined ? [] : [selection]), ...leftOutSentences(leftOut)]
}

function sentence({ cells, leftOut }: Pick<Plan, 'cells' | 'leftOut'>): string {
  const packages = new Set(cells.flatMap((one) => one.packages.map(({ path }) => path))).size
  const leftOutCount = new Set(leftOut.filter(({ python }) => python === undefined).map(({ path }) => path))
    .size
  const suffix = leftOutCount === 0 ? '' : `; ${leftOutCount} skipped`
  if (cells.length === 0) return `nothing to verify${suffix}`
  return `${count(packages, 'package')} in ${count(cells.length, 'job')}${suffix}`
}

function time(packages: Plan['cells'][number]['packages']): string {
  const seconds = Math.round(packages.reduce((sum, one) => sum + one.seconds, 0))
  return `${packages.every(({ timing }) => timing === 'measured') ? '' : '~'}${seconds} s`
}
