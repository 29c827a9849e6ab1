import type { Interpreter } from '../python/interpreter.ts'

/** The properties of an interpreter that tags depend on. */
export type TaggedInterpreter = Pick<Interpreter, 'implementation' | 'version' | 'isFreeThreaded'>

/**
 * Whether a Python can install a wheel, by the tags in the file name (specification "Platform compatibility tags"). The
 * platform tag is ignored, as the wheel was built on this machine.
 */
export function isCompatible(file: string, python: TaggedInterpreter): boolean {
  const { pythons, abis } = tagsOf(file)
  return pythons.some((tag) => abis.some((abi) => supports(python, tag, abi)))
}

/** The compressed tag sets in the file name of a wheel. */
export interface WheelTags {
  readonly pythons: readonly string[]
  readonly abis: readonly string[]
  readonly platforms: readonly string[]
}

/** Returns the tags in the file name of a wheel, or at the end of its path. */
export function tagsOf(file: string): WheelTags {
  const [pythons = [], abis = [], platforms = []] = file
    .replace(/\.whl$/, '')
    .split('-')
    .slice(-3)
    .map((tags) => tags.split('.'))
  return { pythons, abis, platforms }
}

/** Abbreviations of implementations in tags. */
const ABBREVIATIONS: Readonly<Record<string, string>> = { cpython: 'cp', pypy: 'pp' }

function supports(
  { implementation, version, isFreeThreaded }: TaggedInterpreter,
  tag: string,
  abi: string,
): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  const own = `${ABBREVIATIONS[implementation] ?? implementation}${major}${minor}`
  const [, kind, majorOfTag, minorOfTag] = /^([a-z]+)(\d)(\d*)$/.exec(tag) ?? []
  const isOlder = Number(majorOfTag) === major && Number(minorOfTag || 0) <= minor
  if (abi === 'none') return tag === own || (kind === 'py' && isOlder)
  // Free-threaded Python does not support the stable ABI (PEP 703).
  if (abi === 'abi3') return implementation === 'cpython' && kind === 'cp' && isOlder && !isFreeThreaded
  if (tag !== own) return false
  return implementation !== 'cpython' || abi === (isFreeThreaded ? `${own}t` : own)
}
