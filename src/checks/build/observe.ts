import { join } from 'node:path'
import { type Build, build, buildFromSdist } from '../../distribution/build.ts'
import type { Sdist } from '../../distribution/sdist.ts'
import type { PackageContext, PythonTools } from '../context.ts'

/** Builds the sdist and then the wheel from it, in a pristine copy of the checkout. */
export async function observeBuild(
  { project, copies, output, scratch, logs }: PackageContext,
  { backend }: PythonTools,
): Promise<Build> {
  return build({
    source: await copies.forBuild(project, 'source', join(scratch, 'source')),
    requires: project.buildSystem.requires,
    backend,
    output,
    scratch,
    writeLog: (transcript) => logs.write('build', transcript),
  })
}

/** Builds the wheel for another Python, from the sdist of the first. */
export async function buildForPython(
  { project, checkout, output, scratch, logs }: PackageContext,
  { backend }: PythonTools,
  sdist: Sdist,
): Promise<Build> {
  return buildFromSdist({
    sdist,
    // Read to report what the sdist lacks; nothing is built there.
    source: join(checkout.root, project.path),
    requires: project.buildSystem.requires,
    backend,
    output,
    scratch,
    writeLog: (transcript) => logs.write('build', transcript),
  })
}
