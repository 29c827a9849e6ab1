import { type Packaging, sdistFix } from '../fixes/packaging.ts'
import type { WordsOf } from '../rule.ts'

/** The facts of the rules on that the package can be built. */
export interface BuildRuleFacts {
  'build-failed': Packaging & {
    step: string
    words: readonly string[]
    /** A file that the step asked for and that the sdist lacks. */
    absent: string | null
    /** The wheel from the tree can be built, so that it is the sdist that lacks something. */
    treeBuilds: boolean
  }
}

export const BUILD_RULES: WordsOf<BuildRuleFacts> = {
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
