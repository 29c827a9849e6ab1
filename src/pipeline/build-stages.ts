import { join } from 'node:path'
import type { PackageFacts } from '../checks/facts.ts'
import type { Backend } from '../distribution/backend.ts'
import { type Build, build, buildFor, type RebuildRequest, rebuild } from '../distribution/build.ts'
import type { Sdist } from '../distribution/sdist.ts'
import { atLowPriority } from '../process/run.ts'
import type { Assignment } from './context.ts'
import { skipped, type RunStage } from './stages.ts'

/** Builds the sdist, and from it the wheel that is verified. */
export async function buildInCopy(assignment: Assignment, backend: Backend): Promise<Build> {
  const { project, output, scratch, logs } = assignment
  return build({
    source: await pristineCopy(assignment, 'source'),
    requires: project.buildSystem.requires,
    backend,
    output,
    scratch,
    keepLog: (transcript) => logs.write('build', transcript),
  })
}

/** Builds the wheel for another Python from the sdist that the first one has built. */
export function buildForOther(
  { project, checkout, output, scratch, logs }: Assignment,
  backend: Backend,
  sdist: Sdist,
): Promise<Build> {
  return buildFor({
    sdist,
    // Only read, for what the sdist lacks.
    source: join(checkout.root, project.path),
    requires: project.buildSystem.requires,
    backend,
    output,
    scratch,
    keepLog: (transcript) => logs.write('build', transcript),
  })
}

/** Seconds. What takes longer to build once is not built three times. */
export const LONGEST_TO_REPEAT = 120

/** Seconds. Of what is built sooner most is the start of the backend. */
const SHORT = 1
/** Seconds. What takes longer to build fills the memory and all cores by itself. */
const LONG = 10

/** Builds the wheel from the tree, and again from the sdist: both must be the wheel that is verified. */
export async function seeRebuilds(
  assignment: Assignment,
  backend: Backend,
  first: Build,
  stage: RunStage,
): Promise<PackageFacts['rebuilds']> {
  const { checkout, scratch, logs } = assignment
  if (first.kind === 'failed' && first.failure.step !== 'wheel from the sdist')
    return skipped('there is no sdist')
  if (first.kind === 'built' && first.seconds > LONGEST_TO_REPEAT)
    return skipped(
      `the wheel took ${Math.round(first.seconds)} s to build, and what takes more than ${LONGEST_TO_REPEAT} s is not built again`,
    )
  // What is compared at the end; the tests are waited for.
  return atLowPriority(() =>
    stage('rebuild', async () =>
      rebuild({
        backend,
        source: await pristineCopy(assignment, 'tree'),
        // Without a commit the builds have no time in common, which all of them would write.
        isRepeatable: first.kind === 'built' && checkout.committedAt !== undefined,
        pace: first.kind === 'built' ? paceOf(first.seconds) : 'in turn',
        scratch,
        keepLog: (transcript) => logs.write('rebuild', transcript),
      }),
    ),
  )
}

function paceOf(seconds: number): RebuildRequest['pace'] {
  return SHORT < seconds && seconds < LONG ? 'at once' : 'in turn'
}

/** A copy to build in: what git tracks, as it is now, with a history of its own. Gives the project's folder in it. */
function pristineCopy({ project, copies, scratch }: Assignment, name: string): Promise<string> {
  return copies.toBuild(project, name, join(scratch, name))
}
