import { explain } from '@renovatebot/pep440'
import { normalizeName } from '../../python/requirement.ts'
import type { RuntimeContext } from '../context.ts'
import {
  type FirstResults,
  installOtherVersions,
  type OtherVersions,
  type RepeatedChecks,
  repeatChecks,
} from '../diagnosis/repeat-checks.ts'
import type { InstalledDependencies } from '../install/facts.ts'
import { Skip } from '../stage.ts'
import type { Prerelease, PrereleaseRun } from './facts.ts'

/**
 * Installs the wheel with pre-releases of its dependencies and, if there are any, repeats the imports, scripts and tests
 * that worked without them.
 *
 * @param installed the dependencies without pre-releases
 * @throws Inconclusive if the index does not respond
 */
export async function observePrereleases(
  runtime: RuntimeContext,
  installed: InstalledDependencies,
  first: FirstResults,
  repeated: RepeatedChecks,
): Promise<PrereleaseRun | Skip> {
  const option = runtime.installer.kind === 'uv' ? '--prerelease=allow' : '--pre'
  const versions = await installOtherVersions(runtime, 'prerelease', [option])
  if (versions instanceof Skip) return versions
  // The pre-releases may not fit each other yet.
  if ('refused' in versions)
    return new Skip(
      `the pre-releases of the dependencies cannot be installed: ${versions.refused.join(' / ')}`,
    )
  const [one, ...others] = changedToPrereleases(versions, installed)
  if (one === undefined) return new Skip('no dependency has a newer pre-release')
  const prereleases = [one, ...others] as const
  const pins = prereleases.map(({ name, version }) => `${name}==${version}`)
  const { distributions, providers } = versions.inventory
  return {
    prereleases,
    installed: { distributions, providers },
    ...(await repeatChecks(runtime, first, versions, pins, repeated)),
  }
}

/** The dependencies of which another version is installed, and it is a pre-release; the direct ones first. */
function changedToPrereleases(
  { inventory, direct }: OtherVersions,
  { distributions }: InstalledDependencies,
): Prerelease[] {
  const before = new Map(distributions.map(({ name, version }) => [normalizeName(name), version]))
  return inventory.distributions
    .filter(({ name, version }) => {
      const isPrerelease = explain(version)?.is_prerelease === true
      return isPrerelease && before.get(normalizeName(name)) !== version
    })
    .map(({ name, version }) => ({
      name,
      version,
      final: before.get(normalizeName(name)),
      isDirect: direct.some((one) => one.name === name),
    }))
    .sort((a, b) => Number(b.isDirect) - Number(a.isDirect))
}
