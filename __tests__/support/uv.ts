import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { newFolder } from './project.ts'

/** Makes a folder with uv in it, to be put on PATH. */
export async function folderOfUv(python = 'python3'): Promise<string> {
  const execute = promisify(execFile)
  const folder = await newFolder()
  await execute(python, ['-m', 'venv', folder])
  await execute(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', 'uv==0.13.8']).catch(
    (error) => {
      throw new Error(
        `The package index of this machine did not give uv, which these tests need: ${error.stderr}`,
      )
    },
  )
  return join(folder, 'bin')
}
