import { defineCheck } from '../check.ts'
import { checkReleaseDiff } from './decide.ts'
import { observeReleaseDiff } from './observe.ts'
import { summarizeReleaseDiff } from './summarize.ts'

/** The wheel lacks nothing that the last release had, unless its removal is announced. */
export const releaseDiff = defineCheck({
  name: 'release',
  scope: 'package',
  needs: ['contents', 'version'],
  observe: observeReleaseDiff,
  decide: checkReleaseDiff,
  summarize: summarizeReleaseDiff,
  decidedOnce: true,
})
