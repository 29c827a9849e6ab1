import { pathToFileURL } from 'node:url'
import { isLocalReference, parseRequirement, withoutLocalPath } from '../python/requirement.ts'

/** The direct reference to a wheel, with extras (PEP 508). */
export function directReference(
  wheel: { readonly file: string; readonly metadata: { readonly name: string } },
  extras: readonly string[] = [],
): string {
  return `${wheel.metadata.name}${extras.length > 0 ? `[${extras.join(',')}]` : ''} @ ${pathToFileURL(wheel.file)}`
}

/** Describes the dependencies, extras excluded, with a path of the build machine: no other machine can install them. */
export function describeLocalReferences(requirements: readonly string[]): string[] {
  return requirements
    .filter((text) => isLocalReference(text) && parseRequirement(text)?.ofExtra === undefined)
    .map(
      (text) =>
        `"${withoutLocalPath(text)}" refers to a path on the machine that built the wheel, so other machines cannot install it`,
    )
}
