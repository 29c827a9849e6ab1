import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { temporaryFolder } from './runner.ts'

const GREETER = fileURLToPath(new URL('../../examples/greeter', import.meta.url))
/** What an index serves tomorrow must not decide whether these tests pass. */
const PINNED = {
  '"setuptools>=77"': '"setuptools==80.9.0"',
  '"packaging>=23"': '"packaging==25.0"',
  '"pytest>=8"': '"pytest==8.4.2"',
}

/**
 * A checkout of the greeter example, with one commit and no tag, under a path with spaces and letters beyond ASCII.
 *
 * @param edit changes the text of its pyproject.toml
 */
export async function greeterCheckout(edit: (pyproject: string) => string = (text) => text): Promise<string> {
  const folder = join(await temporaryFolder('wörk space '), 'the chéckout')
  await cp(GREETER, folder, {
    recursive: true,
    filter: (file) => !/__pycache__|egg-info|\.pytest_cache/.test(file),
  })
  const file = join(folder, 'pyproject.toml')
  const pinned = Object.entries(PINNED).reduce(
    (text, [range, version]) => text.replace(range, version),
    await readFile(file, 'utf8'),
  )
  await writeFile(file, edit(pinned))
  return committed(folder)
}

/** A checkout of a project that is given by its files. */
export async function checkoutOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(await temporaryFolder('wörk space '), 'the chéckout')
  await mkdir(folder)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return committed(folder)
}

async function committed(folder: string): Promise<string> {
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: folder })
  await git('init', '--quiet')
  await git('add', '--all')
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.invalid', '-c', 'commit.gpgSign=false']
  await git(...author, 'commit', '--allow-empty', '--quiet', '--message', 'Begin')
  return folder
}
