import { join } from 'node:path'
import {
  type Build,
  MAX_SECONDS_TO_REPEAT,
  type RebuildRequest,
  type Rebuilds,
  rebuild,
} from '../../distribution/build.ts'
import type { PackageContext, PythonTools } from '../context.ts'
import { completed } from '../facts.ts'
import { Skip, type StageResult } from '../stage.ts'

/** Seconds. Most of a shorter build is the start of the backend, so that two in one process take less time. */
const SHORT = 1
/** Seconds. A longer build uses the memory and all cores by itself. */
const LONG = 10

/** Builds the wheel directly from the source tree, and a second time from the sdist. */
export async function observeRebuilds(
  { project, checkout, copies, scratch, logs }: PackageContext,
  { backend }: PythonTools,
  first: StageResult<Build>,
): Promise<Rebuilds | Skip> {
  const build = completed(first)
  if (build === undefined) return new Skip('no wheel was built')
  if (build.kind === 'failed' && build.failure.step !== 'wheel from the sdist')
    return new Skip('no sdist was built')
  if (build.kind === 'built' && build.seconds > MAX_SECONDS_TO_REPEAT)
    return new Skip(
      `the wheel took ${Math.round(build.seconds)} s to build, and builds of more than ${MAX_SECONDS_TO_REPEAT} s are not repeated`,
    )
  if (build.kind === 'built' && build.sdistFailure !== undefined)
    return { fromSourceTree: { kind: 'built', wheel: build.wheel }, second: undefined }
  return rebuild({
    backend,
    source: await copies.forBuild(project, 'tree', join(scratch, 'tree')),
    // Without a commit there is no SOURCE_DATE_EPOCH that both builds could use.
    isRepeatable: build.kind === 'built' && checkout.committedAt !== undefined,
    schedule: build.kind === 'built' ? scheduleFor(build.seconds) : 'sequential',
    scratch,
    writeLog: (transcript) => logs.write('rebuild', transcript),
  })
}

function scheduleFor(seconds: number): RebuildRequest['schedule'] {
  return SHORT < seconds && seconds < LONG ? 'parallel' : 'sequential'
}
