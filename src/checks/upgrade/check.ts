import { defineCheck } from '../check.ts'
import { runtimeContext } from '../context.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { type StageResult, skipped } from '../stage.ts'
import { checkUpgrade } from './decide.ts'
import { observeUpgrade } from './observe.ts'
import { summarizeUpgrade } from './summarize.ts'

/** The wheel works when it is installed over the last release. */
export const upgrade = defineCheck({
  name: 'upgrade',
  scope: 'python',
  needs: ['toolchain', 'contents', 'environments', 'install', 'version'],
  priority: 'low',
  observe: (context, needed) => observeUpgrade(runtimeContext(context, needed), needed.version),
  decide: checkUpgrade,
  summarize: summarizeUpgrade,
  reportedResult,
})

/** If the last release could not be installed, the check has no result. */
function reportedResult({ upgrade }: PackageFacts): StageResult<unknown> {
  const value = completed(upgrade)
  return value?.installation.kind === 'no-last-release' && value.handedOver.length === 0
    ? skipped(`${value.tag.name} cannot be installed: ${value.installation.reason}`)
    : upgrade
}
