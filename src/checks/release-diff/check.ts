import { defineCheck } from '../check.ts'
import { checkReleaseDiff } from './decide.ts'
import { observeReleaseDiff } from './observe.ts'
import { summarizeReleaseDiff } from './summarize.ts'

/** Nothing that the last release had is lost without notice. */
export const releaseDiff = defineCheck({
  name: 'release',
  scope: 'package',
  needs: ['contents', 'version'],
  observe: observeReleaseDiff,
  decide: checkReleaseDiff,
  summarize: summarizeReleaseDiff,
  decidedOnce: true,
})
