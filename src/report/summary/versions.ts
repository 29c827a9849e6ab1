import type { RootContent } from 'mdast'
import type { PackageReport } from '../report.ts'
import { foreignText } from './foreign-text.ts'
import { folded, plain, table } from './markdown.ts'
import { position } from './problem.ts'

const AGREES = { true: '✅', false: '❌', null: '➖' }

/** The version sources; folded if all agree. */
export function versions({ versions: rows }: PackageReport): RootContent[] {
  if (rows.length === 0) return []
  const isBroken = rows.some(({ agrees }) => agrees === false)
  const lines = rows.map(({ source, version, agrees, file, line }) => [
    [
      ...(source === file ? [] : foreignText(source)),
      ...(source === file || file === undefined ? [] : [plain(' · ')]),
      ...(file === undefined ? [] : [position(file, line)]),
    ],
    foreignText(version ?? ''),
    [plain(AGREES[`${agrees}`])],
  ])
  return folded(
    isBroken ? 'The version sources disagree' : 'Versions: all sources agree',
    [table([{ title: 'Source' }, { title: 'Version' }, { title: 'Agrees' }], lines)],
    isBroken,
  )
}
