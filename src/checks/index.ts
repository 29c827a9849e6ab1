import { build } from './build/check.ts'
import type { Check } from './check.ts'
import { contents } from './contents/check.ts'
import { dependencies } from './dependencies/check.ts'
import { extras } from './extras/check.ts'
import { imports } from './imports/check.ts'
import { install } from './install/check.ts'
import { lowerBounds } from './lower-bounds/check.ts'
import { metadata } from './metadata/check.ts'
import { prereleases } from './prereleases/check.ts'
import { releaseDiff } from './release-diff/check.ts'
import { reproducibility } from './reproducibility/check.ts'
import { scripts } from './scripts/check.ts'
import { runScripts } from './scripts/run-scripts.ts'
import { tests } from './tests/check.ts'
import { runTestsInSandbox } from './tests/observe.ts'
import { upgrade } from './upgrade/check.ts'
import { version } from './version/check.ts'

/** The checks in the order of the report. */
export const CHECKS: readonly Check[] = [
  build,
  reproducibility,
  contents,
  metadata,
  install,
  imports,
  dependencies,
  scripts,
  extras,
  tests,
  lowerBounds({ runScripts, runTests: runTestsInSandbox }),
  prereleases({ runScripts, runTests: runTestsInSandbox }),
  version,
  releaseDiff,
  upgrade,
]
