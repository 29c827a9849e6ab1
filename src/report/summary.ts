import { MAX_DETAILED } from './many-packages.ts'
import type { PackageReport, Report } from './report.ts'
import { type Block, block, writeBlocks } from './summary/blocks.ts'
import { foreignText } from './summary/foreign-text.ts'
import { html, paragraph, plain } from './summary/markdown.ts'
import { anchorOf, overview, remainder, splitPackages } from './summary/overview.ts'
import { packageBlocks } from './summary/package.ts'

/**
 * The job summary, as Markdown: the verdict, each problem with its fix, and folded details. Of several packages, an
 * overview, and those with problems.
 */
export function summaryOf(report: Report): string {
  const [only, ...others] = report.packages
  if (only !== undefined && only.leftOut === undefined && others.length === 0)
    return writeBlocks(onePackage(report, only))
  const { withProblems } = splitPackages(report.packages)
  // Hundreds of charts would displace findings.
  const hasChart = withProblems.length <= MAX_DETAILED
  return writeBlocks([
    ...overview(report),
    ...withProblems.flatMap((one) =>
      packageBlocks(one, { prefix: [html(`<a id="${anchorOf(one)}"></a>`)], hasChart, isOneOfMany: true }),
    ),
    ...remainder(report),
  ])
}

function onePackage({ selection }: Report, one: PackageReport): Block[] {
  const blocks = packageBlocks(one, { prefix: [plain('as-installed: ')], hasChart: true, isOneOfMany: false })
  return selection === undefined
    ? blocks
    : [...blocks, ...block('details', paragraph(foreignText(selection)))]
}
