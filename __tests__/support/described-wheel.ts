import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readWheel, type Wheel } from '../../src/distribution/wheel.ts'
import { PROBES } from '../../src/python/probe.ts'

/** Describes a wheel by the probe and reads it, for tests that do not build it. */
export async function readDescribedWheel(file: string): Promise<Wheel> {
  const python = process.platform === 'win32' ? 'python' : 'python3'
  const { stdout } = await promisify(execFile)(python, ['-I', join(PROBES, 'distribution_metadata.py'), file])
  const [description] = JSON.parse(stdout)
  return readWheel(file, description)
}
