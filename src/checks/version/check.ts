import { defineCheck } from '../check.ts'
import { checkVersion } from './decide.ts'
import { observeVersion } from './observe.ts'
import { summarizeVersion } from './summarize.ts'

/** The version is bumped as the changes since the last release require, and all version sources agree. */
export const version = defineCheck({
  name: 'version',
  scope: 'package',
  needs: ['toolchain', 'build', 'contents'],
  observe: observeVersion,
  decide: checkVersion,
  summarize: summarizeVersion,
  decidedOnce: true,
})
