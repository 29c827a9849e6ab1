import { pathToFileURL } from 'node:url'
import { isOfThisMachine, parseRequirement, withoutFolder } from '../python/requirement.ts'

/** The wheel as a requirement, with extras (PEP 508, direct references). */
export function directReference(
  wheel: { readonly file: string; readonly metadata: { readonly name: string } },
  extras: readonly string[] = [],
): string {
  return `${wheel.metadata.name}${extras.length > 0 ? `[${extras.join(',')}]` : ''} @ ${pathToFileURL(wheel.file)}`
}

/** What nobody can install elsewhere: dependencies of every installation that lead into the machine that built it. */
export function machineOnlyReferences(requirements: readonly string[]): string[] {
  return requirements
    .filter((text) => isOfThisMachine(text) && parseRequirement(text)?.ofExtra === undefined)
    .map((text) => `"${withoutFolder(text)}" leads to a folder of the machine on which the wheel is built`)
}
