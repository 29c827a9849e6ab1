import { type Packaging, sdistFix } from '../fixes/packaging.ts'
import type { RuleTexts } from '../rule.ts'
import { type FailedSetting, failedBuildFix } from './fixes.ts'

/** The facts of the rules about building. */
export interface BuildRuleFacts {
  'build-failed': Packaging &
    FailedSetting & {
      step: string
      words: readonly string[]
      /** A file that the step reads and the sdist lacks. */
      absent: string | null
      /** The wheel can be built directly from the source tree, so the sdist lacks something. */
      treeBuilds: boolean
    }
}

/** The texts of the rules about building. */
export const BUILD_RULES: RuleTexts<BuildRuleFacts> = {
  'build-failed': {
    title: 'The package cannot be built',
    why: 'Nobody can install what cannot be built; from an sdist, every user builds.',
    message: ({ step, words, absent, treeBuilds }) =>
      `${step === 'build requirements' ? 'Installing' : 'Building'} the ${step} failed: ${words.join(' / ')}${treeBuilds || absent !== null ? `. ${treeBuilds ? 'The wheel from the tree can be built' : 'The checkout has it'}: ${absent ?? 'something that the build reads'} is not in the sdist.` : ''}`,
    fix: (facts) => {
      const { step, absent, treeBuilds } = facts
      if (step === 'build requirements')
        return 'Correct requires in [build-system]: the installer cannot install what it names.'
      if (absent !== null) return sdistFix(facts, [absent])
      if (treeBuilds)
        return 'Unpack the sdist and run "python -m build --wheel" in it to see the same failure. What the build reads must be in the sdist.'
      return failedBuildFix(facts)
    },
  },
}
