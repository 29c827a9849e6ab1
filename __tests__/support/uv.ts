import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryDirectory } from './project.ts'

/** Installs uv; returns the directory to put on PATH. */
export async function installUv(python = 'python3'): Promise<string> {
  const execute = promisify(execFile)
  const directory = await temporaryDirectory()
  await execute(python, ['-m', 'venv', directory])
  const scripts = join(directory, process.platform === 'win32' ? 'Scripts' : 'bin')
  await execute(join(scripts, 'python'), ['-m', 'pip', 'install', '--quiet', 'uv==0.13.8']).catch((error) => {
    throw new Error(
      `The package index of this machine did not give uv, which these tests need: ${error.stderr}`,
    )
  })
  return scripts
}

let uv: Promise<string> | undefined

/** A PATH with uv, which is installed once. */
export async function pathWithUv(): Promise<string> {
  uv ??= installUv()
  return [await uv, process.env.PATH].join(delimiter)
}
