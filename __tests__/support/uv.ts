import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { newFolder } from './project.ts'

/** Makes a folder with uv in it, to be put on PATH. */
export async function folderOfUv(python = 'python3'): Promise<string> {
  const execute = promisify(execFile)
  const folder = await newFolder()
  await execute(python, ['-m', 'venv', folder])
  const scripts = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  await execute(join(scripts, 'python'), ['-m', 'pip', 'install', '--quiet', 'uv==0.13.8']).catch((error) => {
    throw new Error(
      `The package index of this machine did not give uv, which these tests need: ${error.stderr}`,
    )
  })
  return scripts
}

let uv: Promise<string> | undefined

/** A PATH with uv on it, which is fetched when it is first asked for. */
export async function pathWithUv(): Promise<string> {
  uv ??= folderOfUv()
  return [await uv, process.env.PATH].join(delimiter)
}
