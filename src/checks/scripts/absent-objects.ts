import { type EntryPoint, misspelling } from '../../distribution/entry-points.ts'
import type { RuntimeContext } from '../context.ts'
import { isNameAbsentFrom } from '../diagnosis/absent-name.ts'
import type { EntryPointsEvidence } from './facts.ts'

/**
 * Returns the entry points whose modules failed to import, and whose sources do not contain the objects: they would be
 * broken even if the imports worked.
 */
export async function findAbsentObjects(
  { scripts, entryPoints }: Pick<EntryPointsEvidence, 'scripts' | 'entryPoints'>,
  { contents, environment }: Pick<RuntimeContext, 'contents' | 'environment'>,
): Promise<EntryPoint[]> {
  const failed = [
    ...scripts.filter(({ runs }) => runs.at(-1)?.error !== undefined),
    ...entryPoints.filter(({ outcome }) => outcome === 'failed'),
  ].map(({ entryPoint }) => entryPoint)
  const absent: EntryPoint[] = []
  for (const entryPoint of failed) {
    const name = entryPoint.attribute?.split('.')[0]
    if (name === undefined || !IDENTIFIER.test(name) || misspelling(entryPoint) !== undefined) continue
    if (await isNameAbsentFrom({ module: entryPoint.module, name }, contents.wheel, environment))
      absent.push(entryPoint)
  }
  return absent
}

/** A name of Python (language reference, "Identifiers and keywords"). */
const IDENTIFIER = /^[\p{ID_Start}_]\p{ID_Continue}*$/u
