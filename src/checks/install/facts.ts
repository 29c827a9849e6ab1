import type { InstalledDistribution } from '../../python/virtual-environment.ts'

/** How the wheel got into the environment that holds only what it declares. */
export type RuntimeInstallation =
  | {
      readonly kind: 'installed'
      /** What installed it, and for which Python: `uv 0.13.8 for Python 3.12.1`. */
      readonly by: string
      readonly conflicts: readonly string[]
      /** Importable name -> distributions that provide it. */
      readonly providers: Readonly<Record<string, readonly string[]>>
      /** All that is installed with it, the wheel's own distribution included. */
      readonly distributions: readonly Pick<InstalledDistribution, 'name' | 'version' | 'requires'>[]
      /** File among the commands of the environment -> distributions that brought it. */
      readonly programs?: Readonly<Record<string, readonly string[]>>
      /** What is installed of other packages of the repository, as they were built: `core 1.2`. */
      readonly siblings?: readonly string[]
    }
  | { readonly kind: 'refused'; readonly words: readonly string[] }
