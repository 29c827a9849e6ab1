import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inParallel } from '../../process/concurrency.ts'
import { type ImportAttempt, type ImportRequest, importModules } from '../../python/import-modules.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { Contents } from '../contents/facts.ts'

/**
 * Copies the installed files of the wheel, then the checkout's files of the same packages over them. The result has the
 * generated files but, unlike the checkout, no top-level `tests`, `docs` or `setup.py` that could be imported.
 */
export async function copySources(
  target: string,
  { wheel, sourceMap }: Contents,
  { root, files }: Checkout,
  { purelib, platlib }: Environment,
): Promise<void> {
  const fromWheel = wheel.files.map(({ path }) => path)
  for (const site of new Set([purelib, platlib]))
    await copyExisting(site, target, new Map(fromWheel.map((path) => [path, path])))
  const fromCheckout = [...sourceMap.roots].flatMap(([name, source]): [string, string][] =>
    files.flatMap((file): [string, string][] => {
      if (file === source) return [[file, `${name}.py`]]
      return file.startsWith(`${source}/`) ? [[file, `${name}${file.slice(source.length)}`]] : []
    }),
  )
  await copyExisting(root, target, new Map(fromCheckout))
}

/** Copies the files that exist; `paths` maps source to target. */
async function copyExisting(from: string, to: string, paths: ReadonlyMap<string, string>): Promise<void> {
  await inParallel([...paths], async ([source, target]) => {
    await mkdir(dirname(join(to, target)), { recursive: true })
    await cp(join(from, source), join(to, target), { dereference: true }).catch(() => undefined)
  })
}

/**
 * Returns the modules that can be imported from the checkout's sources in the same environment. A second failed import
 * from the wheel confirms that the sources make the difference.
 *
 * @param failed modules that could not be imported from the wheel
 * @param sources directory with the copied sources
 */
export async function importableFromSources(
  failed: readonly string[],
  sources: string,
  request: ImportRequest,
): Promise<ReadonlySet<string>> {
  const isImported = ({ outcome }: ImportAttempt) => outcome === 'imported'
  const fromSources = (await importModules(failed, { ...request, sources })).filter(isImported)
  const again = await importModules(
    fromSources.map(({ module }) => module),
    request,
  )
  return new Set(again.filter((attempt) => !isImported(attempt)).map(({ module }) => module))
}
