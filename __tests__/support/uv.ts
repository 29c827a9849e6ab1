import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryDirectory } from './project.ts'

const VERSION = '0.13.8'

/** Installs uv, once for all test files of a run; returns the directory to put on PATH. */
export function installUv(): Promise<string> {
  installed ??= install()
  return installed
}

let installed: Promise<string> | undefined

async function install(): Promise<string> {
  const tools = process.env.TEST_TOOLS_DIR ?? (await temporaryDirectory())
  const scripts = join(tools, 'uv', 'bin')
  if (existsSync(scripts)) return scripts
  const target = await temporaryDirectory()
  const python = process.platform === 'win32' ? 'python' : 'python3'
  const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', target, `uv==${VERSION}`]
  await promisify(execFile)(python, args).catch((error) => {
    throw new Error(
      `The package index of this machine did not give uv, which these tests need: ${error.stderr}`,
    )
  })
  await mkdir(tools, { recursive: true })
  // Another test file may have installed it meanwhile.
  await rename(target, join(tools, 'uv')).catch((error) => {
    if (!existsSync(scripts)) throw error
  })
  return scripts
}

/** A PATH with uv. */
export async function pathWithUv(): Promise<string> {
  return [await installUv(), process.env.PATH].join(delimiter)
}
