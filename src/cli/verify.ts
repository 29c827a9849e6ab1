import { applyFixes } from '../commands/fixes/apply-fixes.ts'
import { diffOfAll } from '../commands/fixes/try-fixes.ts'
import type { Result } from '../commands/verify.ts'
import { verifyLogged } from '../commands/verify-logged.ts'
import { writeFormats } from '../commands/write-formats.ts'
import type { Config } from '../config/config.ts'
import type { Progress } from '../pipeline/progress.ts'
import { list } from '../program/sentence.ts'
import { fixesText } from '../report/fixes-text.ts'
import { logTails } from '../report/log-tails.ts'
import { EXIT_STATUS, type Report, verdictOfRun } from '../report/report.ts'
import { packagesText, type TerminalStyle, verdictText } from '../report/terminal.ts'
import type { TextStyle } from '../terminal/style.ts'
import { wrap } from '../terminal/wrap.ts'
import { describeResults, discardResults, type ResultsDirectory } from './results-directory.ts'

/** Where a command prints. */
export interface Output extends TextStyle {
  readonly progress: Progress
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
}

/** Verifies packages, prints the report, applies fixes on request, and returns the exit status. */
export async function verifyAndPrint(
  config: Config,
  results: ResultsDirectory,
  output: Output,
): Promise<number> {
  const { print, progress } = output
  if (config.fixes === 'print') {
    const { report, fixes } = await verifyLogged(config, progress)
    print(diffOfAll(fixes))
    discardResults(results)
    return EXIT_STATUS[verdictOfRun(report)]
  }
  const isReplaced = config.formats.some(({ file }) => file === undefined)
  const first = await verifyOnce(config, output, !isReplaced)
  print((await writeFormats(first.report, config.formats)) ?? '')
  if (!isReplaced || config.fixes !== 'report') await printEnd(first, config, results, output)
  else {
    // Standard output has the report in another format.
    const place = closeResults(first.report, results)
    if (first.report.verdict !== 'pass' && place !== undefined) output.printError(`Results: ${place}\n`)
  }
  if (config.fixes === 'report' || first.fixes.length === 0) return EXIT_STATUS[verdictOfRun(first.report)]
  const changed = await applyFixes(first.fixes, config.fixes === 'apply-to-dirty')
  print(`\nChanged ${list(changed)}. The verdict with the changes:\n\n`)
  const again = { ...config, triesFixes: false, formats: [] }
  const second = await verifyOnce(again, output, true)
  await printEnd(second, again, results, output)
  return EXIT_STATUS[verdictOfRun(second.report)]
}

/** Verifies once, and prints the packages before fixes are tried. */
async function verifyOnce(config: Config, output: Output, prints: boolean): Promise<Result> {
  const { print, progress } = output
  let endTrying: (() => void) | undefined
  const result = await verifyLogged(config, progress, (report) => {
    if (prints) print(packagesText(report, styleOf(config, output)))
    if (!config.triesFixes || report.verdict !== 'fail') return
    const end = progress.begin('', 'trials of fixes', false)
    const started = performance.now()
    endTrying = () => end('done', (performance.now() - started) / 1000)
  })
  if (endTrying !== undefined) {
    endTrying()
    progress.end()
  }
  return result
}

/** Prints what follows the packages: the fixes, the ends of logs, where the results are, and the verdict. */
async function printEnd(
  { report, logs }: Result,
  config: Config,
  results: ResultsDirectory,
  output: Output,
): Promise<void> {
  const style = styleOf(config, output)
  const fixes = config.triesFixes ? fixesText(report, style) : ''
  const tails = config.verbosity === 'verbose' ? await logTails(report, logs, style) : ''
  const place = closeResults(report, results)
  const isShown = place !== undefined && (report.verdict !== 'pass' || config.verbosity === 'verbose')
  const hasPackages = packagesText(report, style) !== ''
  output.print(
    [
      fixes === '' && (hasPackages || tails !== '') ? '\n' : fixes,
      tails,
      isShown ? `${wrap(place, { ...style, first: 'Results: ', next: '  ' })}\n` : '',
      verdictText(report, style),
    ].join(''),
  )
}

/** Removes the results of a pass, unless `--out` requests them. */
function closeResults(report: Report, results: ResultsDirectory): string | undefined {
  if (report.verdict !== 'pass' || !results.isTemporary) return describeResults(results)
  discardResults(results)
  return undefined
}

function styleOf({ timings, verbosity, triesFixes }: Config, { color, width }: TextStyle): TerminalStyle {
  return {
    color,
    width,
    verbosity,
    timings: timings || verbosity === 'verbose',
    fixes: triesFixes ? 'below' : 'inline',
  }
}
