import type { Config } from '../config/config.ts'
import type { Progress } from '../pipeline/progress.ts'
import { severalProgress } from '../pipeline/several-progress.ts'
import { EventLog, openLines } from '../report/event-log.ts'
import type { Report } from '../report/report.ts'
import { type Result, verify } from './verify.ts'

/**
 * Verifies, and writes the events of the run as `jsonl` while they happen, if that format is configured.
 *
 * @param onVerdict receives the report before fixes are tried
 * @throws what `verify` throws
 */
export async function verifyLogged(
  config: Config,
  shown: Progress,
  onVerdict?: (report: Report) => void,
): Promise<Result> {
  const lines = config.formats.filter(({ format }) => format === 'jsonl').map(({ file }) => openLines(file))
  if (lines.length === 0) return verify(config, shown, onVerdict)
  const log = new EventLog((line) => {
    for (const one of lines) one.write(line)
  })
  const started = performance.now()
  const close = (verdict: string | undefined) => {
    log.close(verdict, (performance.now() - started) / 1000)
    for (const one of lines) one.close()
  }
  try {
    const result = await verify(config, severalProgress([shown, log]), onVerdict)
    close(result.report.verdict)
    return result
  } catch (error) {
    close(undefined)
    throw error
  }
}
