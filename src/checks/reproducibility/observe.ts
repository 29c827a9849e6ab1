import { join } from 'node:path'
import {
  type Build,
  LONGEST_TO_REPEAT,
  type RebuildRequest,
  type Rebuilds,
  rebuild,
} from '../../distribution/build.ts'
import type { PackageContext, PythonTools } from '../context.ts'
import { completed } from '../facts.ts'
import { Skip, type StageResult } from '../stage.ts'

/** Seconds. If the build is shorter, most of it is the start of the backend. */
const SHORT = 1
/** Seconds. If the build is longer, it fills the memory and all cores by itself. */
const LONG = 10

/** Builds the wheel directly from the source tree, and a second time from the sdist. */
export async function observeRebuilds(
  { project, checkout, copies, scratch, logs }: PackageContext,
  { backend }: PythonTools,
  first: StageResult<Build>,
): Promise<Rebuilds | Skip> {
  const build = completed(first)
  if (build === undefined) return new Skip('there is no wheel')
  if (build.kind === 'failed' && build.failure.step !== 'wheel from the sdist')
    return new Skip('there is no sdist')
  if (build.kind === 'built' && build.seconds > LONGEST_TO_REPEAT)
    return new Skip(
      `the wheel took ${Math.round(build.seconds)} s to build, and what takes more than ${LONGEST_TO_REPEAT} s is not built again`,
    )
  return rebuild({
    backend,
    source: await copies.toBuild(project, 'tree', join(scratch, 'tree')),
    // Without a commit the builds have no common SOURCE_DATE_EPOCH to write.
    isRepeatable: build.kind === 'built' && checkout.committedAt !== undefined,
    pace: build.kind === 'built' ? paceOf(build.seconds) : 'in turn',
    scratch,
    keepLog: (transcript) => logs.write('rebuild', transcript),
  })
}

function paceOf(seconds: number): RebuildRequest['pace'] {
  return SHORT < seconds && seconds < LONG ? 'at once' : 'in turn'
}
