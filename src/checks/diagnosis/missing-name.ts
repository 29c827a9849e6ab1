import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Wheel } from '../../distribution/wheel.ts'
import { moduleOf } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Environment } from '../../python/virtual-environment.ts'

/** `from module import name` of a module that is complete: a circular import speaks of one that is not. */
export const NAME_NOT_THERE = /^cannot import name '([^']+)' from '([^']+)'/

/** The module and the name that an ImportError says it does not have. */
export function nameNotThere({
  type,
  message,
}: PythonError): { readonly module: string; readonly name: string } | undefined {
  const [, name, module] = (type === 'ImportError' && NAME_NOT_THERE.exec(message)) || []
  return name === undefined || module === undefined ? undefined : { module, name }
}

/**
 * Whether the source of a shipped module does not speak of a name at all. A name that stands there may depend on the
 * platform, on a version or on something optional; so may one of `import *` or of a module's `__getattr__`.
 */
export async function isNowhereIn(
  { module, name }: { readonly module: string; readonly name: string },
  { files }: Wheel,
  { purelib, platlib }: Environment,
): Promise<boolean> {
  const shipped = files.filter(({ path }) => moduleOf(path) === module)
  if (shipped.length !== 1 || !shipped[0]?.path.endsWith('.py')) return false
  for (const site of [purelib, platlib]) {
    const text = await readFile(join(site, shipped[0].path), 'utf8').catch(() => undefined)
    if (text !== undefined) return !speaksOf(text, name)
  }
  return false
}

export function speaksOf(text: string, name: string): boolean {
  return (
    /import\s*\*|\b__getattr__\b|\bglobals\(\)|\b__path__\b|sys\.modules/.test(text) ||
    new RegExp(`(?<![\\p{ID_Continue}])${name}(?![\\p{ID_Continue}])`, 'u').test(text)
  )
}
