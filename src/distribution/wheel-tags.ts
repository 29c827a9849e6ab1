import type { Interpreter } from '../python/interpreter.ts'

/** The properties of an interpreter that tags depend on. */
export type TaggedInterpreter = Pick<Interpreter, 'implementation' | 'version' | 'isFreeThreaded'>

/**
 * Whether a Python can install a wheel, by the tags in the file name (specification "Platform compatibility tags"). The
 * platform tag is ignored, as the wheel was built on this machine.
 */
export function isCompatible(file: string, python: TaggedInterpreter): boolean {
  const [pythons = '', abis = ''] = file
    .replace(/\.whl$/, '')
    .split('-')
    .slice(-3)
  return pythons.split('.').some((tag) => abis.split('.').some((abi) => supports(python, tag, abi)))
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
