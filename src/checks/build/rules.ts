import { type Packaging, sdistFix } from '../fixes/packaging.ts'
import type { RuleTexts } from '../rule.ts'

/** The facts of the rules about building. */
export interface BuildRuleFacts {
  'build-failed': Packaging & {
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
    fix: ({ step, absent, ...packaging }) => {
      if (step === 'build requirements')
        return 'Mend build-system.requires: the installer cannot install what it names.'
      if (absent !== null) return sdistFix(packaging, [absent])
      return 'Run "python -m build" in a fresh clone to see the same failure. What the build reads must be tracked by git and be in the sdist.'
    },
  },
}
