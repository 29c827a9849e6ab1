import type { Interpreter } from '../python/interpreter.ts'

/** What tags are compared with. */
export type Tagged = Pick<Interpreter, 'implementation' | 'version' | 'isFreeThreaded'>

/**
 * Whether a wheel that was built on this machine is one for a Python, by the tags in its file name (specification
 * "Platform compatibility tags"). The platform is not looked at: it is this one.
 */
export function fits(file: string, python: Tagged): boolean {
  const [pythons = '', abis = ''] = file
    .replace(/\.whl$/, '')
    .split('-')
    .slice(-3)
  return pythons.split('.').some((tag) => abis.split('.').some((abi) => supports(python, tag, abi)))
}

/** Short names of implementations, as tags have them. */
const SHORT: Readonly<Record<string, string>> = { cpython: 'cp', pypy: 'pp' }

function supports({ implementation, version, isFreeThreaded }: Tagged, tag: string, abi: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  const own = `${SHORT[implementation] ?? implementation}${major}${minor}`
  const [, kind, majorOfTag, minorOfTag] = /^([a-z]+)(\d)(\d*)$/.exec(tag) ?? []
  const isOlder = Number(majorOfTag) === major && Number(minorOfTag || 0) <= minor
  if (abi === 'none') return tag === own || (kind === 'py' && isOlder)
  // The stable ABI is not there without the lock (PEP 703).
  if (abi === 'abi3') return implementation === 'cpython' && kind === 'cp' && isOlder && !isFreeThreaded
  if (tag !== own) return false
  return implementation !== 'cpython' || abi === (isFreeThreaded ? `${own}t` : own)
}
