import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inParallel } from '../../process/concurrency.ts'
import { type ImportAttempt, type ImportRequest, importEach } from '../../python/import-modules.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { Contents } from '../contents/facts.ts'

/**
 * Makes the sources of what ships importable, and nothing else of the checkout: what is installed, over it whatever
 * the checkout has in the same packages. What the build generated is there, too; `tests`, `docs` and `setup.py`, which
 * a checkout would put on the import path beside them, are not.
 */
export async function layOutSources(
  folder: string,
  { wheel, sourceMap }: Contents,
  { root, files }: Checkout,
  { purelib, platlib }: Environment,
): Promise<void> {
  const fromWheel = wheel.files.map(({ path }) => path)
  for (const site of new Set([purelib, platlib]))
    await copyAll(site, folder, new Map(fromWheel.map((path) => [path, path])))
  const fromCheckout = [...sourceMap.roots].flatMap(([name, source]): [string, string][] =>
    files.flatMap((file): [string, string][] => {
      if (file === source) return [[file, `${name}.py`]]
      return file.startsWith(`${source}/`) ? [[file, `${name}${file.slice(source.length)}`]] : []
    }),
  )
  await copyAll(root, folder, new Map(fromCheckout))
}

/** Copies those of the files that are there, by where they are and where they go. */
async function copyAll(from: string, to: string, paths: ReadonlyMap<string, string>): Promise<void> {
  await inParallel([...paths], async ([source, target]) => {
    await mkdir(dirname(join(to, target)), { recursive: true })
    await cp(join(from, source), join(to, target), { dereference: true }).catch(() => undefined)
  })
}

/**
 * The modules among those that fail that import from the checkout's sources in the same environment. To be sure that
 * it is the sources that make the difference, and not chance, these fail from the wheel a second time.
 */
export async function importableFromSources(
  failed: readonly string[],
  sources: string,
  request: ImportRequest,
): Promise<ReadonlySet<string>> {
  const isImported = ({ outcome }: ImportAttempt) => outcome === 'imported'
  const others = (await importEach(failed, { ...request, sources })).filter(isImported)
  const again = await importEach(
    others.map(({ module }) => module),
    request,
  )
  return new Set(again.filter((attempt) => !isImported(attempt)).map(({ module }) => module))
}
