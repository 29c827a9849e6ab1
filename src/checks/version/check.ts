import { defineCheck } from '../check.ts'
import { checkVersion } from './decide.ts'
import { observeVersion } from './observe.ts'
import { summarizeVersion } from './summarize.ts'

/** The version was bumped as the changes since the last release require, and every place declares the same one. */
export const version = defineCheck({
  name: 'version',
  scope: 'package',
  needs: ['toolchain', 'build', 'contents'],
  observe: observeVersion,
  decide: checkVersion,
  summarize: summarizeVersion,
  decidedOnce: true,
})
