import { mkdir, mkdtemp, readdir, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { seal, unseal } from '../../src/cache/manifest.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealed '))
  await mkdir(join(folder, 'ä', 'empty'), { recursive: true })
  await writeFile(join(folder, 'ä', 'file'), 'x')
})

afterEach(() => rm(folder, { recursive: true }))

test('what is as it was is what was sealed, and nothing is left of the seal', async () => {
  if (process.platform !== 'win32') await symlink('file', join(folder, 'ä', 'link'))
  await seal(folder)
  await unseal(folder)

  expect(await readdir(folder)).toEqual(['ä'])
})

test.each<[string, () => Promise<unknown>, RegExp]>([
  ['changed', () => writeFile(join(folder, 'ä', 'file'), 'y'), /^ä\/file is not what/],
  ['more', () => writeFile(join(folder, 'more'), ''), /^more is not what/],
  ['less', () => unlink(join(folder, 'ä', 'file')), /^ä\/file is not what/],
  ['a folder in the place of a file', () => inPlaceOfFile(), /^ä\/file is not what/],
  ['no seal', () => unlink(join(folder, 'as-installed-manifest.json')), /no manifest/],
  ['a seal that says nothing', () => writeFile(join(folder, 'as-installed-manifest.json'), 'null'), /./],
  ['a seal that is none', () => writeFile(join(folder, 'as-installed-manifest.json'), '{'), /./],
])('%s: it is refused', async (_, change, reason) => {
  await seal(folder)
  await change()

  await expect(unseal(folder)).rejects.toThrow(reason)
})

async function inPlaceOfFile(): Promise<void> {
  await unlink(join(folder, 'ä', 'file'))
  await mkdir(join(folder, 'ä', 'file'))
}

const links = process.platform === 'win32' ? test.skip : test

links.each(['/etc/passwd', '../../outside', '../ä/../../x'])(
  'a link to %s leads out, though it was sealed',
  async (target) => {
    await symlink(target, join(folder, 'ä', 'link'))
    await seal(folder)

    await expect(unseal(folder)).rejects.toThrow('ä/link is a link that leads out of it')
  },
)

links('a link through another one leads out, though its path does not', async () => {
  await symlink('..', join(folder, 'ä', 'up'))
  await symlink('ä/up/..', join(folder, 'link'))
  await seal(folder)

  await expect(unseal(folder)).rejects.toThrow('link is a link that leads out of it')
})

links('a link may lead to a file that is named, by whatever name, and by way of another', async () => {
  const other = await mkdtemp(join(tmpdir(), 'outside '))
  await writeFile(join(other, 'python3.12'), '')
  await symlink('python3.12', join(other, 'python'))
  await symlink(join(other, 'python'), join(folder, 'python'))
  await symlink('../python', join(folder, 'ä', 'python3'))
  await seal(folder)
  await expect(unseal(folder, [join(other, 'python3.12')])).resolves.toBeUndefined()

  await seal(folder)
  await expect(unseal(folder, [join(other, 'python3.13')])).rejects.toThrow(
    'python is a link that leads out of it',
  )
  await rm(other, { recursive: true })
})

links('a link to another folder of it does not lead out', async () => {
  await symlink('../ä', join(folder, 'ä', 'link'))
  await seal(folder)

  await expect(unseal(folder)).resolves.toBeUndefined()
})
