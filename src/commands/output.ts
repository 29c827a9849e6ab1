import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Config } from '../config/config.ts'
import { ConfigurationError } from '../program/errors.ts'

/**
 * The directory for the results: `out`, or a new temporary one.
 *
 * @throws ConfigurationError when it cannot be written, or contains a `dist` that as-installed did not create
 */
export async function outputDirectory({ out, environment }: Config): Promise<string> {
  if (out === undefined) return mkdtemp(join(environment.RUNNER_TEMP ?? tmpdir(), 'as-installed-out-'))
  const refuse = (reason: string) =>
    new ConfigurationError([{ message: `Cannot use ${out} as output directory: ${reason}.` }])
  await mkdir(out, { recursive: true }).catch((error: Error) => {
    throw refuse(`it is not writable: ${error.message}`)
  })
  // Only the output of an earlier run, which has logs, may be replaced.
  if (existsSync(join(out, 'dist')) && !existsSync(join(out, 'logs'))) {
    throw refuse('it contains a dist directory that as-installed did not create. Use another directory')
  }
  return out
}

/**
 * Checks that a file can be written, and removes an existing one.
 *
 * @throws ConfigurationError when it cannot be written
 */
export async function checkWritable(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, '')
    await rm(file)
  } catch (error) {
    throw new ConfigurationError([
      { message: `The report cannot be written to ${file}: ${(error as Error).message}. Use another file.` },
    ])
  }
}
