import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Wheel } from '../../distribution/wheel.ts'
import { escapeRegExp } from '../../program/regular-expressions.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { ImportedName } from './import-error.ts'

/**
 * Returns whether the source of a shipped module does not contain a name at all: a name that it contains, or defines by
 * `import *` or `__getattr__`, may depend on the platform, on versions or on optional dependencies.
 */
export async function isNameAbsentFrom(
  { module, name }: ImportedName,
  { files }: Wheel,
  { purelib, platlib }: Environment,
): Promise<boolean> {
  const shipped = files.filter(({ path }) => moduleOf(path) === module)
  if (shipped.length !== 1 || !shipped[0]?.path.endsWith('.py')) return false
  for (const site of [purelib, platlib]) {
    const text = await readFile(join(site, shipped[0].path), 'utf8').catch(() => undefined)
    if (text !== undefined) return !mayDefine(text, name)
  }
  return false
}

function mayDefine(text: string, name: string): boolean {
  return (
    /import\s*\*|\b__getattr__\b|\bglobals\(\)|\b__path__\b|sys\.modules/.test(text) ||
    new RegExp(`(?<![\\p{ID_Continue}])${escapeRegExp(name)}(?![\\p{ID_Continue}])`, 'u').test(text)
  )
}
