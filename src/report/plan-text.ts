import type { Plan } from '../matrix/plan.ts'
import { count, listSome } from '../sentence.ts'
import { bounded, cell } from './summary.ts'
import { plain } from './terminal.ts'

/** A plan for a person at a terminal or in a plain log. */
export function planText({ cells, leftOut }: Plan): string {
  const width = Math.max(0, ...cells.map(({ name }) => name.length))
  const lines = [
    ...cells.map(
      ({ name, os, packages }) =>
        `  ${plain(name).padEnd(width)}  ${os}  ${time(packages)}  ${plain(listSome(packages.map(({ path }) => path)))}`,
    ),
    ...leftOut.map(
      ({ path, python, reason }) =>
        `  - ${plain(`${path}${python === undefined ? '' : `, Python ${python}`}: ${reason}`)}`,
    ),
  ]
  return `${[...lines, '', sentence({ cells, leftOut })].join('\n')}\n`
}

/** A plan as a job summary. */
export function planSummary({ cells, leftOut }: Plan): string {
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
      ...(leftOut.length === 0 ? [] : ['| Left out | | Reason |', '|---|---|---|']),
      ...leftOut.map(
        ({ path, python, reason }) => `| ${cell(path)} | ${cell(python ?? '')} | ${cell(reason)} |`,
      ),
      '',
    ].join('\n'),
  )
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
