import { count, listSome } from '../program/sentence.ts'
import { leftOutSentences } from '../report/many-packages.ts'
import { bounded, cell, escapeMarkdown } from '../report/summary.ts'
import { plain } from '../report/terminal.ts'
import type { Plan } from './plan.ts'

/** A plan for a person at a terminal or in a plain log. */
export function planText({ cells, leftOut, selection }: Plan): string {
  const width = Math.max(0, ...cells.map(({ name }) => name.length))
  const lines = [
    ...cells.map(
      ({ name, os, packages }) =>
        `  ${plain(name).padEnd(width)}  ${os}  ${time(packages)}  ${plain(listSome(packages.map(({ path }) => path)))}`,
    ),
    ...told({ leftOut, selection }).map((line) => `  - ${plain(line)}`),
  ]
  return `${[...lines, '', sentence({ cells, leftOut })].join('\n')}\n`
}

/** A plan as a job summary. */
export function planSummary({ cells, leftOut, selection }: Plan): string {
  return bounded(
    [
      `## ${sentence({ cells, leftOut })}`,
      '',
      ...(cells.length === 0 ? [] : ['| Cell | Runner | | Packages |', '|---|---|--:|---|']),
      ...cells.map(
        ({ name, os, packages }) =>
          `| ${cell(name)} | ${cell(os)} | ${time(packages)} | ${cell(listSome(packages.map(({ path }) => path)))} |`,
      ),
      '',
      ...told({ leftOut, selection }).map((line) => `- ${escapeMarkdown(line)}`),
      '',
    ].join('\n'),
  )
}

/** How it was chosen, and what that left out. */
function told({ leftOut, selection }: { leftOut: Plan['leftOut']; selection: string | undefined }): string[] {
  return [...(selection === undefined ? [] : [selection]), ...leftOutSentences(leftOut)]
}

function sentence({ cells, leftOut }: Pick<Plan, 'cells' | 'leftOut'>): string {
  const packages = new Set(cells.flatMap((one) => one.packages.map(({ path }) => path))).size
  const left = new Set(leftOut.filter(({ python }) => python === undefined).map(({ path }) => path)).size
  const rest = left === 0 ? '' : `; ${left} left out`
  if (cells.length === 0) return `Planned: nothing to verify${rest}`
  return `Planned: ${count(packages, 'package')} in ${count(cells.length, 'job')}${rest}`
}

function time(packages: Plan['cells'][number]['packages']): string {
  const seconds = Math.round(packages.reduce((sum, one) => sum + one.seconds, 0))
  return `${packages.every(({ timing }) => timing === 'measured') ? '' : '~'}${seconds} s`
}
