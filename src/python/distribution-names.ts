import { DISTRIBUTIONS } from './distribution-modules.ts'
import { topLevelModule } from './module-names.ts'
import { normalizeName } from './requirement.ts'

/** Dotted name of a module -> the widely used distribution that provides it. */
const KNOWN: ReadonlyMap<string, string> = new Map(
  DISTRIBUTIONS.trim()
    .split('\n')
    .flatMap((line) => {
      const [name = '', modules] = line.split(': ')
      const all = modules?.split(' ') ?? [normalizeName(name).replaceAll('-', '_')]
      return all.map((module) => [module, name] as const)
    }),
)

const KNOWN_NAMES: ReadonlySet<string> = new Set([...KNOWN.values()].map(normalizeName))

/** Whether a distribution is a widely used one. */
export function isKnownDistribution(name: string): boolean {
  return KNOWN_NAMES.has(normalizeName(name))
}

/** The distributions that provide standard-library modules to the Pythons that lack them. */
const BACKPORTS: Readonly<Record<string, string>> = {
  zoneinfo: 'backports.zoneinfo',
  graphlib: 'graphlib-backport',
  tomllib: 'tomli',
  asynchat: 'pyasynchat',
  asyncore: 'pyasyncore',
  distutils: 'setuptools',
  audioop: 'audioop-lts',
  cgi: 'legacy-cgi',
  cgitb: 'legacy-cgi',
}

/** The distribution that provides a module. */
export interface KnownDistribution {
  readonly distribution: string
  /** False if it is assumed to have the name of the module. */
  readonly known: boolean
  /** The part of the module's dotted name that determines the distribution. */
  readonly by: string
}

/**
 * The distribution that provides a module: the one in the test environment, else a well-known one; else the distribution
 * is assumed to have the name of the module, and `known` is false.
 *
 * @param module a dotted name; its longest known prefix determines the distribution, as for `google.cloud.storage`
 * @param providers import name -> distributions, of an environment that contains the test dependencies
 */
export function distributionOf(
  module: string,
  { providers }: { readonly providers: Readonly<Record<string, readonly string[]>> },
): KnownDistribution {
  const parts = module.split('.')
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.')
    const distribution = providers[name]?.[0] ?? KNOWN.get(name) ?? BACKPORTS[name]
    if (distribution !== undefined) return { distribution, known: true, by: name }
  }
  // Distributions of Google Cloud have the names of their modules.
  if (parts.length > 2 && module.startsWith('google.cloud.'))
    return { distribution: parts.slice(0, 3).join('-'), known: false, by: parts.slice(0, 3).join('.') }
  const top = topLevelModule(module)
  return { distribution: top.replaceAll('_', '-'), known: false, by: top }
}
