import { mkdir, mkdtemp, readdir, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { verifyManifest, writeManifest } from '../../src/cache/manifest.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'manifest '))
  await mkdir(join(directory, 'ä', 'empty'), { recursive: true })
  await writeFile(join(directory, 'ä', 'file'), 'x')
})

afterEach(() => rm(directory, { recursive: true }))

test('accepts an unchanged directory, and removes the manifest', async () => {
  if (process.platform !== 'win32') await symlink('file', join(directory, 'ä', 'link'))
  await writeManifest(directory)
  await verifyManifest(directory)

  expect(await readdir(directory)).toEqual(['ä'])
})

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['a changed file', () => writeFile(join(directory, 'ä', 'file'), 'y'), /^ä\/file differs from/],
  ['an additional file', () => writeFile(join(directory, 'more'), ''), /^more differs from/],
  ['a missing file', () => unlink(join(directory, 'ä', 'file')), /^ä\/file differs from/],
  ['a directory instead of a file', () => replaceFileByDirectory(), /^ä\/file differs from/],
  ['no manifest', () => unlink(join(directory, 'as-installed-manifest.json')), /manifest is missing/],
  ['an empty manifest', () => writeFile(join(directory, 'as-installed-manifest.json'), 'null'), /./],
  ['a manifest that is not JSON', () => writeFile(join(directory, 'as-installed-manifest.json'), '{'), /./],
])('rejects %s', async (_, change, reason) => {
  await writeManifest(directory)
  await change()

  await expect(verifyManifest(directory)).rejects.toThrow(reason)
})

async function replaceFileByDirectory(): Promise<void> {
  await unlink(join(directory, 'ä', 'file'))
  await mkdir(join(directory, 'ä', 'file'))
}

const links = process.platform === 'win32' ? test.skip : test

links.each(['/etc/passwd', '../../outside', '../ä/../../x'])(
  'rejects a link to %s, although it is in the manifest',
  async (target) => {
    await symlink(target, join(directory, 'ä', 'link'))
    await writeManifest(directory)

    await expect(verifyManifest(directory)).rejects.toThrow('ä/link is a link to a path outside of it')
  },
)

links('rejects a link that leads outside by way of another link', async () => {
  await symlink('..', join(directory, 'ä', 'up'))
  await symlink('ä/up/..', join(directory, 'link'))
  await writeManifest(directory)

  await expect(verifyManifest(directory)).rejects.toThrow('link is a link to a path outside of it')
})

links('accepts a link to an allowed target, also by way of another link', async () => {
  const other = await mkdtemp(join(tmpdir(), 'outside '))
  await writeFile(join(other, 'python3.12'), '')
  await symlink('python3.12', join(other, 'python'))
  await symlink(join(other, 'python'), join(directory, 'python'))
  await symlink('../python', join(directory, 'ä', 'python3'))
  await writeManifest(directory)
  await expect(verifyManifest(directory, [join(other, 'python3.12')])).resolves.toBeUndefined()

  await writeManifest(directory)
  await expect(verifyManifest(directory, [join(other, 'python3.13')])).rejects.toThrow(
    'python is a link to a path outside of it',
  )
  await rm(other, { recursive: true })
})

links('accepts a link to a directory inside', async () => {
  await symlink('../ä', join(directory, 'ä', 'link'))
  await writeManifest(directory)

  await expect(verifyManifest(directory)).resolves.toBeUndefined()
})
