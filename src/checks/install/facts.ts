import type { InstalledCollision, InstalledDistribution } from '../../python/virtual-environment.ts'

/** The distributions in an environment, and what they provide. */
export type InstalledDependencies = Pick<
  Extract<RuntimeInstallation, { kind: 'installed' }>,
  'providers' | 'distributions'
>

/** The Python and the installer of an environment. */
export interface RuntimeEnvironment {
  /** Version of the Python. */
  readonly python: string
  /** `cpython`, `pypy` */
  readonly implementation: string
  /** As in the names of wheels: `linux-x86_64`. */
  readonly platform?: string
  /** The version is null for the pip that is bundled with Python. */
  readonly installer: { readonly name: 'pip' | 'uv'; readonly version: string | null }
}

/** The installation of the wheel and its declared dependencies into a clean environment. */
export type RuntimeInstallation =
  | {
      readonly kind: 'installed'
      /** Installer and Python: `uv 0.13.8, Python 3.12.1`. */
      readonly by: string
      readonly environment?: RuntimeEnvironment
      readonly conflicts: readonly string[]
      /** Top-level module -> distributions that provide it. */
      readonly providers: Readonly<Record<string, readonly string[]>>
      /** All installed distributions, including that of the wheel. */
      readonly distributions: readonly Pick<
        InstalledDistribution,
        'name' | 'version' | 'requires' | 'requires_python'
      >[]
      /** File in the scripts directory of the environment -> distributions that installed it. */
      readonly programs?: Readonly<Record<string, readonly string[]>>
      /** Files that the wheel and another distribution both installed. */
      readonly collisions?: readonly InstalledCollision[]
      /** Installed sibling wheels: `core 1.2`. */
      readonly siblings?: readonly string[]
    }
  | {
      readonly kind: 'refused'
      readonly output: readonly string[]
      readonly environment?: RuntimeEnvironment
    }
