import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import type { RepeatedChecks } from '../diagnosis/repeat-checks.ts'
import { checkPrereleases } from './decide.ts'
import { observePrereleases } from './observe.ts'
import { summarizePrereleases } from './summarize.ts'

/**
 * The package works with the pre-releases of its dependencies.
 *
 * @param repeated the observations of other checks to repeat with them
 */
export const prereleases = (repeated: RepeatedChecks) =>
  defineCheck({
    name: 'prerelease',
    scope: 'python',
    needs: ['toolchain', 'contents', 'environments', 'install'],
    after: ['imports', 'dependencies', 'scripts', 'tests'],
    isRequested: ({ prerelease }) => prerelease,
    observe: (context, needed, first) =>
      observePrereleases(runtimeContext(context, needed), needed.install, first, repeated),
    decide: checkPrereleases,
    summarize: summarizePrereleases,
  })
