import { gate } from '../commands/gate.ts'
import { init } from '../commands/init.ts'
import { plan } from '../commands/plan.ts'
import { writeFormats } from '../commands/write-formats.ts'
import type { Config } from '../config/config.ts'
import { joinedText } from '../matrix/joined-terminal.ts'
import { planText } from '../matrix/plan-text.ts'
import { EXIT_STATUS, verdictOfRun } from '../report/report.ts'
import { describeResults, discardResults, type ResultsDirectory } from './results-directory.ts'
import { type Output, verifyAndPrint } from './verify.ts'

/**
 * Runs the command of a configuration, prints its result, and returns the exit status.
 *
 * @param config with `results` as `out`
 */
export async function runCommand(config: Config, results: ResultsDirectory, output: Output): Promise<number> {
  switch (config.mode.kind) {
    case 'verify':
      return verifyAndPrint(config, results, output)
    case 'plan': {
      const planned = await plan(config, config.mode, config.directory)
      output.print(planText(planned.plan))
      if (config.json === undefined) output.print(`Plan: ${planned.file}\n`)
      else discardResults(results)
      return EXIT_STATUS.pass
    }
    case 'gate': {
      const { report } = await gate(config, config.mode, config.directory)
      const verdict = verdictOfRun(report)
      if (verdict === 'pass' || config.json !== undefined) discardResults(results)
      const place = results.isTemporary ? describeResults(results) : undefined
      const text = joinedText(report, output, place === undefined ? undefined : `Results: ${place}`)
      output.print((await writeFormats(report, config.formats)) ?? text)
      return EXIT_STATUS[verdict]
    }
    case 'init':
      discardResults(results)
      output.print(await init(config, config.mode))
      return EXIT_STATUS.pass
  }
}
