import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { newFolder } from '../support/project.ts'

const SCRATCH = fileURLToPath(new URL('../../src/process/scratch.ts', import.meta.url))

test('a folder that was made read-only is removed', async () => {
  const room = await newFolder()
  const deep = join(room, 'scratch/deep')
  await mkdir(deep, { recursive: true })
  await writeFile(join(deep, 'file'), '')
  await chmod(deep, 0o500)
  for (const folder of [room, join(room, 'scratch')]) await chmod(folder, 0o777)
  // Nothing is forbidden to root, as which containers run tests.
  const isRoot = process.getuid?.() === 0
  if (isRoot) await promisify(execFile)('chown', ['-R', '65534', room])
  const code = `import { removeFolder } from ${JSON.stringify(SCRATCH)}
removeFolder(${JSON.stringify(join(room, 'scratch'))})`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    ...(isRoot ? { uid: 65534 } : {}),
    cwd: room,
  })

  expect(await readdir(room)).toEqual([])
})
