import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { temporaryDirectory } from './runner.ts'

const GREETER = fileURLToPath(new URL('../../examples/greeter', import.meta.url))
/** New releases on the index must not change the results of these tests. */
const PINNED = {
  '"setuptools>=77"': '"setuptools==80.9.0"',
  '"packaging>=23"': '"packaging==25.0"',
  '"pytest>=8"': '"pytest==8.4.2"',
}

/**
 * A checkout of the greeter example with one commit and no tag, in a path with spaces and non-ASCII characters.
 *
 * @param edit changes the text of its pyproject.toml
 */
export async function greeterCheckout(edit: (pyproject: string) => string = (text) => text): Promise<string> {
  const directory = join(await temporaryDirectory('wörk space '), 'the chéckout')
  await cp(GREETER, directory, {
    recursive: true,
    filter: (file) => !/__pycache__|egg-info|\.pytest_cache/.test(file),
  })
  const file = join(directory, 'pyproject.toml')
  const pinned = Object.entries(PINNED).reduce(
    (text, [range, version]) => text.replace(range, version),
    await readFile(file, 'utf8'),
  )
  await writeFile(file, edit(pinned))
  return committed(directory)
}

/** A checkout with these files. */
export async function checkoutOf(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = join(await temporaryDirectory('wörk space '), 'the chéckout')
  await mkdir(directory)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), text)
  }
  return committed(directory)
}

async function committed(directory: string): Promise<string> {
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: directory })
  await git('init', '--quiet')
  await git('add', '--all')
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.invalid', '-c', 'commit.gpgSign=false']
  await git(...author, 'commit', '--allow-empty', '--quiet', '--message', 'Begin')
  return directory
}
