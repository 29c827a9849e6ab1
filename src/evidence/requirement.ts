import { pathToFileURL } from 'node:url'

/** The wheel as a requirement, with extras (PEP 508, direct references). */
export function direct(
  wheel: { readonly file: string; readonly metadata: { readonly name: string } },
  extras: readonly string[] = [],
): string {
  return `${wheel.metadata.name}${extras.length > 0 ? `[${extras.join(',')}]` : ''} @ ${pathToFileURL(wheel.file)}`
}
