import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zip } from '../distribution/zip.ts'

/** Writes a pure Python wheel into a directory. */
export async function writeWheel(
  directory: string,
  name: string,
  version: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const stem = `${name.replaceAll('-', '_')}-${version}`
  const metadata = {
    [`${stem}.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${stem}.dist-info/WHEEL`]:
      'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  }
  const names = [...Object.keys(files), ...Object.keys(metadata), `${stem}.dist-info/RECORD`]
  const record = { [`${stem}.dist-info/RECORD`]: names.map((path) => `${path},,\n`).join('') }
  await writeFile(
    join(directory, `${stem}-py3-none-any.whl`),
    zip(Object.entries({ ...files, ...metadata, ...record })),
  )
}
