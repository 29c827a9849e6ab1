import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { temporaryDirectory } from '../support/project.ts'

const SCRATCH = fileURLToPath(new URL('../../src/process/scratch.ts', import.meta.url))

test('removes a directory that contains a read-only directory', async () => {
  const parent = await temporaryDirectory()
  const deep = join(parent, 'scratch/deep')
  await mkdir(deep, { recursive: true })
  await writeFile(join(deep, 'file'), '')
  await chmod(deep, 0o500)
  for (const directory of [parent, join(parent, 'scratch')]) await chmod(directory, 0o777)
  // Permissions do not apply to root, as which tests run in containers.
  const isRoot = process.getuid?.() === 0
  if (isRoot) await promisify(execFile)('chown', ['-R', '65534', parent])
  const code = `import { removeDirectory } from ${JSON.stringify(SCRATCH)}
removeDirectory(${JSON.stringify(join(parent, 'scratch'))})`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    ...(isRoot ? { uid: 65534 } : {}),
    cwd: parent,
  })

  expect(await readdir(parent)).toEqual([])
})
