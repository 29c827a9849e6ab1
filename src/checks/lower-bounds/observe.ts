import type { RuntimeContext } from '../context.ts'
import {
  type FirstResults,
  installOtherVersions,
  type RepeatedChecks,
  repeatChecks,
} from '../diagnosis/repeat-checks.ts'
import { Skip } from '../stage.ts'
import type { LowerBoundsRun } from './facts.ts'

/**
 * Installs the wheel with the lower bounds of its direct dependencies and the highest versions of the transitive ones
 * (uv's `lowest-direct` resolution), and repeats the imports, scripts and tests that worked with the highest versions.
 *
 * @throws Inconclusive if the index does not respond
 */
export async function observeLowerBounds(
  runtime: RuntimeContext,
  highest: FirstResults,
  repeated: RepeatedChecks,
): Promise<LowerBoundsRun | Skip> {
  const versions = await installOtherVersions(runtime, 'lowest', ['--resolution=lowest-direct'])
  if (versions instanceof Skip) return versions
  if ('refused' in versions) return { kind: 'refused', words: versions.refused }
  const dependencies = versions.direct.map(({ name, version }) => `${name}==${version}`)
  return {
    kind: 'ran',
    dependencies,
    ...(await repeatChecks(runtime, highest, versions, dependencies, repeated)),
  }
}
