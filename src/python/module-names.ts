/** A Python identifier (Python language reference, "Identifiers and keywords"). */
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u
/** Python source, or an extension module with its platform tag; a bare `.so` is usually a bundled library. */
const MODULE = /^([^.]+)(?:\.py|\.(?:cpython|cp\d|abi3|pypy|graalpy)[^/]*\.(?:so|pyd)|\.pyd)$/

/** The dotted module name of a file; undefined for data files and for files whose path is not importable. */
export function moduleOf(path: string): string | undefined {
  const parts = path.split('/')
  const file = MODULE.exec(parts.pop() ?? '')?.[1]
  if (file === undefined) return undefined
  const names = file === '__init__' && parts.length > 0 ? parts : [...parts, file]
  return names.every((name) => IDENTIFIER.test(name)) ? names.join('.') : undefined
}

/** The top-level module of a dotted name. */
export function topLevelModule(name: string): string {
  return name.split('.')[0] as string
}
